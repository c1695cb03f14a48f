import { logFactorial } from '../inference/distributions.ts'
import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log } from '../numerics/elementary.ts'
import type { Likelihood } from '../optimize/likelihood.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import type { Constraint, Constraints, FitRequest } from '../types.ts'
import { atConstant, fittedRows, fittedOf, likeliest, withPooled } from './likeliest.ts'
import type { Settled } from './plain.ts'

/** Nearer to 0 and 1 than this a likelihood goes on as its own tangent, so that a search may pass there and come back. */
const LEAST = 1e-7
/** Beyond 0 and 1 there is no probability: n · OUTSIDE · d² for a distance d, convex and only ever felt by a search. */
const OUTSIDE = 1e6

/**
 * Maximum likelihood for k responders of n, `response` = k/n. Plateaus that no one bounded stay within 0 and 1. Known
 * variance, so normal quantiles; RSS is Pearson's chi square; the observed information is that of the likelihood.
 */
export function settleBinomial(given: FitRequest, models: readonly Model[]): Settled | null {
  const { trials } = given
  if (!trials) return null
  const request = { ...given, constraints: asProbabilities(given.constraints) }
  const base = makeProblem({ ...request, weights: trials })
  const likelihood = binomialLikelihood(base)
  const found = likeliest(request, models, { base, likelihood, first: withOwnShares(base) })
  if (!found) return null
  const fitted = fittedOf(base, found)
  const weights = fittedRows(request, base, fitted).map((f, i) => {
    const p = clamp(f * base.unit + base.shift)
    return at(trials, i) / (p * (1 - p))
  })
  const problem = makeProblem({ ...request, weights })
  const variance = 1 / (problem.unit * problem.unit * problem.weightUnit)
  const solution = found.describe(problem)
  const rssOf = (value: number) => solution.rss + 2 * variance * (value - found.value)
  const saturated = likelihood.valueOf(base.y)
  const logLikelihood = logCoefficients(request, trials) - found.value
  return {
    solution: {
      ...solution,
      problem: { ...problem, totalSquares: rssOf(atConstant(likelihood, base)) },
      variance,
      errorDf: Infinity,
      extraInformation: extraInformation(likelihood, { fitted, problem, variance }),
      likely: {
        likelihood,
        rssOf,
        logLikelihood,
        deviance: Math.max(0, 2 * (found.value - saturated)),
        aicPart: -2 * logLikelihood,
        parameters: solution.free.length,
      },
    },
    request: { ...request, weights },
    nullProblem: base,
    canProfile: true,
    canLeaveOut: false,
  }
}

/** Levels of the response are probabilities: what is free or open is bounded by 0 and 1. */
function asProbabilities(constraints: Constraints): Constraints {
  return { ...constraints, bottom: withinUnit(constraints.bottom), top: withinUnit(constraints.top) }
}

function withinUnit(constraint: Constraint): Constraint {
  if (constraint.kind === 'fixed') return constraint
  if (constraint.kind === 'free') return { kind: 'bounded', lower: 0, upper: 1 }
  return {
    kind: 'bounded',
    lower: constraint.lower ?? Math.min(0, constraint.upper ?? 0),
    upper: constraint.upper ?? Math.max(1, constraint.lower ?? 1),
  }
}

/** Of the pooled counts: the weight of a dose is its trials, its mean the fraction of responders. */
function binomialLikelihood(base: Problem): Likelihood {
  const { unit, shift, weightUnit } = base
  const trials = base.w.map((w) => w * weightUnit)
  const share = base.y.map((y) => Math.min(1, Math.max(0, y * unit + shift)))
  const total = trials.reduce((sum, n) => sum + n, 0)
  const scale = trials.length / (4 * total * unit * unit)
  return {
    unit: scale,
    valueOf: (fitted) =>
      fitted.reduce((sum, f, i) => sum + at(trials, i) * costOf(at(share, i), f * unit + shift)[0], 0),
    tangentOf(fitted, kind) {
      const [slope, curvature] = [new Float64Array(fitted.length), new Float64Array(fitted.length)]
      for (let i = 0; i < fitted.length; i++) {
        const p = at(fitted, i) * unit + shift
        const [, first, second] = costOf(at(share, i), p)
        const inside = clamp(p)
        const mean = 1 / (inside * (1 - inside)) + (p < 0 || p > 1 ? 2 * OUTSIDE : 0)
        slope[i] = at(trials, i) * first * unit * scale
        curvature[i] = at(trials, i) * (kind === 'expected' ? mean : second) * unit * unit * scale
      }
      return withPooled(base, { fitted, slope, curvature })
    },
  }
}

/** −ln L of one trial at probability p, and its first two derivatives. */
function costOf(share: number, p: number): readonly [number, number, number] {
  const inside = clamp(p)
  const far = Math.max(0, -p, p - 1)
  const first = (1 - share) / (1 - inside) - share / inside
  const second = (1 - share) / ((1 - inside) * (1 - inside)) + share / (inside * inside)
  const value =
    (share < 1 ? -(1 - share) * log(1 - inside) : 0) -
    (share > 0 ? share * log(inside) : 0) +
    first * (p - inside)
  const outward = p < 0 ? -far : far
  return [value + OUTSIDE * far * far, first + 2 * OUTSIDE * outward, second + (far > 0 ? 2 * OUTSIDE : 0)]
}

/** Weights of the fractions themselves, half a responder and half a survivor added: a curve is not there to say. */
function withOwnShares(base: Problem): Problem {
  const w = base.w.map((weight, i) => {
    const n = weight * base.weightUnit
    const p = (n * (at(base.y, i) * base.unit + base.shift) + 0.5) / (n + 1)
    return weight / (p * (1 - p))
  })
  const totalWeight = w.reduce((sum, value) => sum + value, 0)
  const mean = base.y.reduce((sum, y, i) => sum + at(w, i) * y, 0) / totalWeight
  const totalSquares = base.y.reduce((sum, y, i) => sum + at(w, i) * (y - mean) * (y - mean), 0)
  return { ...base, w, totalWeight, mean, totalSquares, pureError: 0 }
}

function clamp(p: number): number {
  return Math.min(1 - LEAST, Math.max(LEAST, p))
}

function logCoefficients({ response }: FitRequest, trials: Float64Array): number {
  // Sorted, so that the order of the rows cannot change a digit.
  return trials
    .map((n, i) => {
      const k = n * at(response, i)
      return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
    })
    .sort()
    .reduce((sum, value) => sum + value, 0)
}

/** What the second derivative of the likelihood has besides its mean, per dose. */
function extraInformation(
  likelihood: Likelihood,
  {
    fitted,
    problem,
    variance,
  }: { readonly fitted: Float64Array; readonly problem: Problem; readonly variance: number },
): Float64Array {
  const { w } = likelihood.tangentOf(fitted, 'observed')
  return w.map((observed, i) => (observed * variance) / likelihood.unit - at(problem.w, i))
}
