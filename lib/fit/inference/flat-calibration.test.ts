import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { makeRandom } from '../numerics/random.ts'
import type { FitRequest } from '../types.ts'
import { calibratedFlatP } from './flat-calibration.ts'

const free = { kind: 'free' } as const
const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 3) / 2 - 2))

function request(response: Float64Array, changes: Partial<FitRequest> = {}): FitRequest {
  return {
    model: 'logistic4',
    dose,
    response,
    constraints: { bottom: free, top: free, logEc50: free, hill: free },
    covariance: 'expected',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: null,
    detail: 'full',
    ...changes,
  }
}

const test = (f: number, p: number) => ({ f, df1: 3, df2: 20, p })

describe('the calibrated p of the flat test', () => {
  it('is smaller than the nominal one, which is safe but a little blind', () => {
    // The nominal 5 % point of F(3, 20) is 3.098: simulated, flat curves exceed it in 2 to 3.5 % of cases (science.md 3).
    const p = calibratedFlatP(request(new Float64Array(24)), test(3.098391, 0.05))
    expect(p).toBeGreaterThan(0.015)
    expect(p).toBeLessThan(0.04)
  })

  it('is one of 2,000 steps, the least where the nominal one leaves no doubt', () => {
    expect(calibratedFlatP(request(new Float64Array(24)), test(40, 1e-8))).toBe(1 / 2000)
    expect(calibratedFlatP(request(new Float64Array(24)), test(0, 1))).toBe(1)
  })

  it('does not depend on the order of rows', () => {
    const back = request(new Float64Array(24), { dose: dose.slice().reverse() })
    expect(calibratedFlatP(back, test(2.5, 0.09))).toBe(
      calibratedFlatP(request(new Float64Array(24)), test(2.5, 0.09)),
    )
  })

  it('knows that other seeds draw other sets, and the same seed the same', () => {
    const p = (seed: number) => calibratedFlatP(request(new Float64Array(24), { seed }), test(2.5, 0.09))
    expect(p(2)).not.toBe(p(1))
    expect(p(2)).toBe(p(2))
  })

  it('calls about 5 % of flat curves a response', () => {
    const random = makeRandom(77)
    const curves = 300
    let called = 0
    for (let i = 0; i < curves; i++) {
      const response = Float64Array.from(dose, () => 50 + 5 * random.normal())
      const { flatPCalibrated } = fitCurve(request(response))
      if ((flatPCalibrated ?? Number.NaN) < 0.05) called++
    }
    // 5 % of 300 is 15; three binomial standard deviations to either side.
    expect(called).toBeGreaterThan(3)
    expect(called).toBeLessThan(27)
  })
})
