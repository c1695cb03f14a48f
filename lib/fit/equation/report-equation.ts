import { studentTwoSidedP } from '../inference/distributions.ts'
import { waldInterval } from '../inference/estimates.ts'
import { type Inverse, inverseOfGram, inverseOfPositive } from '../inference/matrix.ts'
import { at } from '../numbers.ts'
import { log } from '../numerics/elementary.ts'
import { type Box, isFixed } from '../optimize/box.ts'
import type { Descent } from '../optimize/refine.ts'
import type { CovarianceKind, FitOutcome, ParameterState } from '../types.ts'
import type { Equation } from './equation.ts'
import type { EquationSquares } from './equation-squares.ts'
import type { EquationFit, EquationParameter, EquationRequest } from './types.ts'

interface Solved {
  readonly equation: Equation
  readonly squares: EquationSquares
  readonly box: Box
  readonly descent: Descent
  readonly packageRss: number
}

const HOPELESS_CONDITION = 1e15
const STATIONARY = 1e-7

/** Estimates, errors of both kinds, t, p and Wald limits of a fitted equation. */
export function reportEquation(request: EquationRequest, solved: Solved): EquationFit {
  const { equation, squares, box, descent, packageRss } = solved
  const { theta } = descent
  const states = Array.from(theta, (value, k) => stateAt(box, k, value))
  const interior = states.flatMap((state, k) => (state === 'free' ? [k] : []))
  const n = squares.count
  const free = states.filter((state) => state !== 'fixed').length
  const df = n - free
  const rss = squares.unscale(descent.rss)
  const inverses = {
    expected: errorsOf(solved, { kind: 'expected', interior, df }),
    observed: errorsOf(solved, { kind: 'observed', interior, df }),
  }
  const asked = inverses[request.covariance]
  const total = squaresAboutMean(request)
  return {
    equation: request.equation,
    outcome: outcomeOf(solved, interior),
    parameters: equation.parameters.map((name, k) =>
      parameterOf(request, { name, state: states[k] ?? 'free', estimate: at(theta, k), df }, (kind) => {
        const found = inverses[kind]
        const place = interior.indexOf(k)
        return typeof found === 'string' || place < 0
          ? null
          : Math.sqrt(at(found, place * (interior.length + 1)))
      }),
    ),
    n,
    df,
    rss,
    sigma: df > 0 ? Math.sqrt(rss / df) : null,
    r2: total > 0 ? 1 - rss / total : null,
    aicc: aiccOf(rss, n, free + 1),
    covariance:
      typeof asked === 'string'
        ? null
        : {
            kind: request.covariance,
            order: interior.map((k) => equation.parameters[k] as string),
            values: asked,
          },
    covarianceProblem: typeof asked === 'string' ? asked : null,
    packageRss,
  }
}

function stateAt(box: Box, k: number, value: number): ParameterState {
  if (isFixed(box, k)) return 'fixed'
  if (value <= at(box.lower, k)) return 'at-lower'
  return value >= at(box.upper, k) ? 'at-upper' : 'free'
}

function parameterOf(
  request: EquationRequest,
  { name, state, estimate, df }: Pick<EquationParameter, 'name' | 'state' | 'estimate'> & { df: number },
  errorOf: (kind: CovarianceKind) => number | null,
): EquationParameter {
  const standardErrors = { expected: errorOf('expected'), observed: errorOf('observed') }
  const standardError = standardErrors[request.covariance]
  const t = standardError === null ? null : estimate / standardError
  return {
    name,
    state,
    estimate,
    standardErrors,
    standardError,
    t,
    p: t === null ? null : studentTwoSidedP(t, df),
    wald: standardError === null ? null : waldInterval(estimate, standardError, { level: request.level, df }),
  }
}

