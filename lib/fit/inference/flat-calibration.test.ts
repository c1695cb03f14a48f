import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { makeRandom } from '../numerics/random.ts'
import { makeProblem } from '../optimize/problem.ts'
import { solve } from '../optimize/solve.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { FitRequest } from '../types.ts'
import { calibratedFlatP } from './flat-calibration.ts'
import { flatTest } from './tests.ts'

const free = { kind: 'free' } as const
const FREE = { bottom: free, top: free, logEc50: free, hill: free }
const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 3) / 2 - 2))

function request(response: Float64Array, changes: Partial<FitRequest> = {}): FitRequest {
  return {
    ...PLAIN_REQUEST,
    dose,
    response,
    ...changes,
  }
}

const problem = makeProblem({ dose, response: dose })
const test = (f: number, p: number) => ({ f, df1: 3, df2: 20, p })

describe('the calibrated p of the flat test', () => {
  it('is smaller than the nominal one, which is safe but a little blind', () => {
    // The nominal 5 % point of F(3, 20) is 3.098: simulated, flat curves exceed it in 2 to 3.5 % of cases (science.md 3).
    const p = calibratedFlatP(problem, test(3.098391, 0.05), { constraints: FREE })
    expect(p).toBeGreaterThan(0.015)
    expect(p).toBeLessThan(0.04)
  })

  it('is one of 2,000 steps, the least where the nominal one leaves no doubt', () => {
    expect(calibratedFlatP(problem, test(40, 1e-8), { constraints: FREE })).toBe(1 / 2000)
    expect(calibratedFlatP(problem, test(0, 1), { constraints: FREE })).toBe(1)
  })

  it('is half of the nominal one where midpoint and slope are fixed: a linear model that can only rise', () => {
    const held = { logEc50: { kind: 'fixed', value: 0 }, hill: { kind: 'fixed', value: 1 } } as const
    const constraints = { ...FREE, ...held }
    // The 5 % and 30 % points of F(1, 22); three standard errors of 1,999 sets.
    const p = (f: number) => calibratedFlatP(problem, { f, df1: 1, df2: 22, p: 0.05 }, { constraints }) ?? NaN
    expect(Math.abs(p(4.3009495) - 0.025)).toBeLessThan(0.0105)
    expect(Math.abs(p(1.1266736) - 0.15)).toBeLessThan(0.024)
    const response = dose.map((d, i) => Math.sin(5 * i * i) + (d > 1 ? 0.4 : 0))
    const fit = fitCurve(request(response, { constraints }))
    expect(fit.flatTest).toMatchObject({ df1: 1, df2: 22 })
    expect(Math.abs((fit.flatPCalibrated ?? NaN) - (fit.flatTest?.p ?? NaN) / 2)).toBeLessThan(0.03)
  })

  it('knows that other seeds draw other sets, and the same seed the same', () => {
    const p = (seed: number) => calibratedFlatP(problem, test(2.5, 0.09), { constraints: FREE, seed })
    expect(p(2)).not.toBe(p(1))
    expect(p(2)).toBe(p(2))
  })

  it('is that of the wells where rows are their means', () => {
    const at = (rows: Partial<FitRequest>) => fitCurve(request(new Float64Array(0), rows))
    const random = makeRandom(31)
    const response = Float64Array.from(dose, () => random.normal())
    const doses = Float64Array.from(new Set(dose))
    const own = Array.from(doses, (d) => response.filter((_, i) => dose[i] === d))
    const means = Float64Array.from(own, (values) => values.reduce((sum, y) => sum + y, 0) / 3)
    const sd = Float64Array.from(own, (values, k) =>
      Math.sqrt(values.reduce((sum, y) => sum + (y - (means[k] ?? NaN)) ** 2, 0) / 2),
    )
    const pooled = at({ dose: doses, response: means, wells: { sd, count: new Float64Array(8).fill(3) } })
    expect(pooled.flatPCalibrated).toBe(at({ dose, response }).flatPCalibrated)
  })

  it('calls about 5 % of flat curves a response', () => {
    const random = makeRandom(77)
    const curves = 400
    let called = 0
    for (let i = 0; i < curves; i++) {
      const response = Float64Array.from(dose, () => 50 + 5 * random.normal())
      const curve = makeProblem({ dose, response })
      const solution = solve(curve, request(response).constraints)
      const flat = solution && flatTest(solution)
      const flatPCalibrated = flat && calibratedFlatP(curve, flat, { constraints: FREE })
      if ((flatPCalibrated ?? Number.NaN) < 0.05) called++
    }
    // 5 % of 400 is 20; three standard deviations, of the curves and of the null sets, to either side.
    expect(called).toBeGreaterThan(5)
    expect(called).toBeLessThan(35)
  })
})
