import { describe, expect, it } from 'vitest'
import { fitPacked } from '../fit-packed.ts'
import { fitCurve } from '../fit-curve.ts'
import { loadSimulated } from '../fixtures/load.ts'
import { modelOf } from '../models/table.ts'
import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { hashOfFits, packCurves } from '../testing/bits.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { Constraints } from '../types.ts'
import { generalCurvature } from './general-curvature.ts'
import { makeProblem } from './problem.ts'
import { makeSearch } from './search.ts'
import { checkBySecondSolver } from './second-solver.ts'
import { curvatureAt, solve } from './solve.ts'

const FREE = { kind: 'free' } as const
const ALL_FREE: Constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }
const DOSE = Float64Array.from([0, ...Array.from({ length: 13 }, (_, i) => 10 ** (-3 + i / 2))])

/** Noise that is the same on every machine: the golden ratio's multiples. */
function wobble(i: number): number {
  return ((i * 0.6180339887498949) % 1) - 0.5
}

const CURVES: readonly (readonly [string, Model, readonly number[], Constraints])[] = [
  ['constant', modelOf('constant'), [7], ALL_FREE],
  ['linear', modelOf('linear'), [7, 0.02], ALL_FREE],
  ['5PL, bottom', modelOf('logistic5', 'bottom'), [2, 98, 0.3, 1.2, 0.5], ALL_FREE],
  ['5PL, top, falling', modelOf('logistic5', 'top'), [2, 98, 0.3, -1.2, 2.5], ALL_FREE],
  ['Weibull 1', modelOf('weibull1'), [2, 98, 0.3, -0.9], ALL_FREE],
  ['Weibull 2', modelOf('weibull2'), [2, 98, 0.3, 0.9], ALL_FREE],
  ['log-normal', modelOf('logNormal'), [2, 98, 0.3, -0.6], ALL_FREE],
  ['hormesis, linear', modelOf('hormesisLinear'), [3, 80, 0.4, -2.2, 60], ALL_FREE],
  ['hormesis, saturating', modelOf('hormesisSaturating', 'b'), [3, 80, 1.2, -1.8, 90, 0], ALL_FREE],
  ['biphasic, slopes 1', modelOf('biphasic'), [2, 98, 0.4, -1.6, 1.4, -1, -1], ALL_FREE],
  [
    'biphasic, free slopes',
    modelOf('biphasic'),
    [2, 98, 0.4, -1.6, 1.4, 1.3, 1.8],
    { ...ALL_FREE, hillFirst: FREE, hillSecond: FREE },
  ],
  ['bell', modelOf('bell', 'returning'), [2, 98, -1.2, 1.2, 1.3, 1.6], ALL_FREE],
  ['bell, own end', modelOf('bell', 'own-end'), [2, 98, -1.2, 1.2, 1.3, 1.6, 25], ALL_FREE],
]

describe.each(CURVES)('%s', (_, model, truth, constraints) => {
  const theta = Float64Array.from(truth)
  const exact = DOSE.map((d) => model.value(theta, Math.log10(d)))

  it('is recovered from noise-free points', () => {
    const solution = solve(makeProblem({ dose: DOSE, response: exact }), constraints, { model })
    if (!solution) throw new Error('no solution')
    const { problem } = solution
    for (const [k, { unit }] of model.parameters.entries()) {
      const scaled = at(solution.theta, k)
      const value =
        unit === 'response'
          ? scaled * problem.unit + problem.shift
          : unit === 'span' || unit === 'span-per-dose'
            ? scaled * problem.unit
            : scaled
      expect(Math.abs(value - at(theta, k))).toBeLessThan(1e-5 * (1 + Math.abs(at(theta, k))))
    }
  })

  it('with noise reaches a stationary point below the truth, which a second solver cannot lower', () => {
    const response = exact.map((y, i) => y + 4 * wobble(i + 1))
    const solution = solve(makeProblem({ dose: DOSE, response }), constraints, { model })
    if (!solution) throw new Error('no solution')
    const atTruth = response.reduce((sum, y, i) => sum + (y - at(exact, i)) ** 2, 0)
    expect(solution.rss * solution.problem.unit ** 2).toBeLessThanOrEqual(atTruth)
    expect(solution.isStationary).toBe(true)
    expect(checkBySecondSolver(solution).agrees).toBe(true)
  })

  it.each(Array.from({ length: 2 ** Math.min(4, truth.length) }, (_none, mask) => mask))(
    'mask %i keeps what is fixed',
    (mask) => {
      const response = exact.map((y, i) => y + 4 * wobble(i + 1))
      const fixed = Object.fromEntries(
        model.parameters.flatMap(({ name }, k) =>
          (mask & (1 << k)) !== 0 ? [[name, { kind: 'fixed', value: at(theta, k) }]] : [],
        ),
      )
      const problem = makeProblem({ dose: DOSE, response })
      const free = solve(problem, constraints, { model })
      const held = solve(problem, { ...constraints, ...fixed }, { model })
      expect(held?.rss).toBeGreaterThanOrEqual((free?.rss ?? Number.NaN) * (1 - 1e-9))
      expect(held?.isStationary).toBe(true)
    },
  )
})

