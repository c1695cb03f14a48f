import { expect, it } from 'vitest'
import { at } from '../numbers.ts'
import { type LeastSquares, levenberg } from '../optimize/levenberg.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { Constraint, SigmoidParameter } from '../types.ts'
import { fitJoint } from './fit-joint.ts'

/**
 * Random joint problems against another method: all residuals in one dense system, descended from many random starts.
 * Nothing of the arrow, its starts or the models is used.
 */

const NAMES: readonly SigmoidParameter[] = ['bottom', 'top', 'logEc50', 'hill']
const LOWER = [-100, -100, -4, -10] as const
const UPPER = [200, 200, 3.5, 10] as const
const DOSES = [0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
const WELLS = 2 * DOSES.length

function randomOf(seed: number) {
  let state = seed
  const uniform = () => {
    state = (1664525 * state + 1013904223) % 4294967296
    return state / 4294967296
  }
  const normal = () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6)
  return { uniform, normal }
}

type Random = ReturnType<typeof randomOf>

function truthOf({ uniform }: Random, sign: number): number[] {
  return [
    -5 + 10 * uniform(),
    90 + 20 * uniform(),
    -1 + 1.5 * uniform(),
    sign * 10 ** (-0.2 + 0.6 * uniform()),
  ]
}

function simulate(random: Random, shared: readonly string[], sd: number) {
  const count = 2 + Math.floor(random.uniform() * 3)
  const sign = random.uniform() < 0.5 ? -1 : 1
  const common = truthOf(random, sign)
  const curves = Array.from({ length: count }, () =>
    truthOf(random, sign).map((own, k) => (shared.includes(NAMES[k] ?? '') ? (common[k] ?? 0) : own)),
  )
  const rows = curves.flatMap((theta, c) =>
    [...DOSES, ...DOSES].map((dose) => ({
      curve: `c${c}`,
      dose,
      response: responseAt(theta, dose) + sd * random.normal(),
    })),
  )
  return { count, rows }
}

function responseAt([bottom = 0, top = 0, logEc50 = 0, hill = 1]: readonly number[], dose: number): number {
  const g = dose === 0 ? (hill > 0 ? 0 : 1) : 1 / (1 + 10 ** (hill * (logEc50 - Math.log10(dose))))
  return bottom + (top - bottom) * g
}

/** Where each curve's parameters stand in one vector. */
function placesOf(count: number, shared: readonly string[]) {
  const [lower, upper]: [number[], number[]] = [[], []]
  const take = (k: number) => {
    lower.push(LOWER[k] ?? 0)
    return upper.push(UPPER[k] ?? 0) - 1
  }
  const common = NAMES.map((name, k) => (shared.includes(name) ? take(k) : -1))
  const places = Array.from({ length: count }, () => common.map((place, k) => (place >= 0 ? place : take(k))))
  return { places, lower: Float64Array.from(lower), upper: Float64Array.from(upper) }
}

function denseBest(
  random: Random,
  { count, rows }: ReturnType<typeof simulate>,
  shared: readonly string[],
): number {
  const { places, lower, upper } = placesOf(count, shared)
  const thetaOf = (theta: Float64Array, row: number) =>
    (places[Math.floor(row / WELLS)] ?? []).map((place) => at(theta, place))
  const squares: LeastSquares = {
    count: rows.length,
    size: lower.length,
    residuals(theta, out) {
      rows.forEach(({ dose, response }, i) => {
        out[i] = response - responseAt(thetaOf(theta, i), dose)
      })
      return out.every(Number.isFinite)
    },
    jacobian(theta, out) {
      out.fill(0)
      rows.forEach(({ dose }, i) => {
        const here = thetaOf(theta, i)
        here.forEach((value, k) => {
          const moved = (by: number) => responseAt(here.with(k, value + by), dose)
          const slope = (moved(1e-5) - moved(-1e-5)) / 2e-5
          const place = (places[Math.floor(i / WELLS)] ?? [])[k] ?? 0
          out[place * rows.length + i] = slope
        })
      })
      return out.every(Number.isFinite)
    },
  }
  let best = Infinity
  for (let start = 0; start < 10; start++) {
    const theta = new Float64Array(lower.length)
    const sign = start % 2 === 0 ? 1 : -1
    for (const curve of places) truthOf(random, sign).forEach((value, k) => (theta[curve[k] ?? 0] = value))
    const { rss, theta: end } = levenberg(squares, { lower, upper }, theta, {
      damping: 1e-2,
      maxIterations: 200,
    })
    const isOrdered = places.every(([bottom = 0, top = 0]) => at(end, bottom) <= at(end, top))
    if (isOrdered) best = Math.min(best, rss)
  }
  return best
}

const MASKS = Array.from({ length: 15 }, (_, i) => NAMES.filter((_, k) => (((i + 1) >> k) & 1) === 1))

it.each(MASKS.map((shared, i) => [shared.join(' '), shared, i] as const))(
  'finds the lowest minimum with %s shared',
  (_, shared, i) => {
    const random = randomOf(1000 + i)
    for (const sd of [2, 8]) {
      const problem = simulate(random, shared, sd)
      const { rows } = problem
      const limits = (k: number): Constraint => ({
        kind: 'bounded',
        lower: LOWER[k] ?? null,
        upper: UPPER[k] ?? null,
      })
      const fit = fitJoint({
        ...PLAIN_REQUEST,
        dose: Float64Array.from(rows, ({ dose }) => dose),
        response: Float64Array.from(rows, ({ response }) => response),
        curve: rows.map(({ curve }) => curve),
        shared,
        constraints: { bottom: limits(0), top: limits(1), logEc50: limits(2), hill: limits(3) },
        profile: false,
      })
      expect(fit.outcome.kind).toBe('converged')
      expect(fit.rss).toBeLessThanOrEqual(denseBest(random, problem, shared) * (1 + 1e-7))
    }
  },
)
