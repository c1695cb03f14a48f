import { studentQuantile } from '../inference/distributions.ts'
import type { Constraints, CovarianceKind, FitOutcome, ModelName, ParameterName } from '../types.ts'
import { covarianceBetween } from './covariance-between.ts'
import { fitJoint } from './fit-joint.ts'
import { type RelativePotency, relativePotency } from './relative-potency.ts'
import type { JointFit, JointRequest } from './types.ts'

/** The rows of one preparation. */
export interface Preparation {
  readonly dose: Float64Array
  readonly response: Float64Array
  readonly weights?: Float64Array
}

/** Parallelism of one pair, as one value that can be sent. */
export interface ParallelismRequest {
  readonly reference: Preparation
  readonly test: Preparation
  readonly limits: ParallelismLimits
}

/** What counts as equal, stated before looking; and how both curves are fitted. */
export interface ParallelismLimits {
  /** Test hill over reference hill, e.g. 0.8 to 1.25. */
  readonly hillRatio: readonly [number, number]
  /** Test plateau − reference plateau as a fraction of the reference's top − bottom, e.g. −0.2 to 0.2. */
  readonly bottomDifference: readonly [number, number]
  readonly topDifference: readonly [number, number]
  /** A sigmoid model; absent: `logistic4`. */
  readonly model?: Extract<ModelName, 'logistic4' | 'weibull1' | 'weibull2' | 'logNormal'>
  readonly constraints?: Constraints
  /** Of the test where they are not the reference's; what both share stays the reference's. */
  readonly testConstraints?: Constraints
  readonly covariance?: CovarianceKind
  /** Of the relative potency's interval; absent: 0.95. The equivalence intervals are 90 % always. */
  readonly level?: number
}

/** One of the three comparisons. */
export interface Equivalence {
  readonly estimate: number
  /** 90 %: two one-sided tests at 5 %. Null: unbounded, the reference's own value may be 0. */
  readonly lower: number | null
  readonly upper: number | null
  /** The whole interval lies inside the limits. */
  readonly isEquivalent: boolean
}

export interface Parallelism {
  /** `not-shown` is no proof of the contrary: the interval may only be too wide. */
  readonly verdict: 'parallel' | 'not-shown' | 'not-determined'
  /** Null where it could not be determined: no fit, or a parameter at a bound. */
  readonly hillRatio: Equivalence | null
  readonly bottomDifference: Equivalence | null
  readonly topDifference: Equivalence | null
  /** From the fit that shares all but the midpoint; meaningful where the curves are parallel. */
  readonly relativePotency: RelativePotency | null
  /** How the fits with nothing and with all but the midpoint shared ended. */
  readonly outcomes: { readonly free: FitOutcome; readonly parallel: FitOutcome }
}

const REFERENCE = 'reference'
const TEST = 'test'
const FREE: Constraints = {
  bottom: { kind: 'free' },
  top: { kind: 'free' },
  logEc50: { kind: 'free' },
  hill: { kind: 'free' },
}

/**
 * Parallelism by equivalence (science.md 3): the 90 % intervals of slope ratio and plateau differences, from a fit of
 * both curves with nothing but σ in common, must lie inside stated limits. "Not significantly different" would reward
 * noise. Then the relative potency from the fit that shares bottom, top and hill, t on n − 5.
 *
 * @see Hauck et al. (2005), PDA J Pharm Sci Technol 59, 127; Fieller (1954), doi:10.1111/j.2517-6161.1954.tb00159.x
 */
export function assessParallelism(
  reference: Preparation,
  test: Preparation,
  limits: ParallelismLimits,
): Parallelism {
  const free = fitJoint(requestFor(reference, test, { limits, shared: [] }))
  const shared = fitJoint(requestFor(reference, test, { limits, shared: ['bottom', 'top', 'hill'] }))
  const { level = 0.95 } = limits
  const own = (name: ParameterName) => ({ test: { [name]: 1 }, reference: {} }) satisfies Combination
  const span: Combination = { test: {}, reference: { top: 1, bottom: -1 } }
  const difference = (name: 'bottom' | 'top'): Combination => ({
    test: { [name]: 1 },
    reference: { [name]: -1 },
  })
  const comparisons = {
    hillRatio: compare(free, own('hill'), {
      by: { test: {}, reference: { hill: 1 } },
      within: limits.hillRatio,
    }),
    bottomDifference: compare(free, difference('bottom'), { by: span, within: limits.bottomDifference }),
    topDifference: compare(free, difference('top'), { by: span, within: limits.topDifference }),
  }
  return {
    verdict: verdictOf(Object.values(comparisons)),
    ...comparisons,
    relativePotency: relativePotency(shared, { reference: REFERENCE, test: TEST, level }),
    outcomes: { free: free.outcome, parallel: shared.outcome },
  }
}