it.each(CURVES.filter(([, model]) => model.shape !== null))(
  '%s: analytic curvature agrees with differences of the gradient',
  (_, model, truth) => {
    const response = DOSE.map((d, i) => model.value(Float64Array.from(truth), Math.log10(d)) + 9 * wobble(i))
    const problem = makeProblem({ dose: DOSE, response })
    const theta = Float64Array.from(truth, (value, k) =>
      k < 2 ? (value - problem.shift) / problem.unit : value * 1.1,
    )
    const { observed, expected, gradient } = curvatureAt(makeSearch(problem, model), theta)
    const other = generalCurvature(makeSearch(problem, model), theta)
    observed.forEach((value, i) => expect(value).toBeCloseTo(at(other.observed, i), 6))
    expected.forEach((value, i) => expect(value).toBeCloseTo(at(other.expected, i), 9))
    gradient.forEach((value, i) => expect(value).toBeCloseTo(at(other.gradient, i), 9))
  },
)

it('2,100 fits have the same bits on every engine', () => {
  // Changes with the search itself, never with the machine or the engine.
  expect(hashOfFits()).toBe('ea2a49bac1b227b4')
})

describe('200 simulated screening curves', () => {
  const curves = loadSimulated()
  const fits = fitPacked(packCurves(curves), ALL_FREE)

  it('packed or one by one are the same fits', () => {
    curves.forEach((curve, i) => {
      const fit = fitCurve({
        ...PLAIN_REQUEST,
        dose: Float64Array.from(curve.dose),
        response: Float64Array.from(curve.response),
        constraints: ALL_FREE,
        detail: 'drag',
      })
      fit.parameters.forEach(({ state, estimate, standardError }, k) => {
        if (state === 'free') expect(at(fits.estimates, 4 * i + k)).toBe(estimate)
        if (standardError === null) return
        expect(Math.abs(at(fits.standardErrors, 4 * i + k) / standardError - 1)).toBeLessThan(1e-6)
      })
    })
  })

  it('leave the second solver nothing to gain', () => {
    const lowered = curves.filter((curve) => {
      const problem = makeProblem({
        dose: Float64Array.from(curve.dose),
        response: Float64Array.from(curve.response),
      })
      const solution = solve(problem, ALL_FREE)
      return solution && !checkBySecondSolver(solution).agrees
    })
    expect(lowered.map(({ id }) => id)).toEqual([])
  })
})

it('the second solver is not asked about a curve the other way up', () => {
  // Rising points under a slope that must fall: the best is level, and a bottom above the top is not allowed.
  const response = DOSE.map((d, i) => 100 * (d / (d + 3)) + 4 * wobble(i + 1))
  const hill = { kind: 'bounded', lower: -4, upper: -0.1 } as const
  const solution = solve(makeProblem({ dose: DOSE, response }), { ...ALL_FREE, hill })
  if (!solution) throw new Error('no solution')
  expect(at(solution.theta, 1)).toBeGreaterThanOrEqual(at(solution.theta, 0))
  expect(checkBySecondSolver(solution).agrees).toBe(true)
})
