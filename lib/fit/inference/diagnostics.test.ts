import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { loadAllReference, requestOf } from '../fixtures/load.ts'
import { makeRandom } from '../numerics/random.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { FitRequest } from '../types.ts'

const free = { kind: 'free' } as const
const FREE = { bottom: free, top: free, logEc50: free, hill: free }
const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 2) / 3 - 2))

function request(changes: Partial<FitRequest> = {}): FitRequest {
  const random = makeRandom(4)
  return {
    ...PLAIN_REQUEST,
    dose,
    response: dose.map((d) => 100 / (1 + (d / 1.5) ** 1.3) + 4 * random.normal()),
    ...changes,
  }
}

describe('diagnostics of a fit', () => {
  it('correlates the parameters as the covariance does, in its order', () => {
    const { diagnostics, covariance } = fitCurve(request())
    const [k, values] = [covariance?.order.length ?? 0, covariance?.values ?? new Float64Array()]
    const at = (i: number, j: number) => values[i * k + j] ?? NaN
    diagnostics?.correlation?.forEach((value, cell) => {
      const [i, j] = [Math.floor(cell / k), cell % k]
      expect(value).toBeCloseTo(at(i, j) / Math.sqrt(at(i, i) * at(j, j)), 12)
    })
    expect(diagnostics?.correlation).toHaveLength(16)
  })

  it('gives two parameters their closed form: r² is the dependency, (1 + |r|)/(1 − |r|) the condition', () => {
    const constraints = {
      ...FREE,
      bottom: { kind: 'fixed', value: 0 },
      top: { kind: 'fixed', value: 100 },
    } as const
    const { diagnostics } = fitCurve(request({ constraints }))
    const r = Math.abs(diagnostics?.correlation?.[1] ?? NaN)
    expect(diagnostics?.condition).toBeCloseTo((1 + r) / (1 - r), 8)
    expect(diagnostics?.dependency.map(({ name }) => name)).toEqual(['logEc50', 'hill'])
    for (const { value } of diagnostics?.dependency ?? []) expect(value).toBeCloseTo(r * r, 10)
  })

  it('counts the runs of a level drawn through a falling curve: two, of six and six', () => {
    const response = dose.map((d) => 100 / (1 + (d / 0.681) ** 2))
    const { diagnostics } = fitCurve(request({ model: 'constant', response }))
    // C(12, 6) = 924 arrangements, two of them have two runs.
    expect(diagnostics?.runs).toMatchObject({ runs: 2, expected: 7 })
    expect(diagnostics?.runs?.p).toBeCloseTo((2 * 2) / 924, 12)
  })

  it('looks for a second midpoint only where the residuals show structure', () => {
    const random = makeRandom(5)
    const bent = dose.map((d) => 60 / (1 + (d / 0.05) ** 2) + 40 / (1 + (d / 20) ** 2) + random.normal())
    const models = (changes: Partial<FitRequest>) =>
      fitCurve(request(changes)).diagnostics?.comparisons.map(({ model }) => model)
    expect(models({ response: bent })).toContain('biphasic')
    expect(models({})).not.toContain('biphasic')
  })

  it('finds one wild well not normal', () => {
    const wild = request()
    const response = wild.response.slice()
    response[9] = 160
    expect(fitCurve({ ...wild, response }).diagnostics?.normality?.p).toBeLessThan(0.001)
    expect(fitCurve(wild).diagnostics?.normality?.p).toBeGreaterThan(0.05)
  })

  it('compares no models by RSS under another loss', () => {
    expect(fitCurve(request({ loss: 'huber' })).diagnostics?.comparisons).toEqual([])
    const trials = dose.map(() => 50)
    const response = request().response.map((y) => Math.min(1, Math.max(0, Math.round(y / 2) / 50)))
    const counts = fitCurve(request({ loss: 'binomial', trials, response, responseScale: 'fraction' }))
    expect(counts.diagnostics).toMatchObject({ comparisons: [], normality: null })
    for (const { value } of counts.diagnostics?.dependency ?? []) expect(value).toBeGreaterThan(0)
  })

  it('does not depend on the order of rows', () => {
    const given = request()
    const back = { dose: given.dose.slice().reverse(), response: given.response.slice().reverse() }
    expect(fitCurve({ ...given, ...back }).diagnostics).toEqual(fitCurve(given).diagnostics)
  })

  it('has nothing to say of residuals that are rounding, and is not made while dragging', () => {
    const exact = request({ response: dose.map((d) => 100 / (1 + d)) })
    expect(fitCurve(exact).diagnostics).toMatchObject({ runs: null, normality: null, nextWells: null })
    expect(fitCurve(request({ detail: 'drag' })).diagnostics).toBeUndefined()
  })

  it('answers for every reference fit of one curve', () => {
    const { datasets, fits } = loadAllReference()
    for (const fit of fits
      .filter(({ loss, estimates }) => loss.kind === 'rss' && estimates.length === 1)
      .slice(0, 12)) {
      const { diagnostics, parameters } = fitCurve(requestOf(fit, datasets, 'expected'))
      const interior = parameters.filter(({ state }) => state === 'free').length
      if (diagnostics?.correlation) expect(diagnostics.correlation).toHaveLength(interior ** 2)
      expect(diagnostics?.comparisons.some(({ model }) => model === 'constant')).toBe(true)
    }
  })
})