/** Covariance over the interior parameters, or why there is none. */
function errorsOf(
  { equation, squares, descent }: Solved,
  { kind, interior, df }: { kind: CovarianceKind; interior: readonly number[]; df: number },
): Float64Array | string {
  if (interior.length === 0) return 'No parameter is free to vary.'
  if (df <= 0) return 'As many parameters as points: the fit is exact and carries no error estimate.'
  if (descent.rss <= 1e-24 * squares.count) {
    return 'The curve passes through every point: there is no scatter to estimate errors from.'
  }
  const { theta } = descent
  const expected = inverseOfGram(columnsAt(squares, theta, interior))
  // Where JᵀJ is singular a Hessian that is positive definite is so by rounding.
  if (!isUsable(expected)) {
    return `The points cannot tell ${interior.map((k) => equation.parameters[k]).join(', ')} apart.`
  }
  const inverse = kind === 'expected' ? expected : observedInverse(squares, { theta, interior })
  if (!isUsable(inverse)) return 'The observed Hessian is not positive definite at the optimum.'
  return inverse.values.map((value) => (value * descent.rss) / df)
}

function isUsable(inverse: Inverse | null): inverse is Inverse {
  return inverse !== null && inverse.condition < HOPELESS_CONDITION
}

function columnsAt(
  squares: EquationSquares,
  theta: Float64Array,
  interior: readonly number[],
): Float64Array[] {
  const jacobian = new Float64Array(squares.count * squares.size)
  squares.jacobian(theta, jacobian)
  return interior.map((k) => jacobian.slice(k * squares.count, (k + 1) * squares.count))
}

/** Half the Hessian of the RSS: second derivatives are central differences of the exact gradient. */
function observedInverse(
  squares: EquationSquares,
  { theta, interior }: { theta: Float64Array; interior: readonly number[] },
): Inverse | null {
  const { count } = squares
  const residual = new Float64Array(count)
  if (!squares.residuals(theta, residual)) return null
  const here = columnsAt(squares, theta, interior)
  const p = interior.length
  const hessian = new Float64Array(p * p)
  interior.forEach((k, i) => {
    const wanted = 6e-6 * (Math.abs(at(theta, k)) || 1)
    // A step that the value can be moved by exactly.
    const step = at(theta, k) + wanted - at(theta, k)
    const [up, down] = [step, -step].map((by) =>
      columnsAt(
        squares,
        theta.map((value, l) => (l === k ? value + by : value)),
        interior,
      ),
    )
    interior.forEach((_, j) => {
      let sum = 0
      for (let row = 0; row < count; row++) {
        const second = (at(up?.[j] ?? residual, row) - at(down?.[j] ?? residual, row)) / (2 * step)
        sum += at(here[i] ?? residual, row) * at(here[j] ?? residual, row) - at(residual, row) * second
      }
      hessian[i * p + j] = at(hessian, i * p + j) + sum / 2
      hessian[j * p + i] = at(hessian, j * p + i) + sum / 2
    })
  })
  return hessian.every(Number.isFinite) ? inverseOfPositive(hessian, p) : null
}

function outcomeOf(
  { squares, descent }: Solved,
  interior: readonly number[],
): FitOutcome & { kind: 'converged' | 'stalled' | 'iteration-limit' } {
  const { stop, iterations, theta, rss } = descent
  if (stop !== 'iterations' && stop !== 'damping') return { kind: 'converged', iterations, stop }
  const residual = new Float64Array(squares.count)
  squares.residuals(theta, residual)
  const isStationary = columnsAt(squares, theta, interior).every((column) => {
    const dot = column.reduce((sum, value, row) => sum + value * at(residual, row), 0)
    const square = column.reduce((sum, value) => sum + value * value, 0)
    return Math.abs(dot) <= STATIONARY * Math.sqrt(square * rss) + 1e-300
  })
  if (isStationary) return { kind: 'converged', iterations, stop: 'round-off' }
  return stop === 'iterations' ? { kind: 'iteration-limit', iterations } : { kind: 'stalled', iterations }
}

function squaresAboutMean({ response, weights }: EquationRequest): number {
  const weight = (i: number) => (weights ? at(weights, i) : 1)
  const total = response.reduce((sum, _, i) => sum + weight(i), 0)
  const mean = response.reduce((sum, y, i) => sum + weight(i) * y, 0) / total
  return response.reduce((sum, y, i) => sum + weight(i) * (y - mean) ** 2, 0)
}

function aiccOf(rss: number, n: number, k: number): number | null {
  return n - k - 1 > 0 && rss > 0 ? n * log(rss / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : null
}
