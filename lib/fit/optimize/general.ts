import { indexOf, type Model } from '../models/model.ts'
import { SHALLOWEST_HILL } from '../models/specs.ts'
import { at } from '../numbers.ts'
import { type Box, isFixed, reachOf } from './box.ts'
import { generalCurvature } from './general-curvature.ts'
import { type LeastSquares, levenberg, TRUSTING } from './levenberg.ts'
import { solveLinear } from './linear-part.ts'
import { type Optimum, rank } from './rank.ts'
import type { Descent } from './refine.ts'
import type { Search } from './search.ts'

/** Models without a projected search: every start's linear part is solved, the best are descended from. */
const STARTS = 10

export function generalMinimise(search: Search, limits: Box): Optimum | null {
  const found: Descent[] = []
  for (const box of boxesOf(search.model, limits)) {
    const starts = rankedStarts(search, box)
    for (const start of starts) found.push(descend(search, box, start))
  }
  return finish(search, limits, found)
}

export function generalMinimiseFrom(
  search: Search,
  limits: Box,
  points: readonly Float64Array[],
): Optimum | null {
  const found: Descent[] = []
  for (const box of boxesOf(search.model, limits)) {
    for (const point of points) found.push(descend(search, box, point))
  }
  return finish(search, limits, found)
}

/** Descents whose second midpoint passed the first are held together there: the order is a limit like any other. */
function finish(search: Search, limits: Box, found: readonly Descent[]): Optimum | null {
  const first = indexOf(search.model, 'logEc50First')
  const second = indexOf(search.model, 'logEc50Second')
  if (search.model.name !== 'bell') return rank(found)
  const ordered = found.filter(({ theta }) => at(theta, first) <= at(theta, second))
  const crossed = found.filter((descent) => !ordered.includes(descent))
  const joined = crossed.map(({ theta }) => descendJoined(search, limits, theta, { first, second }))
  return rank([...ordered, ...joined])
}

/** A hill of ±1 or of either sign: one box per direction. Other models have the one they were given. */
function boxesOf(model: Model, limits: Box): Box[] {
  if (model.name !== 'biphasic') return [limits]
  const hills = [indexOf(model, 'hillFirst'), indexOf(model, 'hillSecond')]
  return [1, -1].flatMap((sign) => {
    const lower = limits.lower.slice()
    const upper = limits.upper.slice()
    for (const k of hills) {
      // Fixed at 1 by default means "of size 1": both directions are tried.
      if (at(lower, k) === 1 && at(upper, k) === 1) lower[k] = upper[k] = sign
      else if (sign > 0) lower[k] = Math.max(at(lower, k), SHALLOWEST_HILL)
      else upper[k] = Math.min(at(upper, k), -SHALLOWEST_HILL)
    }
    return hills.every((k) => at(lower, k) <= at(upper, k)) ? [{ lower, upper }] : []
  })
}

function rankedStarts(search: Search, box: Box): Float64Array[] {
  const { model, problem } = search
  const scored = model.starts(reachOf(problem)).map((raw) => {
    const start = raw.map((value, k) => Math.min(Math.max(value, at(box.lower, k)), at(box.upper, k)))
    for (const [k, { name }] of model.parameters.entries()) {
      // Starts are written for a rising curve.
      if (name.startsWith('hill') && !isFixed(box, k) && at(box.upper, k) < 0) {
        start[k] = Math.max(at(box.lower, k), -Math.abs(at(raw, k)))
      }
    }
    return { start, rss: solveLinear(search, box, start) }
  })
  const ordered = scored.filter(({ rss }) => Number.isFinite(rss)).sort((a, b) => a.rss - b.rss)
  return ordered.slice(0, STARTS).map(({ start }) => start)
}

function descend(search: Search, box: Box, start: Float64Array): Descent {
  const descent = levenberg(leastSquaresOf(search), box, start, TRUSTING)
  return polish(search, box, descent)
}

