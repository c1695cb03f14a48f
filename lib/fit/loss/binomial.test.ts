import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { calibratedFlatP } from '../inference/flat-calibration.ts'
import { parameterProfile, profileInterval } from '../inference/profile.ts'
import { flatTest } from '../inference/tests.ts'
import { variantsOf } from '../models/table.ts'
import { at } from '../numbers.ts'
import { makeRandom } from '../numerics/random.ts'
import { settle } from './settle.ts'
import type { Solution } from '../optimize/solve.ts'
import type { Constraints, FitRequest, ModelName } from '../types.ts'

const free = { kind: 'free' } as const
const zeroToOne = {
  bottom: { kind: 'fixed', value: 0 },
  top: { kind: 'fixed', value: 1 },
  logEc50: free,
  hill: free,
} as const
const allFree = { bottom: free, top: free, logEc50: free, hill: free }
const dose = Float64Array.from({ length: 8 }, (_, i) => 10 ** (i / 4 - 1))

function request(
  response: Float64Array,
  trials: Float64Array,
  changes: Partial<FitRequest> = {},
): FitRequest {
  return {
    model: 'logistic4',
    constraints: zeroToOne,
    covariance: 'observed',
    level: 0.95,
    responseScale: 'fraction',
    absoluteLevel: null,
    detail: 'drag',
    loss: 'binomial',
    dose,
    response,
    trials,
    ...changes,
  }
}

/** k of n, by n throws. */
function draw(random: ReturnType<typeof makeRandom>, p: number, n: number): number {
  let k = 0
  for (let i = 0; i < n; i++) if (random.uniform() < p) k++
  return k / n
}

function logLikelihood(response: Float64Array, n: Float64Array, p: Float64Array): number {
  let sum = 0
  response.forEach((share, i) => {
    const [trialsHere, here] = [at(n, i), at(p, i)]
    const k = Math.round(share * trialsHere)
    for (let j = 1; j <= k; j++) sum += Math.log((trialsHere - k + j) / j)
    sum += k * Math.log(here) + (trialsHere - k) * Math.log(1 - here)
  })
  return sum
}

const trials = new Float64Array(8).fill(12)
const truth = (d: number) => 1 / (1 + (1.6 / d) ** 2)
const value = (fit: ReturnType<typeof fitCurve>, name: string) =>
  fit.parameters.find((parameter) => parameter.name === name)

function limitsOfMidpoint(solution: Solution) {
  return profileInterval(solution, parameterProfile(solution, 2, null), 0.95, 'both')?.interval ?? null
}

