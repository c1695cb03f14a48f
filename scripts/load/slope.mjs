import { studentQuantile } from '../../lib/fit/inference/distributions.ts'

/** A sample belongs to a trend only once start-up is over: caches fill, code is compiled, the heap finds its size. */
const WARM_UP_SHARE = 0.25
/**
 * @param {readonly { minute: number, mb: number }[]} samples oldest first
 * @returns {{ minute: number, mb: number }[]} those after the first quarter of the time
 */
export function afterWarmUp(samples) {
  const from = (samples.at(-1)?.minute ?? 0) * WARM_UP_SHARE
  return samples.filter(({ minute }) => minute >= from)
}

/**
 * Straight line by least squares, with the 95 % interval of its slope (Student, n − 2 degrees of freedom).
 *
 * @param {readonly { minute: number, mb: number }[]} points three or more
 * @returns {{ slope: number, low: number, high: number }} MB per minute
 */
export function fitSlope(points) {
  const count = points.length
  if (count < 3) throw new Error('A slope with an interval needs three minutes or more.')
  const meanX = points.reduce((sum, { minute }) => sum + minute, 0) / count
  const meanY = points.reduce((sum, { mb }) => sum + mb, 0) / count
  const sxx = points.reduce((sum, { minute }) => sum + (minute - meanX) ** 2, 0)
  const sxy = points.reduce((sum, { minute, mb }) => sum + (minute - meanX) * (mb - meanY), 0)
  const slope = sxy / sxx
  const rest = points.reduce((sum, { minute, mb }) => sum + (mb - meanY - slope * (minute - meanX)) ** 2, 0)
  const half = studentQuantile(0.975, count - 2) * Math.sqrt(rest / (count - 2) / sxx)
  return { slope, low: slope - half, high: slope + half }
}

/**
 * @param {{ low: number, high: number }} interval of a slope, MB a minute
 * @param {number} below  what is taken for none
 * @returns {'flat' | 'rising' | 'not settled'} flat: even the upper end is below; rising: even the lower is above
 */
export function judgeSlope({ low, high }, below) {
  if (high < below) return 'flat'
  return low > below ? 'rising' : 'not settled'
}
