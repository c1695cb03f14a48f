import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { loadAllReference, type ReferenceFit, requestOf } from '../fixtures/load.ts'
import { makeRandom } from '../numerics/random.ts'
import type { FitRequest, ModelComparison, ModelName } from '../types.ts'

const { datasets, fits } = loadAllReference()

function referenceFit(id: string): ReferenceFit {
  const fit = fits.find((one) => one.id === id)
  if (!fit) throw new Error(`no fit ${id}`)
  return fit
}

function comparisonsFrom(id: string, changes: Partial<FitRequest> = {}): readonly ModelComparison[] {
  const request = { ...requestOf(referenceFit(id), datasets, 'expected'), ...changes }
  return fitCurve(request).diagnostics?.comparisons ?? []
}

const named = (all: readonly ModelComparison[], model: ModelName) => all.find((one) => one.model === model)

describe('comparison with other models', () => {
  const ryegrass = comparisonsFrom('ryegrass-LL4')

  it.each([
    ['ryegrass-W14', 'weibull1'],
    ['ryegrass-W24', 'weibull2'],
  ] as const)('meets the RSS of the reference fit %s', (id, model) => {
    const found = named(ryegrass, model)
    expect((found?.rss ?? Number.NaN) / referenceFit(id).rss).toBeCloseTo(1, 9)
    expect(found?.df).toBe(referenceFit(id).df)
    expect(found?.test).toBeNull()
  })

  it('tests a nested model by the F of both reference fits, from either side', () => {
    const [simple, rich] = [referenceFit('ryegrass-LL4'), referenceFit('ryegrass-LL5')]
    const five = named(ryegrass, 'logistic5')
    const four = named(comparisonsFrom('ryegrass-LL5'), 'logistic4')
    // Both sides of the asymmetry are fitted, drc's LL.5 is one of them.
    expect(five?.rss).toBeLessThanOrEqual(rich.rss * (1 + 1e-9))
    const f = (simple.rss - rich.rss) / (rich.rss / rich.df)
    expect(four?.test?.f).toBeCloseTo(f, 6)
    expect(four?.test).toMatchObject({ df1: 1, df2: rich.df })
  })

  it('has the RSS and AICc of the mean and of the regression line', () => {
    const { dose, response } = requestOf(referenceFit('ryegrass-LL4'), datasets, 'expected')
    const [meanDose, meanResponse] = [dose, response].map(
      (v) => v.reduce((sum, one) => sum + one, 0) / v.length,
    )
    const sum = (f: (i: number) => number) => dose.reduce((total, _, i) => total + f(i), 0)
    const dx = (i: number) => (dose[i] ?? NaN) - (meanDose ?? NaN)
    const dy = (i: number) => (response[i] ?? NaN) - (meanResponse ?? NaN)
    const total = sum((i) => dy(i) ** 2)
    const line = total - sum((i) => dx(i) * dy(i)) ** 2 / sum((i) => dx(i) ** 2)
    const n = dose.length
    const aicc = (rss: number, k: number) => n * Math.log(rss / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1)
    expect(named(ryegrass, 'constant')?.rss).toBeCloseTo(total, 8)
    expect(named(ryegrass, 'constant')?.aicc).toBeCloseTo(aicc(total, 2), 8)
    expect(named(ryegrass, 'linear')?.rss).toBeCloseTo(line, 8)
    expect(named(ryegrass, 'linear')?.aicc).toBeCloseTo(aicc(line, 3), 8)
    expect(named(ryegrass, 'linear')?.test).toBeNull()
  })

  it('tests a constant only where the plateaus are free', () => {
    expect(named(ryegrass, 'constant')?.test).toMatchObject({ df1: 3 })
    expect(named(comparisonsFrom('ryegrass-LL4-lower0'), 'constant')?.test).toBeNull()
  })

  it('finds hormesis where doses exceed the control, and looks for none in a curve that only falls', () => {
    const random = makeRandom(24)
    const dose = Float64Array.from({ length: 30 }, (_, i) => (i < 3 ? 0 : 10 ** (Math.floor(i / 3) / 2 - 2)))
    const truth = dose.map((d) => (100 + 40 * d) / (1 + (d / 3) ** 3))
    const response = truth.map((y) => y + 3 * random.normal())
    const drawn = response.reduce((sum, y, i) => sum + (y - (truth[i] ?? NaN)) ** 2, 0)
    const base = requestOf(referenceFit('ryegrass-LL4'), datasets, 'expected')
    const request: FitRequest = { ...base, effects: [], absoluteLevels: [], dose, response }
    const own = fitCurve(request)
    const found = named(own.diagnostics?.comparisons ?? [], 'hormesisLinear')
    expect(found?.test).toMatchObject({ df1: 1, df2: 25 })
    expect(found?.test?.f).toBeCloseTo(
      ((own.rss ?? NaN) - (found?.rss ?? NaN)) / ((found?.rss ?? NaN) / 25),
      6,
    )
    expect(found?.test?.p).toBeLessThan(1e-6)
    // The curve it was drawn from is one of the model's: the fit lies at or below it, the plain logistic far above.
    expect(found?.rss).toBeLessThan(drawn)
    expect(own.rss).toBeGreaterThan(3 * drawn)
    expect(named(ryegrass, 'hormesisLinear')).toBeUndefined()
    expect(named(ryegrass, 'bell')).toBeUndefined()
  })
})
