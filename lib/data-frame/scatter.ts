/** Means, medians and their scatter. All take any order of finite numbers; empty input gives NaN. */

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** With n − 1; NaN for fewer than two. */
export function standardDeviation(values: readonly number[]): number {
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1))
}

/** The middle one, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const [upper, lower] = [sorted[Math.floor(half)], sorted[Math.ceil(half) - 1]]
  return ((upper ?? Number.NaN) + (lower ?? Number.NaN)) / 2
}

/** Makes the median absolute deviation of normal values their standard deviation: 1 / Φ⁻¹(3/4), rounded as R's `mad`. */
const NORMAL = 1.4826

/** 1.4826 × median |value − median|; 0 where more than half of the values are equal. */
export function robustSd(values: readonly number[]): number {
  const centre = median(values)
  return NORMAL * median(values.map((value) => Math.abs(value - centre)))
}
