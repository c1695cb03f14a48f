import { studentQuantile } from '../fit/inference/distributions.ts'
import { normalCdf, normalDensity } from '../fit/numerics/normal.ts'

/** A potency of one run on log10 of the dose unit; `<` and `>` are limits that the run could not pass. */
export interface RunValue {
  readonly logDose: number
  readonly qualifier: '<' | '=' | '>'
}

export interface RunMean {
  /** Log10 of the geometric mean. */
  readonly logMean: number
  /** Standard deviation of single runs on log10, by maximum likelihood. */
  readonly logSd: number
  /** On log10; null on a side that the runs leave open. */
  readonly interval: { readonly lower: number | null; readonly upper: number | null }
  readonly exactCount: number
  readonly limitCount: number
}

/** Beyond this many decades from the mean a side counts as open. */
const OPEN_DECADES = 6

/**
 * Geometric mean of runs by log-normal maximum likelihood: the density for values, the tail for limits (science.md 5).
 * The interval is that of the profile likelihood at n·ln(1 + t²/(n − 1)), t with n − 1 degrees of freedom: without limits
 * it is the t interval of the mean on log10.
 *
 * @param values  one per run, finite
 * @param level  of the interval, 0 to 1
 * @returns null with fewer than two different values: their scatter cannot be told then
 */
export function meanOfRuns(values: readonly RunValue[], level: number): RunMean | null {
  const exact = values.filter(({ qualifier }) => qualifier === '=').map(({ logDose }) => logDose)
  if (new Set(exact).size < 2) return null
  const n = values.length
  const best = climb(values, null)
  const t = studentQuantile((1 + level) / 2, n - 1)
  const threshold = logLikelihood(values, best) - (n * Math.log1p((t * t) / (n - 1))) / 2
  return {
    logMean: best.mean,
    logSd: best.sd,
    interval: {
      lower: edge(values, best.mean, { threshold, sign: -1 }),
      upper: edge(values, best.mean, { threshold, sign: 1 }),
    },
    exactCount: exact.length,
    limitCount: n - exact.length,
  }
}

/**
 * The mean as databases often keep it, beside the likelihood's: a limit that a value of another run meets is dropped,
 * any other enters at its number and gives the mean its sign (CDD Vault's rule, science.md 5).
 *
 * @returns null without values, and where limits of both signs are left
 */
export function meanByRule(values: readonly RunValue[]): RunValue | null {
  const exact = values.filter(({ qualifier }) => qualifier === '=')
  const isMet = ({ qualifier, logDose }: RunValue) =>
    exact.some((one) => (qualifier === '>' ? one.logDose > logDose : one.logDose < logDose))
  const limits = values.filter((value) => value.qualifier !== '=' && !isMet(value))
  const kept = [...exact, ...limits]
  const signs = new Set(limits.map(({ qualifier }) => qualifier))
  if (kept.length === 0 || signs.size > 1) return null
  const [qualifier = '='] = signs
  return { logDose: kept.reduce((sum, { logDose }) => sum + logDose, 0) / kept.length, qualifier }
}

interface LogNormal {
  readonly mean: number
  readonly sd: number
}

function logLikelihood(values: readonly RunValue[], { mean, sd }: LogNormal): number {
  return values.reduce((sum, { logDose, qualifier }) => {
    const z = (logDose - mean) / sd
    if (qualifier === '=') return sum - (z * z) / 2 - Math.log(sd * Math.sqrt(2 * Math.PI))
    return sum + Math.log(Math.max(normalCdf(qualifier === '<' ? z : -z), Number.MIN_VALUE))
  }, 0)
}

const MOST_STEPS = 5000

/** Expectation and maximisation: each step raises the likelihood. `held` keeps the mean where it is. */
function climb(values: readonly RunValue[], held: number | null): LogNormal {
  const all = values.map(({ logDose }) => logDose)
  const start = held ?? all.reduce((sum, one) => sum + one, 0) / all.length
  let now = { mean: start, sd: Math.sqrt(all.reduce((sum, one) => sum + (one - start) ** 2, 0) / all.length) }
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const expected = values.map((value) => expectation(value, now))
    const mean = held ?? expected.reduce((sum, { first }) => sum + first, 0) / values.length
    const square = expected.reduce((sum, { first, variance }) => sum + variance + (first - mean) ** 2, 0)
    const next = { mean, sd: Math.sqrt(square / values.length) }
    const isSettled = Math.abs(next.mean - now.mean) < 1e-13 && Math.abs(next.sd - now.sd) < 1e-13
    now = next
    if (isSettled) break
  }
  return now
}

/** Mean and variance of what a run's potency may have been, given the limit it stayed beyond. */
function expectation({ logDose, qualifier }: RunValue, { mean, sd }: LogNormal) {
  if (qualifier === '=') return { first: logDose, variance: 0 }
  const sign = qualifier === '>' ? 1 : -1
  const z = (sign * (logDose - mean)) / sd
  const tail = Math.max(normalCdf(-z), Number.MIN_VALUE)
  // The inverse Mills ratio; far out it is z itself.
  const hazard = z > 30 ? z + 1 / z : normalDensity(z) / tail
  return {
    first: mean + sign * sd * hazard,
    variance: sd * sd * Math.max(0, 1 + z * hazard - hazard * hazard),
  }
}

/** Where the profile of the mean falls to the threshold on one side, or null. */
function edge(
  values: readonly RunValue[],
  mean: number,
  { threshold, sign }: { readonly threshold: number; readonly sign: 1 | -1 },
): number | null {
  const isInside = (at: number) => logLikelihood(values, climb(values, at)) >= threshold
  let [inside, outside] = [mean, mean + sign * OPEN_DECADES]
  if (isInside(outside)) return null
  for (let step = 0; step < 60; step += 1) {
    const middle = (inside + outside) / 2
    if (isInside(middle)) inside = middle
    else outside = middle
  }
  return (inside + outside) / 2
}
