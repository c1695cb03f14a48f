import { at } from '../numbers.ts'
import { curvatureAt, type Solution } from '../optimize/solve.ts'
import type { CovarianceKind } from '../types.ts'
import { heldMeansOf, type HeldMean } from './held-means.ts'
import { varianceOf } from './scatter.ts'
import { blockOf, type Inverse, inverseOfGram, inverseOfPositive } from './matrix.ts'

export interface ScaledCovariance {
  /** Row-major over `solution.interior`, scaled units. */
  readonly values: Float64Array
  /** Upper bound of the condition number after column scaling. */
  readonly condition: number
  /** Plateaus held at means of controls; their part is in `values` already. */
  readonly held?: readonly HeldMean[]
}

type CovarianceResult =
  { readonly ok: true; readonly value: ScaledCovariance } | { readonly ok: false; readonly error: string }

/** Past this the inverse has no digit left in double precision. */
const HOPELESS_CONDITION = 1e15
/** A standard error of a million decades or data ranges is no information, only a long number. */
const HOPELESS_VARIANCE = 1e12

/**
 * Covariance of the parameters off their limits, s² times the inverse of JᵀWJ (`expected`) or of half the Hessian of
 * the RSS (`observed`), or the reason why there is none.
 */
export function covarianceOf(solution: Solution, kind: CovarianceKind): CovarianceResult {
  const { interior, df } = solution
  const isKnown = solution.variance !== undefined
  if (interior.length === 0) return fail('No parameter is free to vary.')
  if (df <= 0 && !isKnown)
    return fail('As many parameters as points: the fit is exact and carries no error estimate.')
  if (isExact(solution) && !isKnown)
    return fail('The curve passes through every point: there is no scatter to estimate errors from.')
  const inverse = kind === 'expected' ? expectedInverse(solution) : observedInverse(solution)
  if (!inverse || !(inverse.condition < HOPELESS_CONDITION)) {
    return fail(
      kind === 'observed' && expectedInverse(solution)
        ? 'The observed Hessian is not positive definite at the optimum.'
        : 'The points cannot tell the free parameters apart.',
    )
  }
  const variance = varianceOf(solution)
  if (solution.nuisance) widen(inverse.values, solution, solution.nuisance)
  const values = inverse.values.map((value) => value * variance)
  const held = heldMeansOf(solution)
  if (!held) return fail('The observed Hessian is not positive definite at the optimum.')
  addHeldMeans(values, held)
  if (values.some((value) => !(Math.abs(value) < HOPELESS_VARIANCE))) {
    return fail('The points say nothing about at least one free parameter.')
  }
  return { ok: true, value: { values, condition: inverse.condition, held } }
}

function addHeldMeans(values: Float64Array, held: readonly HeldMean[]): void {
  for (const { variance, slope } of held) {
    const k = slope.length
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++)
        values[i * k + j] = at(values, i * k + j) + variance * at(slope, i) * at(slope, j)
    }
  }
}

/** Residuals at rounding level of the response. */
export function isExact({ rss, problem }: Solution): boolean {
  return rss <= 1e-24 * problem.n
}

function expectedInverse(solution: Solution): Inverse | null {
  return inverseOfGram(weightedColumns(solution))
}

/** √W J over the interior parameters, column by column, one row per dose. */
export function weightedColumns({ problem, model, theta, interior, information }: Solution): Float64Array[] {
  const columns = interior.map(() => new Float64Array(problem.x.length))
  const gradient = new Float64Array(theta.length)
  for (let i = 0; i < problem.x.length; i++) {
    model.gradient(theta, at(problem.x, i), gradient)
    const root = Math.sqrt(at(information ?? problem.w, i))
    interior.forEach((k, j) => {
      const column = columns[j] as Float64Array
      column[i] = root * at(gradient, k)
    })
  }
  return columns
}

function observedInverse(solution: Solution): Inverse | null {
  const { search, theta, interior } = solution
  // Weights alone say that errors have one kind: the Hessian of the RSS is that of another loss.
  if (solution.information && !solution.extraInformation) return expectedInverse(solution)
  const { observed } = curvatureAt(search, theta)
  const matrix = blockOf(observed, theta.length, interior)
  if (solution.extraInformation) addInformation(matrix, solution, solution.extraInformation)
  return inverseOfPositive(matrix, interior.length)
}

/** Σ v ∇f ∇fᵀ over the interior parameters, added in place. */
function addInformation(matrix: Float64Array, solution: Solution, extra: Float64Array): void {
  const { problem, model, theta, interior } = solution
  const gradient = new Float64Array(theta.length)
  const k = interior.length
  for (let i = 0; i < problem.x.length; i++) {
    model.gradient(theta, at(problem.x, i), gradient)
    interior.forEach((row, a) => {
      interior.forEach((column, b) => {
        matrix[a * k + b] = at(matrix, a * k + b) + at(extra, i) * at(gradient, row) * at(gradient, column)
      })
    })
  }
}

/** The inverse of A − ccᵀ/h from that of A, in place: what is lost to an unknown scatter that is estimated too. */
function widen(
  values: Float64Array,
  { problem, model, theta, interior }: Solution,
  { mixed, own }: NonNullable<Solution['nuisance']>,
): void {
  const k = interior.length
  const gradient = new Float64Array(theta.length)
  const c = new Float64Array(k)
  for (let i = 0; i < problem.x.length; i++) {
    model.gradient(theta, at(problem.x, i), gradient)
    interior.forEach((index, a) => {
      c[a] = at(c, a) + at(mixed, i) * at(gradient, index)
    })
  }
  const u = c.map((_, a) => c.reduce((sum, value, b) => sum + at(values, a * k + b) * value, 0))
  const rest = c.reduce((left, value, a) => left - value * at(u, a), own)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      values[a * k + b] = rest > 0 ? at(values, a * k + b) + (at(u, a) * at(u, b)) / rest : Infinity
    }
  }
}

function fail(error: string): CovarianceResult {
  return { ok: false, error }
}

/** gᵀVg over the interior parameters; 0 at least, whatever rounding says. */
export function quadraticForm(
  values: Float64Array,
  order: readonly number[],
  gradient: Float64Array,
): number {
  const k = order.length
  let sum = 0
  order.forEach((row, i) => {
    order.forEach((column, j) => {
      sum += at(gradient, row) * at(values, i * k + j) * at(gradient, column)
    })
  })
  return Math.max(0, sum)
}

/**
 * How much of each interior parameter the others can imitate, 1 − 1 / ((JᵀWJ)ₖₖ (JᵀWJ)⁻¹ₖₖ), and the condition bound.
 *
 * @returns null where JᵀWJ has no inverse
 */
export function dependencyOf(solution: Solution): { values: number[]; condition: number } | null {
  const inverse = expectedInverse(solution)
  if (!inverse) return null
  const k = solution.interior.length
  const values = weightedColumns(solution).map((column, i) => {
    const square = column.reduce((sum, value) => sum + value * value, 0)
    return 1 - 1 / (square * at(inverse.values, i * k + i))
  })
  return { values, condition: inverse.condition }
}
