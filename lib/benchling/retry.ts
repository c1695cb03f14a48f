import { err, ok } from '../result.ts'
import type { Err, Result } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import type { Deps, Operation } from './operation.ts'

/** A failed attempt: the error, and what the server said about waiting. */
export interface Failure {
  readonly error: BenchlingError
  readonly serverWaitMs: number | null
  /** Set where retries have been used up already, one level down. */
  readonly isFinal: boolean
}

export type Attempt<T> = Result<T, Failure>

/**
 * When a call may be repeated (contract, section 5).
 * - `safe`: after anything passing. Reads, the token, a signed PUT.
 * - `unless-in-doubt`: only while it is certain that nothing happened. Calls that create.
 * - `after-a-look`: in doubt, `look` first; it gives the value where the call has taken effect, else null. PATCH calls.
 */
export type RepeatRule<T> =
  | { readonly kind: 'safe' }
  | { readonly kind: 'unless-in-doubt' }
  | { readonly kind: 'after-a-look'; readonly look: () => Promise<Result<T | null, BenchlingError>> }

const MAX_TRIES = 5
const FEW_TRIES = 3
const MAX_GUIDE_DELAY_MS = 15_000

export function fail(error: BenchlingError, more: Partial<Omit<Failure, 'error'>> = {}): Err<Failure> {
  return err({ error, serverWaitMs: null, isFinal: false, ...more })
}

/**
 * Runs `attempt` until it succeeds, fails for good, or the next wait would pass the deadline. Waits as the guide says,
 * min(15 s, 2^n + up to 1 s), or as long as the server said where that is longer.
 */
export async function withRetries<T>(
  { deps, operation, rule }: { deps: Deps; operation: Operation; rule: RepeatRule<T> },
  attempt: () => Promise<Attempt<T>>,
): Promise<Result<T, BenchlingError>> {
  for (let tries = 1; ; tries += 1) {
    if (operation.signal.aborted) return err(operation.abortError())
    const outcome = await attempt()
    if (outcome.ok) return outcome
    if (operation.signal.aborted) return err(operation.abortError())

    const { error, isFinal } = outcome.error
    if (isFinal || tries >= triesFor(error) || !mayRepeat(error, rule)) return err(error)
    const waitMs = waitBefore(tries, outcome.error, deps.random)
    if (waitMs >= operation.remainingMs()) return err(error)

    operation.heldBackBy(error)
    operation.onWait({ reason: error.kind === 'rate-limited' ? 'rate-limited' : 'unavailable', waitMs })
    await deps.sleep(waitMs, operation.signal)
    if (rule.kind === 'after-a-look' && isInDoubt(error)) {
      if (operation.signal.aborted) return err(operation.abortError())
      const seen = await rule.look()
      if (!seen.ok) return seen
      if (seen.value !== null) return ok(seen.value)
    }
  }
}

/** Milliseconds before try number `tries` + 1. */
export function waitBefore(tries: number, failure: Failure, random: () => number): number {
  const guideMs = Math.min(MAX_GUIDE_DELAY_MS, (2 ** tries + random()) * 1000)
  return Math.max(guideMs, failure.serverWaitMs ?? 0)
}

function triesFor(error: BenchlingError): number {
  if (error.kind === 'unavailable') return error.isDowntime ? FEW_TRIES : MAX_TRIES
  return error.kind === 'unreachable' || error.kind === 'truncated' ? FEW_TRIES : MAX_TRIES
}

function mayRepeat<T>(error: BenchlingError, rule: RepeatRule<T>): boolean {
  switch (error.kind) {
    case 'rate-limited':
    case 'unreachable':
    case 'truncated':
      return true
    case 'unavailable':
    case 'answer-lost':
    case 'timed-out':
      return rule.kind !== 'unless-in-doubt'
    default:
      return false
  }
}

/** Whether the call may have taken effect all the same. */
function isInDoubt(error: BenchlingError): boolean {
  return error.kind === 'unavailable' || error.kind === 'answer-lost' || error.kind === 'timed-out'
}
