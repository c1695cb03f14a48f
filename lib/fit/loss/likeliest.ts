import { indexOf, type Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { type Limits, makeLimits } from '../optimize/box.ts'
import { descendLikelihood, type Likelihood } from '../optimize/likelihood.ts'
import { minimise, minimiseFrom } from '../optimize/minimise.ts'
import type { Problem } from '../optimize/problem.ts'
import { makeSearch } from '../optimize/search.ts'
import { describe, type Solution, solve } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'

/** The maximum of a likelihood. */
interface Likeliest {
  readonly model: Model
  readonly theta: Float64Array
  /** −ln L. */
  readonly value: number
  readonly isSettled: boolean
  /** Described on a problem with the scale of the one that was searched. */
  readonly describe: (problem: Problem) => Solution
}

interface Searched {
  /** The rows taken for least squares: what the search starts from, and its scale. */
  readonly base: Problem
  readonly likelihood: Likelihood
  /** Better least squares to start from, on the same scale. */
  readonly first?: Problem
}

const RIVALS = 3

/**
 * Maximum of a likelihood over the variants of a model: from the minima of least squares, then once more from those of
 * the tangent at the best of them, which sees basins that other weights hide.
 */
export function likeliest(
  { constraints }: Pick<FitRequest, 'constraints'>,
  models: readonly Model[],
  { base, likelihood, first: start = base }: Searched,
): Likeliest | null {
  let best: Found | null = null
  let home: { readonly model: Model; readonly limits: Limits } | null = null
  for (const model of models) {
    const limits = makeLimits(constraints, base, model)
    const first = solve(start, constraints, { model })
    if (!first) continue
    const starts = [first, ...first.others.slice(0, RIVALS)]
    const near = bestFrom({ base, likelihood }, { model, limits }, [...starts, ...gentler(first, limits)])
    if (!near) continue
    const tangent = likelihood.tangentOf(fittedOf(base, { model, theta: near.theta }), 'expected')
    const again = minimise(makeSearch(tangent, model), limits)
    const wide = again
      ? bestFrom({ base, likelihood }, { model, limits }, [again, ...again.others.slice(0, RIVALS)])
      : null
    const own = wide && wide.value < near.value - 1e-10 * (1 + Math.abs(near.value)) ? wide : near
    if (!best || own.value < best.value - 1e-12 * (1 + Math.abs(best.value))) {
      best = own
      home = { model, limits }
    }
  }
  return best && home && finish(best, home)
}

const GENTLE_HILL = 1.2

/**
 * The same place with a moderate slope: least squares takes a step between two doses where the likelihood of a single
 * responder before it has no bottom, and no tangent leads out.
 */
function gentler({ model, theta }: Solution, limits: Limits): readonly { readonly theta: Float64Array }[] {
  const hill = indexOf(model, 'hill')
  const steep = at(theta, hill)
  if (hill < 0 || Math.abs(steep) <= GENTLE_HILL) return []
  const gentle = Math.sign(steep) * GENTLE_HILL
  const isAllowed = gentle >= at(limits.lower, hill) && gentle <= at(limits.upper, hill)
  return isAllowed ? [{ theta: theta.map((value, k) => (k === hill ? gentle : value)) }] : []
}

interface Found {
  readonly theta: Float64Array
  readonly value: number
  readonly iterations: number
  readonly isSettled: boolean
}

function bestFrom(
  { base, likelihood }: Searched,
  { model, limits }: { readonly model: Model; readonly limits: Limits },
  starts: readonly { readonly theta: Float64Array }[],
): Found | null {
  let best: Found | null = null
  for (const { theta } of starts) {
    const found = descendLikelihood(likelihood, base, {
      model,
      start: theta,
      find: (tangent, from) => minimiseFrom(makeSearch(tangent, model), limits, [from]),
    })
    if (found.value < (best?.value ?? Infinity)) best = found
  }
  return best
}

function finish(
  { theta, value, iterations, isSettled }: Found,
  { model, limits }: { readonly model: Model; readonly limits: Limits },
): Likeliest {
  return {
    model,
    theta,
    value,
    isSettled,
    describe(problem) {
      let rss = 0
      for (let i = 0; i < problem.x.length; i++) {
        const gap = at(problem.y, i) - model.value(theta, at(problem.x, i))
        rss += at(problem.w, i) * gap * gap
      }
      const stop = isSettled ? 'step' : 'iterations'
      const optimum = { theta, rss, iterations, stop, others: [] } as const
      return { ...describe(limits, makeSearch(problem, model), optimum), isStationary: isSettled }
    },
  }
}

/** Fitted responses, one per dose, scaled. */
export function fittedOf(
  { x }: Problem,
  { model, theta }: { readonly model: Model; readonly theta: Float64Array },
): Float64Array {
  return x.map((logDose) => model.value(theta, logDose))
}

/** One per row of what is one per dose. */
export function fittedRows(
  { dose }: Pick<FitRequest, 'dose'>,
  { x }: Problem,
  perDose: Float64Array,
): Float64Array {
  const places = new Map(Array.from(x, (logDose, i) => [logDose, i]))
  return dose.map((d) => at(perDose, places.get(log10(d)) ?? 0))
}

/** −ln L of a response that no dose moves: what the flat test compares with. */
export function atConstant(likelihood: Likelihood, base: Problem): number {
  let level = base.mean
  let value = likelihood.valueOf(base.x.map(() => level))
  for (let round = 0; round < 100; round++) {
    const { mean } = likelihood.tangentOf(
      base.x.map(() => level),
      'expected',
    )
    let [step, there] = [mean - level, Infinity]
    for (let i = 0; i < 40 && !(there <= value); i++) {
      there = likelihood.valueOf(base.x.map(() => level + step))
      if (!(there <= value)) step /= 2
    }
    if (!(there <= value)) return value
    level += step
    value = there
    if (Math.abs(step) < 1e-12) return value
  }
  return value
}

interface Touching {
  readonly fitted: Float64Array
  /** Half the first and second derivative of what the RSS stands for, per dose. */
  readonly slope: Float64Array
  readonly curvature: Float64Array
}

/** The problem whose RSS has these derivatives at the fitted responses. */
export function withPooled(base: Problem, { fitted, slope, curvature }: Touching): Problem {
  const largest = curvature.reduce((a, b) => Math.max(a, b), 0)
  const w = curvature.map((value) => Math.max(value, 1e-14 * largest, 1e-300))
  const y = fitted.map((f, i) => f - at(slope, i) / at(w, i))
  const totalWeight = w.reduce((sum, value) => sum + value, 0)
  const mean = y.reduce((sum, value, i) => sum + at(w, i) * value, 0) / totalWeight
  const totalSquares = y.reduce((sum, value, i) => sum + at(w, i) * (value - mean) * (value - mean), 0)
  return { ...base, y, w, totalWeight, mean, totalSquares, pureError: 0 }
}
