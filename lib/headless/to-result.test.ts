import { describe, expect, it } from 'vitest'
import { answerLine } from './answer-line.ts'
import { FitResult, HeadlessResult } from './result-schema.ts'

/** Benchling's public R example at 24 h. */
const DOSES = [0.3, 1, 3, 10, 30, 100, 300]
const MORTALITY = [
  3.979, 17.07, 18.356, 25.288, 54.813, 76.379, 81.514, 4.4929, 9.114, 10.141, 24.261, 51.732, 67.651, 82.028,
  8.383, 16.338, 15.5688, 25.577, 57.399, 77.67, 82.0359,
]
const EXAMPLE = {
  id: 'example',
  dose: [...DOSES, ...DOSES, ...DOSES],
  response: MORTALITY,
  model: 'logistic4',
  responseScale: 'percent',
}
const FIXED = { bottom: { fixed: 0 }, top: { fixed: 100 } }

function answer(change: Record<string, unknown>): HeadlessResult {
  return HeadlessResult.parse(JSON.parse(answerLine(JSON.stringify({ ...EXAMPLE, ...change }), 1).text))
}

function fitted(change: Record<string, unknown>): FitResult {
  return FitResult.parse(answer(change))
}

function expectClose(actual: number | null | undefined, expected: number, tolerance: number): void {
  expect(typeof actual).toBe('number')
  expect(Math.abs(Number(actual) / expected - 1)).toBeLessThan(tolerance)
}

describe('the numbers of a result', () => {
  // Independent optimum, Hessian and profile at 24 h with 0 and 100 fixed (golden reference, drc's definition).
  const result = fitted({ constraints: FIXED, covariance: 'observed' })
  const [midpoint] = result.effects

  it('has the EC50 as logEc50 among the parameters, and linear among the effects', () => {
    const logEc50 = result.parameters.find(({ name }) => name === 'logEc50')
    expectClose(logEc50?.estimate, Math.log10(28.6726581038), 1e-9)
    expectClose(midpoint?.dose, 28.6726581038, 1e-8)
    expectClose(midpoint?.standardError, 2.69460477983, 1e-6)
    expectClose(logEc50?.standardError, 2.69460477983 / 28.6726581038 / Math.LN10, 1e-6)
    expectClose(midpoint?.interval?.[0], 10 ** 1.37231466334, 1e-6)
    expectClose(midpoint?.interval?.[1], 10 ** 1.54355471189, 1e-6)
  })

  it('has the fixed as fixed and without errors', () => {
    expect(result.parameters[0]).toEqual({
      name: 'bottom',
      state: 'fixed',
      estimate: 0,
      standardError: null,
      t: null,
      p: null,
      intervals: { wald: null, profile: null },
    })
  })

  it('has residual SD, degrees of freedom and covariance of the free parameters', () => {
    expectClose(result.sigma, 5.22426561243, 1e-6)
    expect([result.n, result.df]).toEqual([21, 19])
    expect(result.covariance?.order).toEqual(['logEc50', 'hill'])
    expectClose(result.covariance?.values[1]?.[1], 0.0522004248334 ** 2, 1e-6)
  })

  it('names the rule of the verdict, which is that of the relative 50 %', () => {
    expect(result.verdict).toEqual(midpoint?.verdict)
    expect(result.verdict).toMatchObject({ kind: 'estimated', rule: 'fixed-contradicted' })
    expect(result.flags).toContain('fixed-contradicted')
  })
})

