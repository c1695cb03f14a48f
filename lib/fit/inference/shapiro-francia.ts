import { at } from '../numbers.ts'
import { log } from '../numerics/elementary.ts'
import { normalCdf, normalQuantile } from '../numerics/normal.ts'
import type { Diagnostics } from '../types.ts'

/** Royston's normalising constants were made for these numbers of values. */
const FEWEST = 5
const MOST = 5000

/**
 * Shapiro–Francia W′: the squared correlation of the sorted values with the normal quantiles at (i − 3/8)/(n + 1/4), and
 * its p by Royston's normal approximation of ln(1 − W′).
 *
 * @returns null outside 5 to 5,000 values, or where all are equal
 * @see Royston (1993), doi:10.1002/sim.4780120209
 */
export function shapiroFrancia(values: Float64Array): Diagnostics['normality'] {
  const n = values.length
  if (n < FEWEST || n > MOST) return null
  const w = squaredCorrelation(values.slice().sort(), quantiles(n))
  if (!(w > 0)) return null
  const u = log(n)
  const v = log(u)
  const mean = -1.2725 + 1.0521 * (v - u)
  const spread = 1.0308 - 0.26758 * (v + 2 / u)
  return { w, p: w < 1 ? normalCdf(-(log(1 - w) - mean) / spread) : 1 }
}

function quantiles(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 1 - 0.375) / (n + 0.25)))
}

/** The quantiles are symmetric about 0, so only the values need centring. */
function squaredCorrelation(sorted: Float64Array, scores: Float64Array): number {
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  let [cross, values, normals] = [0, 0, 0]
  for (let i = 0; i < sorted.length; i++) {
    const value = at(sorted, i) - mean
    cross += value * at(scores, i)
    values += value * value
    normals += at(scores, i) * at(scores, i)
  }
  return Math.min(1, (cross * cross) / (values * normals))
}
