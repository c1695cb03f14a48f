import { covarianceOf, isExact, quadraticForm } from '../inference/covariance.ts'
import { studentTwoSidedP } from '../inference/distributions.ts'
import { errorDfOf, isLeastSquares, varianceOf } from '../inference/scatter.ts'
import { targetLevel, targetLevelGradient } from '../inference/target.ts'
import { indexOf, unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { exp, log } from '../numerics/elementary.ts'
import { normalCdf } from '../numerics/normal.ts'
import { solve, type Solution } from '../optimize/solve.ts'
import type { Constraint, FitRequest } from '../types.ts'
import { effectScale } from './effect-scale.ts'
import type { Evidence } from './evidence.ts'
import { limitsOf } from './limits.ts'

const HEAVY_TAIL_DF = 4

/**
 * Continuous hit call, 0 to 1 (science.md 4): that the response is no constant, times that some dose lies beyond the
 * cutoff, times that the plateau does. The cutoff is 3 SD from the untreated level, or what the limit `hitSd` says. Where tcpl has a likelihood with t₄
 * scatter this is that of the fit itself, normal scatter of the residual SD, and the plateau is held at the cutoff with
 * the rest fitted again.
 *
 * @returns null without a degree of freedom, without a scale of effects, for a model without a plateau, or for a loss that
 * is not least squares
 * @see Sheffield et al. (2022), doi:10.1093/bioinformatics/btab779
 */
export function hitCall(evidence: Evidence): number | null {
  const { solution, request, problem } = evidence
  const scale = effectScale(evidence)
  if (!solution) return problem.totalSquares <= 1e-28 * problem.n ? 0 : null
  // Robust losses, counts and limits: their RSS is no likelihood.
  if (!scale || solution.df <= 0 || !isLeastSquares(solution)) return null
  const { model, theta } = solution
  if (model.name === 'constant') return 0
  const plateau = targetLevel(model, theta, { kind: 'effect', fraction: 1 })
  if (!Number.isFinite(plateau)) return null
  const direction = plateau < scale.untreated ? -1 : 1
  const cutoff = scale.untreated + direction * limitsOf(request).hitSd * scale.sd
  const constant = weightOfConstant(solution)
  if (constant === null) return null
  const reach = { plateau, cutoff, direction } as const
  return (1 - constant) * someDoseBeyond(request, solution, reach) * plateauBeyond(request, solution, reach)
}

interface Reach {
  readonly plateau: number
  readonly cutoff: number
  readonly direction: 1 | -1
}

/** Akaike weight of a constant against the fitted model, by AICc. */
function weightOfConstant(solution: Solution): number | null {
  const { problem, free } = solution
  const { n, totalSquares } = problem
  const penalty = (k: number) => 2 * k + (2 * k * (k + 1)) / (n - k - 1)
  if (n - free.length - 2 <= 0) return null
  const gain = twiceFall(solution, totalSquares) + penalty(2) - penalty(free.length + 1)
  return 1 / (1 + exp(gain / 2))
}

/** Twice the fall in log likelihood from the fit to another RSS; the scatter is known or fitted with either. */
function twiceFall(solution: Solution, squares: number): number {
  const { problem, rss } = solution
  if (errorDfOf(solution) === Infinity) return (squares - rss) / varianceOf(solution)
  return problem.n * log(squares / rss)
}

/** 1 − Π P(the true median of the dose falls short of the cutoff), over the doses above 0. */
function someDoseBeyond(
  { dose, response }: FitRequest,
  solution: Solution,
  { cutoff, direction }: Reach,
): number {
  const { problem } = solution
  const spread = unscaleValue('span', Math.sqrt(varianceOf(solution)), problem)
  const limit = unscaleValue('response', cutoff, problem)
  const doses = [...new Set(dose)].filter((d) => d > 0).sort((a, b) => a - b)
  const short = doses.reduce((product, d) => {
    const beyond = direction * (median(response.filter((_, i) => dose[i] === d)) - limit)
    return product * upperTail(beyond === 0 ? 0 : beyond / spread)
  }, 1)
  return 1 - short
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? at(sorted, half) : (at(sorted, half - 1) + at(sorted, half)) / 2
}

function upperTail(t: number): number {
  const tail = studentTwoSidedP(t, HEAVY_TAIL_DF) / 2
  return t < 0 ? 1 - tail : tail
}

/** ½ (1 ± χ²₁ of twice the fall in log likelihood with the plateau at the cutoff), that is Φ of its signed root. */
function plateauBeyond(request: FitRequest, solution: Solution, reach: Reach): number {
  const { plateau, cutoff, direction } = reach
  const isBeyond = direction * (plateau - cutoff) >= 0
  const place = farPlateau(solution)
  if (isExact(solution) || (place !== null && solution.states[place] === 'fixed')) return isBeyond ? 1 : 0
  const root =
    place === null ? waldRoot(solution, reach) : profileRoot(request, solution, { ...reach, place })
  return normalCdf(isBeyond ? root : -root)
}

/** The parameter that the response ends at, for models whose direction `hill` can hold. */
function farPlateau({ model, theta }: Solution): number | null {
  if (indexOf(model, 'hill') < 0 || model.name === 'bell') return null
  const ends = new Float64Array(theta.length)
  model.limitGradient(theta, 'full', ends)
  const place = ends.indexOf(1)
  return place >= 0 ? place : null
}

/** Root of twice the fall in log likelihood with the plateau held. */
function profileRoot(
  { constraints }: FitRequest,
  solution: Solution,
  { place, cutoff }: Reach & { readonly place: number },
): number {
  const { problem, model, theta } = solution
  const name = model.parameters[place]?.name
  if (name === undefined) return 0
  const start = theta.slice()
  start[place] = cutoff
  const held = solve(
    problem,
    {
      ...constraints,
      hill: oneWay(constraints.hill, at(theta, indexOf(model, 'hill'))),
      [name]: { kind: 'fixed', value: unscaleValue('response', cutoff, problem) },
    },
    { model, extra: [start] },
  )
  return held ? Math.sqrt(Math.max(0, twiceFall(solution, held.rss))) : Infinity
}

/** Keeps the direction: turned around, the other plateau would take the place of the one that is held. */
function oneWay(constraint: Constraint, hill: number): Constraint {
  if (constraint.kind === 'fixed') return constraint
  const [lower, upper] = constraint.kind === 'bounded' ? [constraint.lower, constraint.upper] : [null, null]
  return hill > 0
    ? { kind: 'bounded', lower: Math.max(0, lower ?? 0), upper }
    : { kind: 'bounded', lower, upper: Math.min(0, upper ?? 0) }
}

/** The same to second order, where the plateau is no parameter: its distance from the cutoff in standard errors. */
function waldRoot(solution: Solution, { plateau, cutoff }: Reach): number {
  const covariance = covarianceOf(solution, 'expected')
  if (!covariance.ok) return 0
  const gradient = new Float64Array(solution.theta.length)
  targetLevelGradient(solution.model, solution.theta, {
    target: { kind: 'effect', fraction: 1 },
    out: gradient,
  })
  const variance = quadraticForm(covariance.value.values, solution.interior, gradient)
  return variance > 0 ? Math.abs(plateau - cutoff) / Math.sqrt(variance) : Infinity
}
