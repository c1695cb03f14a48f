import { describe, expect, it } from 'vitest'
import { loadReference } from '../fixtures/load.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { FitRequest } from '../types.ts'
import { profileCurve, type ProfileCurve } from './profile-curve.ts'

const base = {
  ...PLAIN_REQUEST,
} as const

function curveOf(
  request: FitRequest,
  parameter: Parameters<typeof profileCurve>[0]['parameter'],
): ProfileCurve {
  const answer = profileCurve({ fit: request, parameter })
  if (answer.kind === 'none') throw new Error('no profile')
  return answer
}

describe('the profile of a straight line', () => {
  const dose = Float64Array.of(0, 1, 2, 3, 4, 5, 6)
  const response = Float64Array.of(1.2, 2.9, 5.3, 6.8, 9.4, 10.7, 13.1)
  const request: FitRequest = { ...base, model: 'linear', dose, response }
  // Ordinary least squares by its own formulas.
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(dose), mean(response)]
  const sxx = dose.reduce((sum, x) => sum + (x - mx) ** 2, 0)
  const slope = dose.reduce((sum, x, i) => sum + (x - mx) * ((response[i] ?? 0) - my), 0) / sxx
  const rss = response.reduce((sum, y, i) => sum + (y - my - slope * ((dose[i] ?? 0) - mx)) ** 2, 0)
  const error = Math.sqrt(rss / 5 / sxx)
  const t = 2.570581836

  it('is the parabola of closed form', () => {
    const { values, excess, estimate } = curveOf(request, 'slope')
    expect(estimate).toBeCloseTo(slope, 9)
    expect(values.length).toBeGreaterThan(40)
    values.forEach((value, i) => expect(excess[i]).toBeCloseTo(((value - slope) / error) ** 2, 6))
  })

  it('has its limits at t standard errors', () => {
    const { lower, upper, threshold } = curveOf(request, 'slope')
    expect(threshold).toBeCloseTo(t * t, 6)
    expect(lower).toBeCloseTo(slope - t * error, 7)
    expect(upper).toBeCloseTo(slope + t * error, 7)
  })
})

describe('the profile of a midpoint', () => {
  const data = loadReference()
  const reference = data.fits.find(({ id }) => id === 'benchling-24h-LL4')
  const set = data.datasets['benchling-24h']
  const request: FitRequest = {
    ...base,
    model: 'logistic4',
    dose: Float64Array.from(set?.dose ?? []),
    response: Float64Array.from(set?.response ?? []),
  }

  it('reaches its threshold at the limits of the reference', () => {
    const golden = reference?.profile?.intervals.find(({ parameter }) => parameter === 'logEc50')
    const { lower, upper } = curveOf(request, 'logEc50')
    expect(lower).toBeCloseTo(golden?.lower ?? Number.NaN, 5)
    expect(upper).toBeCloseTo(golden?.upper ?? Number.NaN, 5)
  })

  it('rises away from the estimate and crosses the threshold at its limits', () => {
    const { values, excess, threshold, lower, upper, estimate } = curveOf(request, 'logEc50')
    values.forEach((value, i) => {
      const isInside = value > (lower ?? -Infinity) && value < (upper ?? Infinity)
      expect((excess[i] ?? NaN) < threshold).toBe(isInside)
    })
    expect(excess[values.indexOf(estimate)]).toBe(0)
  })

  it('goes one way from a bound that binds', () => {
    const constraints = { ...base.constraints, bottom: { kind: 'bounded', lower: 12, upper: 30 } } as const
    const { values, state, lower, upper } = curveOf({ ...request, constraints }, 'bottom')
    expect([state, values[0], lower]).toEqual(['at-lower', 12, null])
    expect(upper).toBeGreaterThan(12)
  })

  it('is none for what is held, unknown or without scatter', () => {
    const constraints = { ...base.constraints, bottom: { kind: 'fixed', value: 0 } } as const
    const none = { kind: 'none' }
    expect(profileCurve({ fit: { ...request, constraints }, parameter: 'bottom' })).toEqual(none)
    expect(profileCurve({ fit: request, parameter: 'fraction' })).toEqual(none)
    expect(profileCurve({ fit: { ...request, loss: 'huber' }, parameter: 'hill' })).toEqual(none)
    const few = { ...request, dose: Float64Array.of(1, 2), response: Float64Array.of(1, 2) }
    expect(profileCurve({ fit: few, parameter: 'hill' })).toEqual(none)
  })
})
