import { describe, expect, it } from 'vitest'
import { loadAllReference } from '../fit/fixtures/load.ts'
import { answerLine } from './answer-line.ts'
import { FitResult, HeadlessResult } from './result-schema.ts'

/** Both readouts of the R example with common plateaus: an independent joint fit (lib/fit/fixtures/README.md). */
const reference = loadAllReference()
const fit = reference.fits.find(({ id }) => id === 'benchling-both-LL4-shared-asymptotes')
const points = reference.datasets[fit?.dataset ?? '']

function answer(change: Record<string, unknown>): HeadlessResult {
  const { dose, response, curve } = points ?? {}
  const request = { id: 1, model: 'logistic4', responseScale: 'percent', dose, response, curve, ...change }
  return HeadlessResult.parse(JSON.parse(answerLine(JSON.stringify(request), 1).text))
}

function fitted(change: Record<string, unknown>): FitResult {
  return FitResult.parse(answer(change))
}

function expectClose(
  actual: number | null | undefined,
  expected: number | undefined,
  tolerance: number,
): void {
  expect(typeof actual).toBe('number')
  expect(Math.abs(Number(actual) / (expected ?? Number.NaN) - 1)).toBeLessThan(tolerance)
}

const SHARED = { shared: ['bottom', 'top'], covariance: 'observed' }

describe('curves with common plateaus', () => {
  const result = fitted({ ...SHARED, effects: [10, 50, 90], absolute: [] })

  it('has the sum of squares, degrees of freedom and lack of fit of all rows', () => {
    expectClose(result.rss, fit?.rss, 1e-9)
    expect([result.n, result.df]).toEqual([42, fit?.df])
    expectClose(result.lackOfFit?.f, fit?.lackOfFit?.F, 1e-6)
    expectClose(result.lackOfFit?.p, fit?.lackOfFit?.p, 1e-4)
    expect(result.flags).toContain('lack-of-fit')
  })

  it('has shared parameters once and the others by curve, with joint errors', () => {
    expect(result.parameters.map(({ name, curve }) => `${name} ${curve}`)).toEqual([
      'bottom null',
      'top null',
      'logEc50 24h',
      'hill 24h',
      'logEc50 48h',
      'hill 48h',
    ])
    // The reference has the plateaus the other way round, and the slopes falling: the same curves.
    const [bottom, top, logEc50, hill] = result.parameters
    const expected = (name: string, curve: string) =>
      fit?.parameters.find((one) => one.name === name && one.curve === curve)
    expectClose(bottom?.estimate, expected('top', 'shared')?.estimate, 1e-6)
    expectClose(bottom?.standardError, expected('top', 'shared')?.se, 1e-5)
    expectClose(top?.standardError, expected('bottom', 'shared')?.se, 1e-5)
    expectClose(hill?.estimate, -(expected('hill', '24h')?.estimate ?? 0), 1e-6)
    expectClose(logEc50?.standardError, expected('logEc50', '24h')?.se, 1e-5)
    const profile = fit?.profile?.intervals[0]
    expectClose(logEc50?.intervals.profile?.[0], profile?.lower ?? 0, 1e-6)
    expectClose(logEc50?.intervals.profile?.[1], profile?.upper ?? 0, 1e-6)
  })

  it('has a covariance of all free parameters that agrees with their errors', () => {
    const { order = [], values = [] } = result.covariance ?? {}
    expect(order).toEqual(['bottom', 'top', 'logEc50 24h', 'hill 24h', 'logEc50 48h', 'hill 48h'])
    result.parameters.forEach(({ standardError }, k) => {
      expectClose(values[k]?.[k], (standardError ?? 0) ** 2, 1e-9)
    })
    // Of the midpoint and slope at 24 h, from the same independent Hessian; our slope has the other sign.
    expectClose(values[2]?.[3], 0.000502119635017, 1e-5)
    expectClose(values[3]?.[2], values[2]?.[3] ?? undefined, 1e-9)
  })

  it('has the effective doses curve by curve, with joint errors', () => {
    expect(result.effects.map(({ level, curve }) => `${level} ${curve}`)).toEqual(
      ['24h', '48h'].flatMap((curve) => [10, 50, 90].map((level) => `${level} ${curve}`)),
    )
    const ofReference = fit?.effectiveDoses?.filter(({ type }) => type === 'relative') ?? []
    expect(ofReference).toHaveLength(6)
    result.effects.forEach(({ dose, standardError }, k) => {
      const { log10Dose, seLog10 } = ofReference[k] ?? {}
      expectClose(dose, 10 ** (log10Dose ?? Number.NaN), 1e-6)
      expectClose(standardError, Math.LN10 * (dose ?? 0) * (seLog10 ?? Number.NaN), 1e-5)
    })
    expect(result.verdict).toEqual(result.effects[1]?.verdict)
  })
})

describe('several curves', () => {
  it('are each their own with nothing shared, but for the residual SD', () => {
    const together = fitted({ effects: [50], absolute: [] })
    const rows = (points?.curve ?? [])
      .map((name, row) => ({ name, row }))
      .filter(({ name }) => name === '24h')
    const pick = (values: readonly number[] = []) => rows.map(({ row }) => values[row])
    const alone = fitted({ curve: undefined, dose: pick(points?.dose), response: pick(points?.response) })
    expectClose(together.effects[0]?.dose, alone.effects[0]?.dose ?? undefined, 1e-7)
    expect([together.df, alone.df]).toEqual([34, 17])
  })

  it('keep numbers for names', () => {
    const curve = points?.curve?.map((name) => (name === '24h' ? 24 : 48))
    const { parameters, effects } = fitted({ ...SHARED, curve })
    expect(parameters.map((one) => one.curve)).toEqual([null, null, 24, 24, 48, 48])
    expect(effects.map((one) => one.curve)).toEqual([24, 24, 48, 48])
  })

  it('stopped at a shared bound say so in every verdict', () => {
    const { parameters, effects, reason } = fitted({
      ...SHARED,
      constraints: { top: { max: 80 } },
      absolute: [],
    })
    expect(parameters[1]).toMatchObject({ name: 'top', state: 'at-upper', estimate: 80, standardError: null })
    for (const { verdict } of effects) expect(verdict).toMatchObject({ kind: 'estimated', rule: 'at-bound' })
    expect(reason === null || reason.length > 0).toBe(true)
  })

  it('with too few doses in all are not determined', () => {
    const few = { dose: [1, 10, 1, 10], response: [1, 2, 3, 4], curve: ['a', 'a', 'b', 'b'] }
    const { status, effects } = fitted({ ...SHARED, ...few, absolute: [] })
    expect(status).toBe('too-few-points')
    expect(effects.map(({ curve, dose, verdict }) => [curve, dose, verdict.rule])).toEqual([
      ['a', null, 'too-few-points'],
      ['b', null, 'too-few-points'],
    ])
  })

  it.each([
    [{ loss: 'tukey' }, 'loss: curves are fitted together by squares alone'],
    [{ weighting: '1/y' }, 'weighting: curves fitted together take "weight", not weights of the curve'],
    [{ shared: ['asymmetry'] }, 'shared[0]: the model logistic4 has only bottom, top, logEc50, hill'],
  ])('refuse %j, which they would ignore', (change, reason) => {
    expect(answer(change)).toMatchObject({ status: 'invalid', reason })
  })
})