describe('what is asked for', () => {
  it.each([
    ['50 % of the way and the 50 % line of percentages', {}, ['relative 50', 'absolute 50']],
    ['the 50 % line of fractions', { responseScale: 'fraction' }, ['relative 50', 'absolute 0.5']],
    ['no line on any other scale', { responseScale: 'arbitrary' }, ['relative 50']],
    [
      'the levels in their order, relative ones first',
      { effects: [90, 50, 10], absolute: [30, 60] },
      ['relative 90', 'relative 50', 'relative 10', 'absolute 30', 'absolute 60'],
    ],
    ['no level at all', { effects: [], absolute: [] }, []],
  ])('answers %s', (_, change, expected) => {
    expect(fitted(change).effects.map(({ kind, level }) => `${kind} ${level}`)).toEqual(expected)
  })

  it('puts the effective doses where the curve says', () => {
    const { parameters, effects } = fitted({ effects: [10, 90], absolute: [40, 60] })
    const value = (name: string) => parameters.find((one) => one.name === name)?.estimate ?? Number.NaN
    const [bottom, top, hill] = [value('bottom'), value('top'), value('hill')]
    const at = (dose: number) => bottom + (top - bottom) / (1 + (10 ** value('logEc50') / dose) ** hill)
    const responses = effects.map(({ dose }) => at(dose ?? Number.NaN))
    expectClose(responses[0], bottom + 0.1 * (top - bottom), 1e-9)
    expectClose(responses[1], bottom + 0.9 * (top - bottom), 1e-9)
    expectClose(responses[2], 40, 1e-9)
    expectClose(responses[3], 60, 1e-9)
  })

  it.each([
    ['log10', Math.log10],
    ['ln', Math.log],
  ] as const)('reads doses on the %s scale as the same doses', (doseScale, log) => {
    const linear = fitted({ constraints: FIXED })
    const logged = fitted({ constraints: FIXED, doseScale, dose: EXAMPLE.dose.map(log) })
    expectClose(logged.effects[0]?.dose, linear.effects[0]?.dose ?? 0, 1e-9)
    expectClose(logged.rss, linear.rss ?? 0, 1e-9)
  })

  it('reads null on a log scale as the untreated control', () => {
    const withControl = { response: [5, ...MORTALITY] }
    const linear = fitted({ ...withControl, dose: [0, ...EXAMPLE.dose] })
    const logged = fitted({
      ...withControl,
      doseScale: 'log10',
      dose: [null, ...EXAMPLE.dose.map(Math.log10)],
    })
    expect([linear.n, logged.n]).toEqual([22, 22])
    expectClose(logged.rss, linear.rss ?? 0, 1e-9)
  })

  it('leaves profiles out where they are not wanted', () => {
    const { parameters, effects } = fitted({ profile: false })
    expect(parameters.map(({ intervals }) => intervals.profile)).toEqual([null, null, null, null])
    const [logEc50] = parameters.filter(({ name }) => name === 'logEc50')
    expectClose(effects[0]?.interval?.[1], 10 ** (logEc50?.intervals.wald?.[1] ?? 0), 1e-9)
  })

  it('fits means of wells as the wells themselves', () => {
    const wellsAt = (dose: number) => MORTALITY.filter((_, i) => EXAMPLE.dose[i] === dose)
    const means = DOSES.map((dose) => wellsAt(dose).reduce((sum, y) => sum + y, 0) / 3)
    const sd = DOSES.map((dose, i) =>
      Math.sqrt(wellsAt(dose).reduce((sum, y) => sum + (y - (means[i] ?? 0)) ** 2, 0) / 2),
    )
    const wells = { sd, count: DOSES.map(() => 3) }
    const ofMeans = fitted({ dose: DOSES, response: means, wells })
    const ofWells = fitted({})
    expectClose(ofMeans.rss, ofWells.rss ?? 0, 1e-9)
    expectClose(ofMeans.effects[0]?.standardError, ofWells.effects[0]?.standardError ?? 0, 1e-7)
  })

  it('fits counts out of n, and limits', () => {
    const trials = DOSES.map(() => 50)
    const response = [0.02, 0.04, 0.12, 0.3, 0.58, 0.84, 0.94]
    const ends = { bottom: { fixed: 0 }, top: { fixed: 1 } }
    const counts = {
      dose: DOSES,
      response,
      trials,
      loss: 'binomial',
      constraints: ends,
      responseScale: 'fraction',
    }
    expect(fitted(counts).status).toBe('converged')
    const censoring = DOSES.map((_, i) => (i < 2 ? '<' : '='))
    expect(fitted({ dose: DOSES, response, censoring, secondSolver: true })).toMatchObject({
      status: 'converged',
      secondSolver: null,
    })
    expect(answer({ loss: 'binomial' })).toMatchObject({ reason: 'Counts out of n need their trials.' })
  })

  it.each(['huber', 'tukey', 'lorentz'])('lets one wild well do little by the loss %s', (loss) => {
    const wild = MORTALITY.map((y, i) => (i === 3 ? 150 : y))
    const midpoint = (change: Record<string, unknown>) =>
      fitted({ constraints: FIXED, ...change }).parameters[2]?.estimate ?? Number.NaN
    const clean = midpoint({})
    const shift = (change: Record<string, unknown>) =>
      Math.abs(midpoint({ response: wild, ...change }) - clean)
    expect(shift({ loss })).toBeLessThan(0.1)
    expect(shift({})).toBeGreaterThan(3 * shift({ loss }))
  })

  it('proposes the wild well as an outlier, by its row', () => {
    const wild = MORTALITY.map((y, i) => (i === 10 ? 95 : y))
    const { outliers, flags } = fitted({ response: wild, outliers: true })
    expect(outliers).toEqual([10])
    expect(flags).toContain('outlier-proposed')
  })

  it('has bootstrap limits where they are wanted, by the seed', () => {
    const drawn = fitted({ bootstrap: 'residual' })
    const [low, high] = drawn.effects[0]?.bootstrap ?? []
    const [lower, upper] = drawn.effects[0]?.interval ?? []
    // Another method, the same question: the limits lie near those of the profile.
    expect(Math.abs(Math.log10((low ?? 0) / (lower ?? 0)))).toBeLessThan(0.15)
    expect(Math.abs(Math.log10((high ?? 0) / (upper ?? 0)))).toBeLessThan(0.15)
    expect(drawn.parameters.every(({ intervals }) => Array.isArray(intervals.bootstrap))).toBe(true)
    expect(fitted({ bootstrap: 'residual', seed: 2 }).effects[0]?.bootstrap).not.toEqual([low, high])
    expect(fitted({}).effects[0]).not.toHaveProperty('bootstrap')
  })

  it('asks a second solver, which finds nothing lower', () => {
    expect(fitted({ secondSolver: true }).secondSolver).toMatchObject({ agrees: true })
    expect(fitted({})).not.toHaveProperty('secondSolver')
  })
})

