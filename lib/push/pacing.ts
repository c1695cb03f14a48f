import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchlingError } from '../benchling/errors.ts'

/** How a push waits. Seconds, before scaling. */
export interface Pacing {
  /** Between looks at a frame that Benchling is checking; the last one repeats. */
  readonly pollS: readonly number[]
  /** Looks at one frame add up to this at most; then it is left as "still processing", to be resumed. */
  readonly pollLimitS: number
  /** After the tenant was limited, down or out of reach; the last one repeats. */
  readonly waitS: readonly number[]
  /** Planned downtime is two hours, so waiting ends only well after. */
  readonly waitLimitS: number
  /** An answer that gets lost, or a 500, this many times in a row is no accident. */
  readonly doubtLimit: number
  /** A run holds its push this long and renews the hold three times in that time: how soon a dead replica is replaced. */
  readonly leaseS: number
  /** Tests make time pass quickly. */
  readonly scale: number
}

export const PACING: Pacing = {
  pollS: [1, 2, 3, 5],
  pollLimitS: 600,
  waitS: [5, 10, 20, 30, 60],
  waitLimitS: 3 * 3600,
  doubtLimit: 5,
  leaseS: 30,
  scale: 1,
}

/** The standing plan, its times multiplied by `HALFMAX_POLL_SCALE` (above 0) where that is set. */
export function pacingFrom(env: Readonly<Record<string, string | undefined>>): Pacing {
  const scale = Number(env['HALFMAX_POLL_SCALE'])
  return Number.isFinite(scale) && scale > 0 ? { ...PACING, scale } : PACING
}

/** Seconds before look or try number `index` (from 0). */
export function plannedS(plan: readonly number[], index: number): number {
  return plan[Math.min(index, plan.length - 1)] ?? 1
}

/** Seconds to wait after the `index`-th failure in a row: the plan's, or longer where the server said so. */
export function waitAfterS(pacing: Pacing, error: BenchlingError, index: number): number {
  const asked = error.kind === 'rate-limited' ? error.retryAfterS : 0
  return Math.max(plannedS(pacing.waitS, index), asked)
}

/** Resolves after the time, or at once when `signal` is or gets aborted; never rejects. */
export async function sleepS(seconds: number, signal: AbortSignal): Promise<void> {
  await delay(seconds * 1000, undefined, { signal }).catch(() => undefined)
}
