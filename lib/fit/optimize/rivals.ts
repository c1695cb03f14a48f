import { at } from '../numbers.ts'

/** Minima that the descents of one search have reached so far: later ones need not go there again. */
export interface Found {
  count: number
  lowest: number
  /** Per minimum its RSS and its vector after the plateaus (three places). */
  readonly values: Float64Array
}

const PLACES = 4
const MOST = 16

export function makeFound(): Found {
  return { count: 0, lowest: Infinity, values: new Float64Array(PLACES * MOST) }
}

export function forgetAll(found: Found): void {
  found.count = 0
  found.lowest = Infinity
}

export function remember(found: Found, theta: Float64Array, rss: number): void {
  if (rss < found.lowest) found.lowest = rss
  if (found.count === MOST) return
  const base = PLACES * found.count++
  found.values[base] = rss
  for (let k = 2; k < theta.length; k++) found.values[base + k - 1] = at(theta, k)
}

/** Near enough to a minimum that Newton's method goes nowhere else. */
const NEAR_DECADES = 2e-3
const NEAR_SHARE = 1e-2
/** A Newton step promises this share of its gap to the best, or the descent will end above it. */
const HOPE = 0.02

/** Whether an undamped descent at `point` is worth following: `iterations` says yes. */
export function judgeRivals(
  found: Found,
  point: Float64Array,
  rss: number,
  predicted: number,
): 'known' | 'overtaken' | 'iterations' {
  if (predicted < HOPE * (rss - found.lowest)) return 'overtaken'
  const { values } = found
  for (let j = 0; j < found.count; j++) {
    const base = PLACES * j
    if (rss < at(values, base)) continue
    if (Math.abs(at(point, 0) - at(values, base + 1)) > NEAR_DECADES) continue
    if (Math.abs(at(point, 1) - at(values, base + 2)) > NEAR_SHARE * Math.abs(at(point, 1))) continue
    if (point.length > 2 && Math.abs(at(point, 2) - at(values, base + 3)) > NEAR_SHARE * at(point, 2))
      continue
    return 'known'
  }
  return 'iterations'
}
