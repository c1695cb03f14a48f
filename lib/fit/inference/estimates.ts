import { BOTTOM, PARAMETERS, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { Solution } from '../optimize/solve.ts'
import type { Constraint, Constraints, Interval, ParameterEstimate, ParameterState } from '../types.ts'
import type { ScaledCovariance } from './covariance.ts'
import { studentQuantile, studentTwoSidedP } from './distributions.ts'
import type { Problem } from '../optimize/problem.ts'

/** Scaled value of a parameter back in its own unit. */
function unscale(problem: Problem, index: number, value: number): number {
  return isPlateau(index) ? value * problem.unit + problem.shift : value
}

/** Scaled length (a standard error) back in the parameter's own unit. */
function unscaleLength(problem: Problem, index: number, length: number): number {
  return isPlateau(index) ? length * problem.unit : length
}

/** Standard error of one parameter, scaled; null where it has none. */
export function standardErrorOf(
  solution: Solution,
  covariance: ScaledCovariance | null,
  index: number,
): number | null {
  const position = solution.interior.indexOf(index)
  if (!covariance || position === -1) return null
  return Math.sqrt(at(covariance.values, position * solution.interior.length + position))
}

/** Estimates with errors, t, p and Wald limits, in response and log10 dose units. */
export function estimatesOf(
  solution: Solution,
  covariance: ScaledCovariance | null,
  {
    level,
    constraints,
    profiles,
  }: { level: number; constraints: Constraints; profiles: readonly (Interval | null)[] },
): ParameterEstimate[] {
  const { problem, theta, states, df } = solution
  return PARAMETERS.map((name, k) => {
    const state = states[k] ?? 'free'
    const estimate = valueSet(constraints[name], state) ?? unscale(problem, k, at(theta, k))
    const scaled = standardErrorOf(solution, covariance, k)
    const standardError = scaled === null ? null : unscaleLength(problem, k, scaled)
    const t = standardError === null ? null : estimate / standardError
    return {
      name,
      state,
      estimate,
      standardError,
      t,
      p: t === null ? null : studentTwoSidedP(t, df),
      wald: standardError === null ? null : waldInterval(estimate, standardError, { level, df }),
      profile: unscaleInterval(problem, k, profiles[k] ?? null),
    }
  })
}

/** A fixed value or the bound that binds, as it was given: scaling there and back must not change a digit of it. */
function valueSet(constraint: Constraint, state: ParameterState): number | null {
  if (constraint.kind === 'fixed') return constraint.value
  if (constraint.kind === 'free') return null
  if (state === 'at-lower' || state === 'fixed') return constraint.lower
  return state === 'at-upper' ? constraint.upper : null
}

export function waldInterval(
  estimate: number,
  standardError: number,
  { level, df }: { level: number; df: number },
): Interval {
  const reach = studentQuantile((1 + level) / 2, df) * standardError
  return { lower: estimate - reach, upper: estimate + reach, method: 'wald' }
}

/** Covariance in parameter units. */
export function unscaleCovariance({ problem, interior }: Solution, values: Float64Array): Float64Array {
  const k = interior.length
  return values.map((value, cell) => {
    const row = interior[Math.floor(cell / k)] as number
    const column = interior[cell % k] as number
    return unscaleLength(problem, row, unscaleLength(problem, column, value))
  })
}

function unscaleInterval(problem: Problem, index: number, interval: Interval | null): Interval | null {
  if (!interval) return null
  const back = (value: number | null) => (value === null ? null : unscale(problem, index, value))
  return { ...interval, lower: back(interval.lower), upper: back(interval.upper) }
}

function isPlateau(index: number): boolean {
  return index === BOTTOM || index === TOP
}
