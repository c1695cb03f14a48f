import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { makeRandom } from '../numerics/random.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { CurveFit, FitRequest, Interval, ParameterName } from '../types.ts'

const free = { kind: 'free' } as const
const FREE = { bottom: free, top: free, logEc50: free, hill: free }
const REPLICATES = 5
const dose = Float64Array.from({ length: 40 }, (_, i) => 10 ** (Math.floor(i / REPLICATES) / 2 - 2))

function request(changes: Partial<FitRequest> = {}): FitRequest {
  const random = makeRandom(12)
  return {
    ...PLAIN_REQUEST,
    dose,
    response: dose.map((d) => 100 / (1 + (d / 0.7) ** 1.2) + 5 * random.normal()),
    absoluteLevel: 50,
    bootstrap: 'residual',
    ...changes,
  }
}

function limitsOf(fit: CurveFit, name: ParameterName): Interval | null | undefined {
  return fit.parameters.find((one) => one.name === name)?.bootstrap
}

const widthOf = (interval: Interval | null | undefined) => (interval?.upper ?? NaN) - (interval?.lower ?? NaN)
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
const half = (values: Float64Array) => values.filter((_, i) => i % 2 === 0)
const Z = 1.959964
/** A percentile of 999 draws has an error of 0.085 SD, a width one of 3 %; three of these and the tails' own shape. */
const WIDTH_SLACK = 0.12

describe('bootstrap limits', () => {
  it('of a mean, by residuals, are those of its standard error s/√n', () => {
    const { response } = request()
    const centre = mean(response)
    const s = Math.sqrt(response.reduce((sum, y) => sum + (y - centre) ** 2, 0) / (response.length - 1))
    const limits = limitsOf(fitCurve(request({ model: 'constant' })), 'level')
    const expected = (2 * Z * s) / Math.sqrt(response.length)
    expect(Math.abs(widthOf(limits) / expected - 1)).toBeLessThan(WIDTH_SLACK)
    expect(Math.abs(((limits?.lower ?? NaN) + (limits?.upper ?? NaN)) / 2 - centre)).toBeLessThan(
      expected / 10,
    )
  })

  it('of a mean, by cases, keep each dose and shrink its variance by (m − 1)/m', () => {
    const { response } = request()
    const within = dose.reduce((sum, d, i) => {
      const own = mean(response.filter((_, k) => dose[k] === d))
      return sum + ((response[i] ?? NaN) - own) ** 2
    }, 0)
    const limits = limitsOf(fitCurve(request({ model: 'constant', bootstrap: 'case' })), 'level')
    // Σ over the doses of (m/n)² · (Σ r²/m)/m.
    const expected = 2 * Z * (Math.sqrt(within) / response.length)
    expect(Math.abs(widthOf(limits) / expected - 1)).toBeLessThan(WIDTH_SLACK)
  })

  it('of a clear curve are near those of the profile, for parameters and for potencies', () => {
    const fit = fitCurve(request())
    for (const { bootstrap, profile } of fit.parameters) {
      expect(Math.abs(widthOf(bootstrap) / widthOf(profile) - 1)).toBeLessThan(0.25)
    }
    expect(Math.abs(widthOf(fit.absolute?.bootstrap) / widthOf(fit.absolute?.interval) - 1)).toBeLessThan(
      0.25,
    )
    expect(fit.relative.bootstrap).toEqual(limitsOf(fit, 'logEc50'))
  })

  it('follow weights: wells of weight 1/4 scatter twice as much and are drawn so', () => {
    const random = makeRandom(3)
    const weights = dose.map((_, i) => (i % 2 === 0 ? 1 : 0.25))
    const response = dose.map((_, i) => (10 * random.normal()) / Math.sqrt(weights[i] ?? NaN))
    const total = weights.reduce((sum, w) => sum + w, 0)
    const centre = response.reduce((sum, y, i) => sum + (weights[i] ?? NaN) * y, 0) / total
    const rss = response.reduce((sum, y, i) => sum + (weights[i] ?? NaN) * (y - centre) ** 2, 0)
    const limits = limitsOf(fitCurve(request({ model: 'constant', response, weights })), 'level')
    const expected = 2 * Z * Math.sqrt(rss / (response.length - 1) / total)
    expect(Math.abs(widthOf(limits) / expected - 1)).toBeLessThan(WIDTH_SLACK)
  })

  it('are open where the curve is', () => {
    const random = makeRandom(4)
    const response = dose.map((d) => 100 / (1 + (d / 60) ** 1.2) + 6 * random.normal())
    const limits = limitsOf(fitCurve(request({ response })), 'logEc50')
    expect(limits?.upper).toBeNull()
    expect(limits?.lower).toBeGreaterThan(0)
  })

  it('are the same for the same seed and for any order of rows, others for another seed', () => {
    const given = request()
    const back = { dose: given.dose.slice().reverse(), response: given.response.slice().reverse() }
    const first = fitCurve(given)
    expect(fitCurve(request(back)).parameters).toEqual(first.parameters)
    expect(limitsOf(fitCurve(request({ seed: 2 })), 'hill')).not.toEqual(limitsOf(first, 'hill'))
  })

  it('exist for robust losses, which have no profile', () => {
    const response = request().response.slice()
    response[4] = 160
    const fit = fitCurve(request({ loss: 'huber', dose: half(dose), response: half(response) }))
    const midpoint = limitsOf(fit, 'logEc50')
    expect(midpoint?.lower).toBeLessThan(Math.log10(0.7))
    expect(midpoint?.upper).toBeGreaterThan(Math.log10(0.7))
    expect(widthOf(midpoint)).toBeLessThan(0.6)
  })

  it('take the place of a potency’s limits only where they were chosen', () => {
    const beside = fitCurve(request())
    const chosen = fitCurve(request({ interval: 'bootstrap' }))
    expect(beside.relative.interval?.method).toBe('profile')
    expect(chosen.relative.interval).toEqual(beside.relative.bootstrap)
    expect(chosen.relative.verdict).toEqual(beside.relative.verdict)
    const none = request({
      interval: 'bootstrap',
      bootstrap: 'case',
      dose: half(dose),
      response: half(request().response),
    })
    expect(fitCurve(none).relative.interval?.method).toBe('profile')
  })

  it('are none for what is fixed, for cases under four replicates, for means of wells, and unless asked for', () => {
    const top = { kind: 'fixed', value: 100 } as const
    const held = fitCurve(request({ constraints: { ...FREE, top } }))
    expect(limitsOf(held, 'top')).toBeNull()
    expect(limitsOf(held, 'bottom')).not.toBeNull()
    const few = { dose: half(dose), response: half(request().response) }
    expect(limitsOf(fitCurve(request({ ...few, bootstrap: 'case' })), 'logEc50')).toBeNull()
    const wells = { sd: dose.map(() => 5), count: dose.map(() => 3) }
    expect(limitsOf(fitCurve(request({ wells })), 'logEc50')).toBeNull()
    const { bootstrap: _, ...unasked } = request()
    expect(limitsOf(fitCurve(unasked), 'logEc50')).toBeUndefined()
  })
})