/** `assessParallelism` of a request. */
export function solveParallelism({ reference, test, limits }: ParallelismRequest): Parallelism {
  return assessParallelism(reference, test, limits)
}

function verdictOf(comparisons: readonly (Equivalence | null)[]): Parallelism['verdict'] {
  if (comparisons.includes(null)) return 'not-determined'
  return comparisons.every((one) => one?.isEquivalent) ? 'parallel' : 'not-shown'
}

function requestFor(
  reference: Preparation,
  test: Preparation,
  { limits, shared }: { limits: ParallelismLimits; shared: readonly ParameterName[] },
): JointRequest {
  const { model = 'logistic4', constraints = FREE, covariance = 'expected', level = 0.95 } = limits
  const ofTest = Object.entries(limits.testConstraints ?? {}).filter(
    ([name]) => !shared.some((one) => one === name),
  )
  const join = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b])
  const ones = ({ dose }: Preparation) => new Float64Array(dose.length).fill(1)
  const isWeighted = reference.weights !== undefined || test.weights !== undefined
  return {
    model,
    constraints,
    ...(ofTest.length > 0 && { curveConstraints: { [TEST]: Object.fromEntries(ofTest) } }),
    covariance,
    level,
    shared,
    dose: join(reference.dose, test.dose),
    response: join(reference.response, test.response),
    curve: [...Array.from(reference.dose, () => REFERENCE), ...Array.from(test.dose, () => TEST)],
    ...(isWeighted && { weights: join(reference.weights ?? ones(reference), test.weights ?? ones(test)) }),
    responseScale: 'arbitrary',
    absoluteLevel: null,
    profile: false,
  }
}

/** Coefficients of a linear combination of both curves' parameters. */
interface Combination {
  readonly test: Readonly<Partial<Record<ParameterName, number>>>
  readonly reference: Readonly<Partial<Record<ParameterName, number>>>
}

/** A ratio of two combinations with its 90 % interval. */
function compare(
  fit: JointFit,
  over: Combination,
  { by, within: [low, high] }: { readonly by: Combination; readonly within: readonly [number, number] },
): Equivalence | null {
  const { covariance, df } = fit
  const [n, d] = [valueOf(fit, over), valueOf(fit, by)]
  if (!covariance || n === null || d === null || d === 0) return null
  const [nn, dd, nd] = [variance(fit, over, over), variance(fit, by, by), variance(fit, over, by)]
  if (nn === null || dd === null || nd === null) return null
  const t = studentQuantile(0.95, df)
  const [lower, upper] = fieller({ n, d, nn, dd, nd, t }) ?? [null, null]
  const isEquivalent = lower !== null && upper !== null && lower >= low && upper <= high
  return { estimate: n / d, lower, upper, isEquivalent }
}

function termsOf({ test, reference }: Combination) {
  const of = (curve: string, part: Combination['test']) =>
    Object.entries(part).map(([name, factor]) => ({ curve, name: name as ParameterName, factor }))
  return [...of(TEST, test), ...of(REFERENCE, reference)]
}

function valueOf(fit: JointFit, combination: Combination): number | null {
  let sum = 0
  for (const { curve, name, factor } of termsOf(combination)) {
    const found = fit.parameters.find((one) => one.name === name && one.curve === curve)
    if (!found) return null
    sum += factor * found.estimate
  }
  return sum
}

/** Covariance of two combinations; a parameter that is fixed has none and adds nothing, one at a bound ends it. */
function variance(fit: JointFit, a: Combination, b: Combination): number | null {
  let sum = 0
  for (const left of termsOf(a)) {
    for (const right of termsOf(b)) {
      const states = [left, right].map(
        ({ curve, name }) => fit.parameters.find((one) => one.name === name && one.curve === curve)?.state,
      )
      if (states.includes('fixed')) continue
      const value = fit.covariance && covarianceBetween(fit.covariance, left, right)
      if (value === null) return null
      sum += left.factor * right.factor * value
    }
  }
  return sum
}

interface Ratio {
  readonly n: number
  readonly d: number
  readonly nn: number
  readonly dd: number
  readonly nd: number
  readonly t: number
}

/** All ρ with (n − ρ d)² ≤ t² Var(n − ρ d); null where d may be 0 and the set has no ends. */
function fieller({ n, d, nn, dd, nd, t }: Ratio): readonly [number, number] | null {
  const square = t * t
  const a = d * d - square * dd
  const b = n * d - square * nd
  const c = n * n - square * nn
  const discriminant = b * b - a * c
  if (!(a > 0) || !(discriminant >= 0)) return null
  const root = Math.sqrt(discriminant)
  return [(b - root) / a, (b + root) / a]
}
