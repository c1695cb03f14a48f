import { constraintOf, unscaleLength, unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import type { Solution } from '../optimize/solve.ts'
import type {
  Constraint,
  Constraints,
  CovarianceKind,
  CurveFit,
  Interval,
  ParameterEstimate,
  ParameterName,
  ParameterState,
} from '../types.ts'
import type { ScaledCovariance } from './covariance.ts'
import { errorDfOf } from './scatter.ts'
import { studentQuantile, studentTwoSidedP } from './distributions.ts'

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
    bootstrap,
  }: {
    level: number
    constraints: Constraints
    profiles: readonly (Interval | null)[]
    /** Absent where none was asked for; in response and log10 dose units. */
    bootstrap?: readonly (Interval | null)[]
  },
): ParameterEstimate[] {
  const { problem, model, theta, states } = solution
  const df = errorDfOf(solution)
  return model.parameters.map((spec, k) => {
    const { name, unit } = spec
    const state = states[k] ?? 'free'
    const set = valueSet(constraintOf(constraints, spec), state)
    // A slope held at size 1 by the model itself takes the sign of the data.
    const isOwnUnit = spec.whenAbsent === 'unit' && constraints[name] === undefined
    const estimate = set === null || isOwnUnit ? unscaleValue(unit, at(theta, k), problem) : set
    const scaled = standardErrorOf(solution, covariance, k)
    const standardError = scaled === null ? null : unscaleLength(unit, scaled, problem)
    const t = standardError === null ? null : estimate / standardError
    return {
      name,
      state,
      estimate,
      standardError,
      t,
      p: t === null ? null : studentTwoSidedP(t, df),
      wald: standardError === null ? null : waldInterval(estimate, standardError, { level, df }),
      profile: unscaleInterval(solution, k, profiles[k] ?? null),
      ...(bootstrap && { bootstrap: bootstrap[k] ?? null }),
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

/** Covariance in parameter units, of the interior parameters and then of plateaus held at means of controls. */
export function reportedCovariance(
  { problem, model, interior }: Solution,
  { values, held = [] }: ScaledCovariance,
  kind: CovarianceKind,
): NonNullable<CurveFit['covariance']> {
  const indices = [...interior, ...held.map(({ index }) => index)]
  const size = indices.length
  const k = interior.length
  const units = indices.map((index) => unscaleLength(model.parameters[index]?.unit ?? 'none', 1, problem))
  const scaled = (row: number, column: number): number => {
    if (row < k && column < k) return at(values, row * k + column)
    if (row >= k && column >= k) return row === column ? (held[row - k]?.variance ?? 0) : 0
    const mean = held[Math.max(row, column) - k]
    return mean ? mean.variance * at(mean.slope, Math.min(row, column)) : 0
  }
  return {
    kind,
    order: indices.map((index) => model.parameters[index]?.name as ParameterName),
    values: Float64Array.from({ length: size * size }, (_, cell) => {
      const [row, column] = [Math.floor(cell / size), cell % size]
      return scaled(row, column) * (units[row] ?? 1) * (units[column] ?? 1)
    }),
  }
}

function unscaleInterval(
  { problem, model }: Solution,
  index: number,
  interval: Interval | null,
): Interval | null {
  if (!interval) return null
  const unit = model.parameters[index]?.unit ?? 'none'
  const back = (value: number | null) => (value === null ? null : unscaleValue(unit, value, problem))
  return { ...interval, lower: back(interval.lower), upper: back(interval.upper) }
}
