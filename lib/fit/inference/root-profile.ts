import { at } from '../numbers.ts'
import { type Box, loosen } from '../optimize/box.ts'
import { leastSquaresOf } from '../optimize/general.ts'
import { type LeastSquares, levenberg, TRUSTING } from '../optimize/levenberg.ts'
import type { Problem } from '../optimize/problem.ts'
import { makeSearch } from '../optimize/search.ts'
import type { Solution } from '../optimize/solve.ts'
import { likelyPoint } from './likely-point.ts'
import { BINDING, doseWindow } from './level-profile.ts'
import { type Profile, profilePoint } from './profile.ts'
import { type Target, targetLevel, targetLevelGradient } from './target.ts'

/** Further minima that a search of the whole problem starts from. */
const RIVALS = 4

/**
 * Profile of an effective dose X of any model. Holding X is fitting under the condition y(X; θ) = Y(θ): a residual of
 * weight W does it, and adding its own W r² once more to the penalised minimum cancels the first order of what the
 * finite W lets through.
 */
export function rootProfile(
  solution: Solution,
  target: Target,
  { root, standardError }: { readonly root: number; readonly standardError: number | null },
): Profile {
  const { problem } = solution
  const limits = loosen(solution.limits, solution.model)
  const weight = BINDING * (tangentHere(solution) ?? problem).totalWeight
  const likely = (value: number, starts: readonly Float64Array[]) => {
    const { missOf } = conditioned(solution, { target, x: value, weight })
    return likelyPoint(solution, {
      limits,
      starts,
      find(tangent, point) {
        const held = { search: makeSearch(tangent, solution.model), model: solution.model }
        const { squares } = conditioned(held, { target, x: value, weight })
        const descent = levenberg(squares, signedBox(limits, solution, point), point, TRUSTING)
        return Number.isFinite(descent.rss) ? descent : null
      },
      penalty: (theta) => weight * missOf(theta) * missOf(theta),
    })
  }
  const run = (value: number, from: readonly Float64Array[]) => {
    if (solution.likely) return likely(value, from)
    const { squares, missOf } = conditioned(solution, { target, x: value, weight })
    let best: ReturnType<typeof levenberg> | null = null
    for (const start of from) {
      const descent = levenberg(squares, signedBox(limits, solution, start), start, TRUSTING)
      if (Number.isFinite(descent.rss) && (!best || descent.rss < best.rss)) best = descent
    }
    if (!best) return null
    const miss = missOf(best.theta)
    const read = profilePoint(solution, limits, { ...best, others: [] })
    return { ...read, rss: read.rss + weight * miss * miss }
  }
  const rivals = solution.others.slice(0, RIVALS).map(({ theta }) => theta)
  return {
    ...doseWindow(problem, { root, standardError }),
    warm: run,
    cold: (value) => run(value, [solution.theta, ...rivals]),
  }
}

/** Of a loss that is a likelihood: the least squares that touch it at its maximum. */
function tangentHere({ likely, problem, model, theta }: Solution): Problem | null {
  const fitted = problem.x.map((logDose) => model.value(theta, logDose))
  return likely?.likelihood.tangentOf(fitted, 'expected') ?? null
}

/** The problem with the condition as one residual more. */
function conditioned(
  { search, model }: Pick<Solution, 'search' | 'model'>,
  { target, x, weight }: { readonly target: Target; readonly x: number; readonly weight: number },
) {
  const whole = leastSquaresOf(search)
  const { count, size } = whole
  const root = Math.sqrt(weight)
  const [curve, level] = [new Float64Array(size), new Float64Array(size)]
  const [residual, jacobian] = [new Float64Array(count), new Float64Array(count * size)]
  const missOf = (theta: Float64Array) => targetLevel(model, theta, target) - model.value(theta, x)
  const squares: LeastSquares = {
    count: count + 1,
    size,
    residuals(theta, out) {
      const isFinite = whole.residuals(theta, residual)
      out.set(residual)
      const miss = root * missOf(theta)
      out[count] = miss
      return isFinite && Math.abs(miss) < Infinity
    },
    jacobian(theta, out) {
      const isFinite = whole.jacobian(theta, jacobian)
      model.gradient(theta, x, curve)
      targetLevelGradient(model, theta, { target, out: level })
      for (let k = 0; k < size; k++) {
        out.set(jacobian.subarray(k * count, (k + 1) * count), k * (count + 1))
        out[k * (count + 1) + count] = root * (at(curve, k) - at(level, k))
      }
      return isFinite
    },
  }
  return { squares, missOf }
}

/** A unit slope that the limits call 1 is held at the sign the fit found. */
function signedBox(limits: Box, { model, states, theta }: Solution, start: Float64Array): Box {
  const lower = limits.lower.slice()
  const upper = limits.upper.slice()
  model.parameters.forEach(({ whenAbsent }, k) => {
    if (whenAbsent !== 'unit' || states[k] !== 'fixed') return
    lower[k] = upper[k] = Math.sign(at(start, k)) * Math.abs(at(theta, k))
  })
  return { lower, upper }
}
