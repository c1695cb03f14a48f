import { levenbergMarquardt } from 'ml-levenberg-marquardt'
import { logistic4, logistic4Gradient } from '../models/logistic4.ts'
import { HILL, LOG_EC50, PARAMETERS } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { isFixed, type SignedBox } from './box.ts'
import type { Problem } from './problem.ts'

interface DescentPoint {
  readonly logEc50: number
  readonly hill: number
}

/** On real data the package runs all its iterations: it stops on an absolute error only. The polish does the rest. */
const ITERATIONS = 8

/**
 * First descent with ml-levenberg-marquardt from a start on the scaled means, analytic Jacobian.
 *
 * The package's `weights` are not used: 5.1.0 squares them in the gradient and inverts them in the Hessian. The square
 * root of each weight goes into model and data instead. It may throw on a near-singular step; the start then stands.
 *
 * @param theta  scaled start: bottom, top, logEc50, hill
 * @returns      where it got to, or the start where it failed
 */
export function firstDescent(problem: Problem, box: SignedBox, theta: Float64Array): DescentPoint {
  const start = { logEc50: at(theta, LOG_EC50), hill: at(theta, HILL) }
  const free = PARAMETERS.map((_, k) => k).filter((k) => !isFixed(box, k))
  const m = problem.x.length
  if (free.length === 0 || m < 2) return start
  const root = problem.w.map(Math.sqrt)
  const full = theta.slice()
  const gradient = new Float64Array(4)
  const load = (values: readonly number[]) => {
    free.forEach((k, j) => {
      full[k] = values[j] as number
    })
  }
  try {
    const { parameterValues } = levenbergMarquardt(
      { x: Array.from({ length: m }, (_, i) => i), y: problem.y.map((y, i) => y * at(root, i)) },
      (values) => {
        load(values)
        return (i) => at(root, i) * logistic4(full, at(problem.x, i))
      },
      {
        initialValues: free.map((k) => at(theta, k)),
        minValues: free.map((k) => at(box.lower, k)),
        maxValues: free.map((k) => at(box.upper, k)),
        jacobianFunction: (values) => {
          load(values)
          return (i) => {
            logistic4Gradient(full, at(problem.x, i), gradient)
            return free.map((k) => at(root, i) * at(gradient, k))
          }
        },
        damping: 1e-2,
        maxIterations: ITERATIONS,
        errorTolerance: 1e-15,
      },
    )
    load(parameterValues)
  } catch {
    return start
  }
  const end = { logEc50: at(full, LOG_EC50), hill: at(full, HILL) }
  return Number.isFinite(end.logEc50) && Number.isFinite(end.hill) ? end : start
}