describe('data that carry no value', () => {
  const at = (dose: readonly number[], response: readonly number[], change = {}) =>
    fitted({ dose, response, ...change })
  const six = [0.1, 1, 10, 100, 1000, 10000]

  it.each([
    ['a flat curve', six, [10, 11, 9, 10, 11, 9]],
    ['all zero', six, [0, 0, 0, 0, 0, 0]],
    ['one point', [1], [1]],
    ['one dose', [1, 1, 1], [1, 2, 3]],
    ['a step', six, [1, 1.1, 0.9, 99, 100, 101]],
    ['as many doses as parameters', [1, 10, 100, 1000], [1, 20, 80, 99]],
    [
      'doses of 1e-90 and responses of 1e12',
      [1e-90, 1e-89, 1e-88, 1e-87, 1e-86],
      [1e12, 2e12, 5e12, 8e12, 9e12],
    ],
    ['an unfinished curve', six, [1, 1, 2, 4, 9, 30]],
  ])('%s is answered in full, without a number that is none', (_, dose, response) => {
    const { text } = answerLine(JSON.stringify({ ...EXAMPLE, dose, response }), 1)
    const parsed = HeadlessResult.safeParse(JSON.parse(text))
    expect(parsed.error?.issues ?? []).toEqual([])
    expect(text).not.toMatch(/NaN|Infinity/)
  })

  it('says why there is no fit', () => {
    expect(at([1, 1, 1], [1, 2, 3])).toMatchObject({
      status: 'too-few-points',
      reason: '1 distinct dose for 4 free parameters',
      parameters: [],
      verdict: { kind: 'not-determined', rule: 'too-few-points' },
    })
  })

  it('reports the limit with its qualifier where the midpoint lies above the doses', () => {
    const { effects } = at(six, [1, 1, 2, 4, 9, 30], {
      constraints: { bottom: { fixed: 0 }, top: { fixed: 100 } },
    })
    expect(effects[0]).toMatchObject({ dose: 10000, qualifier: '>', standardError: null, interval: null })
    expect(effects[0]?.verdict.kind).toBe('above-range')
  })

  it('answers what the engine refuses as an invalid line', () => {
    const crossed = { hill: { min: 2, max: 1 } }
    expect(answer({ constraints: crossed })).toEqual({
      id: 'example',
      status: 'invalid',
      reason: 'hill: the lower limit is above the upper one.',
    })
  })
})
