import { LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { Descent } from './refine.ts'

/** The best minimum found, and the other ones, best first, all in scaled units. */
export interface Optimum extends Descent {
  readonly others: readonly Descent[]
}

/** The best of several descents; null where none is finite. */
export function bestOf(found: readonly Descent[]): Descent | null {
  let least = Infinity
  for (const { rss } of found) if (rss < least) least = rss
  if (!(least < Infinity)) return null
  // Descents that met in one minimum differ by rounding: the first of them stands, whatever the rounding was.
  for (const descent of found) if (descent.rss <= least * (1 + 1e-13)) return descent
  return null
}

/** The best of several descents with the others that are minima of their own, best first. */
export function rank(found: readonly Descent[]): Optimum | null {
  const best = bestOf(found)
  if (!best) return null
  const others: Descent[] = []
  for (const descent of found) {
    if (!Number.isFinite(descent.rss) || isSame(best, descent)) continue
    if (!others.some((known) => isSame(known, descent))) others.push(descent)
  }
  if (others.length > 1) others.sort((a, b) => a.rss - b.rss)
  const { theta, rss, iterations, stop } = best
  return { theta, rss, iterations, stop, others }
}

function isSame(a: Descent, b: Descent): boolean {
  for (let k = 2; k < a.theta.length; k++) {
    const gap = Math.abs(at(a.theta, k) - at(b.theta, k))
    if (gap > (k === LOG_EC50 ? 1e-4 : 1e-3 * Math.abs(at(a.theta, k)))) return false
  }
  return true
}