function descendJoined(
  search: Search,
  box: Box,
  start: Float64Array,
  { first, second }: { first: number; second: number },
): Descent {
  const whole = leastSquaresOf(search)
  const joined: LeastSquares = {
    ...whole,
    residuals(theta, out) {
      theta[second] = at(theta, first)
      return whole.residuals(theta, out)
    },
    jacobian(theta, out) {
      const isFinite = whole.jacobian(theta, out)
      for (let i = 0; i < whole.count; i++) {
        out[first * whole.count + i] = at(out, first * whole.count + i) + at(out, second * whole.count + i)
        out[second * whole.count + i] = 0
      }
      return isFinite
    },
  }
  return levenberg(joined, box, start, TRUSTING)
}

/** The pooled, weighted residuals of a model. */
export function leastSquaresOf({ problem, model }: Search): LeastSquares {
  const { x, y, w } = problem
  const root = w.map(Math.sqrt)
  const gradient = new Float64Array(model.parameters.length)
  return {
    count: x.length,
    size: model.parameters.length,
    residuals(theta, out) {
      let isFinite = true
      for (let i = 0; i < x.length; i++) {
        const r = at(root, i) * (at(y, i) - model.value(theta, at(x, i)))
        out[i] = r
        if (!(Math.abs(r) < Infinity)) isFinite = false
      }
      return isFinite
    },
    jacobian(theta, out) {
      let isFinite = true
      for (let i = 0; i < x.length; i++) {
        model.gradient(theta, at(x, i), gradient)
        for (let k = 0; k < gradient.length; k++) {
          const value = at(root, i) * at(gradient, k)
          out[k * x.length + i] = value
          if (!(Math.abs(value) < Infinity)) isFinite = false
        }
      }
      return isFinite
    },
  }
}

/** Newton on the exact Hessian from where Levenberg-Marquardt's linear convergence has come to rest. */
function polish(search: Search, box: Box, descent: Descent): Descent {
  let { theta, rss } = descent
  const squares = leastSquaresOf(search)
  const residual = new Float64Array(squares.count)
  for (let round = 0; round < 4; round++) {
    const { gradient, observed } = generalCurvature(search, theta)
    const active = Array.from(theta.keys()).filter(
      (k) => at(theta, k) > at(box.lower, k) && at(theta, k) < at(box.upper, k),
    )
    const step = solvePositive(observed, gradient, active)
    if (!step) break
    const next = theta.slice()
    active.forEach((k, i) => {
      next[k] = Math.min(Math.max(at(theta, k) - at(step, i), at(box.lower, k)), at(box.upper, k))
    })
    if (!squares.residuals(next, residual)) break
    const reached = residual.reduce((sum, r) => sum + r * r, 0)
    if (reached > rss + 1e-13 * (rss + search.problem.pureError)) break
    theta = next
    rss = Math.min(rss, reached)
  }
  return { ...descent, theta, rss }
}

/** H⁻¹ g over some indices by Cholesky of the scaled matrix; null where it is not positive definite. */
function solvePositive(
  matrix: Float64Array,
  gradient: Float64Array,
  active: readonly number[],
): Float64Array | null {
  const size = gradient.length
  const k = active.length
  const scale = active.map((index) => Math.sqrt(at(matrix, index * (size + 1))))
  const factor = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const [a, b] = [active[i] as number, active[j] as number]
      let sum = at(matrix, a * size + b) / ((scale[i] as number) * (scale[j] as number))
      for (let l = 0; l < j; l++) sum -= at(factor, i * k + l) * at(factor, j * k + l)
      if (i === j) {
        if (!(sum > 1e-12)) return null
        factor[i * k + i] = Math.sqrt(sum)
      } else factor[i * k + j] = sum / at(factor, j * k + j)
    }
  }
  const step = new Float64Array(k)
  for (let i = 0; i < k; i++) {
    let sum = at(gradient, active[i] as number) / (scale[i] as number)
    for (let l = 0; l < i; l++) sum -= at(factor, i * k + l) * at(step, l)
    step[i] = sum / at(factor, i * k + i)
  }
  for (let i = k - 1; i >= 0; i--) {
    let sum = at(step, i)
    for (let l = i + 1; l < k; l++) sum -= at(factor, l * k + i) * at(step, l)
    step[i] = sum / at(factor, i * k + i)
  }
  return step.map((value, i) => value / (scale[i] as number))
}
