/** Characters that make the wait one longer: marks on 5,000 curves, 0.7 MB, are sent after four waits of rest. */
const LONGER_PER = 200_000
/** Rests after which a change is sent though others keep coming. */
const MOST_RESTS = 5

interface Waiting {
  /** From a change of a short work to its sending. */
  readonly restMs: number
  /** Characters of the work. */
  readonly length: number
  /** How long the first change that is not sent yet has waited already. */
  readonly waitedMs: number
}

/**
 * Milliseconds until work is sent to the server: once the acts rest, and after a while though they do not. The whole work is
 * sent, so a long one is sent less often: at most 0.13 MB a second, as ever it is worked on.
 */
export function sendingWait({ restMs, length, waitedMs }: Waiting): number {
  const rest = restMs * (1 + length / LONGER_PER)
  return Math.max(0, Math.min(rest, MOST_RESTS * rest - waitedMs))
}