describe('counts', () => {
  it('have profile limits that hold the truth as often as they say', () => {
    const random = makeRandom(3)
    const sets = 300
    let held = 0
    for (let i = 0; i < sets; i++) {
      const asked = request(
        dose.map((d) => draw(random, truth(d), 12)),
        trials,
      )
      const settled = settle(asked, variantsOf('logistic4', zeroToOne))
      const profile = settled && limitsOfMidpoint(settled.solution)
      const target = Math.log10(1.6)
      if ((profile?.lower ?? -Infinity) < target && target < (profile?.upper ?? Infinity)) held++
    }
    // Three binomial deviations about 95 %.
    expect(held / sets).toBeGreaterThan(0.912)
    expect(held / sets).toBeLessThan(0.988)
  })

  it('have the maximum of a dense grid', () => {
    const random = makeRandom(5)
    const response = dose.map((d) => draw(random, truth(d), 12))
    const fit = fitCurve(request(response, trials))
    const logL = (logEc50: number, hill: number) => {
      let sum = 0
      for (let i = 0; i < 8; i++) {
        const p = 1 / (1 + 10 ** (hill * (logEc50 - Math.log10(at(dose, i)))))
        const k = at(response, i) * 12
        sum += (k > 0 ? k * Math.log(p) : 0) + (k < 12 ? (12 - k) * Math.log(1 - p) : 0)
      }
      return sum
    }
    let best = [0, 0, -Infinity]
    let [center, size] = [
      [0.2, 2],
      [0.6, 1.8],
    ]
    for (let zoom = 0; zoom < 6; zoom++) {
      for (let a = -20; a <= 20; a++) {
        for (let b = -20; b <= 20; b++) {
          const at2 = [
            (center[0] ?? 0) + (a / 20) * (size[0] ?? 0),
            (center[1] ?? 0) + (b / 20) * (size[1] ?? 0),
          ] as const
          const there = logL(...at2)
          if (there > (best[2] ?? 0)) best = [...at2, there]
        }
      }
      center = best.slice(0, 2)
      size = size.map((length) => length / 10)
    }
    expect(Math.abs((value(fit, 'logEc50')?.estimate ?? 0) - (best[0] ?? 0))).toBeLessThan(1e-4)
    expect(Math.abs((value(fit, 'hill')?.estimate ?? 0) - (best[1] ?? 0))).toBeLessThan(1e-4)
  })

  it('are compared with freed plateaus by a chi square, within 0 and 1', () => {
    const random = makeRandom(6)
    const n = new Float64Array(8).fill(200)
    const natural = dose.map((d) => draw(random, 0.15 + 0.85 * truth(d), 200))
    const wrong = fitCurve(request(natural, n, { detail: 'full' }))
    expect(wrong.contradiction?.contradicted).toContain('bottom')
    expect(wrong.contradiction?.test.df2).toBe(Infinity)
    const right = fitCurve(
      request(
        dose.map((d) => draw(random, truth(d), 200)),
        n,
        { detail: 'full' },
      ),
    )
    expect(right.contradiction?.contradicted).toEqual([])
  })

  it('are the same split into rows of one dose', () => {
    const random = makeRandom(7)
    const halves = dose.map((d) => draw(random, truth(d), 6))
    const others = dose.map((d) => draw(random, truth(d), 18))
    const whole = fitCurve(
      request(
        halves.map((y, i) => (6 * y + 18 * at(others, i)) / 24),
        new Float64Array(8).fill(24),
      ),
    )
    const split = fitCurve(
      request(
        Float64Array.from([...halves, ...others]),
        Float64Array.from({ length: 16 }, (_, i) => (i < 8 ? 6 : 18)),
        { dose: Float64Array.from([...dose, ...dose]) },
      ),
    )
    for (const name of ['logEc50', 'hill']) {
      expect(value(split, name)?.estimate).toBeCloseTo(value(whole, name)?.estimate ?? Number.NaN, 9)
      expect(value(split, name)?.standardError).toBeCloseTo(
        value(whole, name)?.standardError ?? Number.NaN,
        8,
      )
    }
  })

  it.each<[ModelName, Constraints]>([
    ['logistic4', allFree],
    ['logistic4', { ...allFree, top: { kind: 'bounded', lower: 0.5, upper: null } }],
    ['weibull1', allFree],
    ['weibull2', zeroToOne],
    ['logNormal', allFree],
    ['logistic5', zeroToOne],
    ['hormesisLinear', allFree],
    ['biphasic', allFree],
    ['constant', allFree],
  ])('%s keeps its plateaus within 0 and 1, and ends', (model, constraints) => {
    const random = makeRandom(11)
    for (let i = 0; i < 6; i++) {
      const wide = Float64Array.from({ length: 16 }, (_, k) => 10 ** (k / 6 - 1.5))
      const n = Float64Array.from(wide, (_, k) => 4 + (k % 5))
      const response = wide.map((d, k) => draw(random, i % 2 === 0 ? truth(d) : 1 - truth(d), at(n, k)))
      const fit = fitCurve(request(response, n, { model, constraints, dose: wide }))
      expect(['converged', 'stalled']).toContain(fit.outcome.kind)
      for (const name of ['bottom', 'top', 'level']) {
        const estimate = value(fit, name)?.estimate ?? 0.5
        expect(estimate).toBeGreaterThanOrEqual(0)
        expect(estimate).toBeLessThanOrEqual(1)
      }
      expect(fit.deviance ?? -1).toBeGreaterThanOrEqual(0)
      const logTruth = logLikelihood(
        response,
        n,
        wide.map((d) => (i % 2 === 0 ? truth(d) : 1 - truth(d))),
      )
      // The truth is a curve of this model, or near one of its: no maximum lies below it.
      if (model !== 'constant' && model !== 'biphasic')
        expect(fit.logLikelihood ?? -Infinity).toBeGreaterThan(logTruth - (model === 'logistic4' ? 1e-9 : 3))
    }
  })

  it.each([
    ['all or none, with nothing between', [0, 0, 0, 0, 1, 1, 1, 1]],
    ['none at all', [0, 0, 0, 0, 0, 0, 0, 0]],
    ['all', [1, 1, 1, 1, 1, 1, 1, 1]],
    ['one in the middle', [0, 0, 0, 0.5, 1, 1, 1, 1]],
    ['turned around', [1, 1, 1, 1, 0, 0, 0, 0]],
  ])('%s give an answer', (_, response) => {
    for (const constraints of [zeroToOne, allFree]) {
      const fit = fitCurve(request(Float64Array.from(response), trials, { constraints, detail: 'full' }))
      expect(fit.parameters.every(({ estimate }) => Number.isFinite(estimate))).toBe(true)
      expect(fit.relative.verdict.kind).not.toBe('reportable')
    }
  })

  it('that no dose moves are called a response in about 5 % of sets', () => {
    const random = makeRandom(13)
    const sets = 300
    const n = new Float64Array(8).fill(40)
    let called = 0
    for (let i = 0; i < sets; i++) {
      const asked = request(
        dose.map(() => draw(random, 0.3, 40)),
        n,
        { constraints: allFree },
      )
      const settled = settle(asked, variantsOf('logistic4', allFree))
      const test = settled && flatTest(settled.solution)
      if (
        settled &&
        test &&
        (calibratedFlatP(settled.nullProblem ?? settled.solution.problem, test, asked) ?? 1) < 0.05
      )
        called++
    }
    // Three binomial deviations about 5 %.
    expect(called / sets).toBeLessThan(0.088)
    expect(called / sets).toBeGreaterThan(0.012)
  })
})
