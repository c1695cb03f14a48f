import { describe, expect, it } from 'vitest'
import type { CurveData } from '../data-frame/types.ts'
import { isAgreement, referenceScatter, runAgreement } from './reproducibility.ts'
import { meanByRule, meanOfRuns, type RunValue } from './run-mean.ts'
import { logRatios, runsOf } from './runs-of.ts'

const values = (...texts: (number | string)[]): RunValue[] =>
  texts.map((text) => {
    const [, sign = '=', number] = /^([<>])?(.*)$/.exec(String(text)) ?? []
    return { logDose: Math.log10(Number(number)), qualifier: sign as RunValue['qualifier'] }
  })

describe('meanOfRuns', () => {
  // By R 4: optim over the log likelihood with dnorm and pnorm, uniroot on its profile (`runs.R` beside this test).
  it.each([
    [
      'values alone: the t interval on log10',
      [10, 20, 40],
      { mean: 20, sd: 0.2457899626, lower: 3.574621, upper: 111.9 },
    ],
    [
      'one upper limit',
      [80, 150, '<100'],
      { mean: 96.91658808, sd: 0.1440081543, lower: 9.9963229, upper: 331.31091 },
    ],
    [
      'two lower limits',
      [12, 15, 9, 22, '>30', '>30'],
      { mean: 20.32680027, sd: 0.278923752, lower: 9.4659318, upper: 66.024894 },
    ],
    [
      'an upper limit far below',
      [5, 7, 6.5, 4, '<1'],
      { mean: 3.616328596, sd: 0.3788523285, lower: 0.7418557, upper: 12.937033 },
    ],
  ])('%s', (_, runs, expected) => {
    const mean = meanOfRuns(values(...runs), 0.95)
    expect(10 ** (mean?.logMean ?? Number.NaN) / expected.mean).toBeCloseTo(1, 6)
    expect((mean?.logSd ?? Number.NaN) / expected.sd).toBeCloseTo(1, 6)
    expect(10 ** (mean?.interval.lower ?? Number.NaN) / expected.lower).toBeCloseTo(1, 5)
    expect(10 ** (mean?.interval.upper ?? Number.NaN) / expected.upper).toBeCloseTo(1, 5)
  })

  it('has none of runs whose scatter cannot be told', () => {
    expect(meanOfRuns(values(10), 0.95)).toBeNull()
    expect(meanOfRuns(values(10, '>20', '>20'), 0.95)).toBeNull()
    expect(meanOfRuns(values(10, 10, '<20'), 0.95)).toBeNull()
    expect(meanOfRuns([], 0.95)).toBeNull()
  })
})

describe('meanByRule', () => {
  it.each([
    // √(80 · 150) = 109.545: 80 meets "<100".
    ['drops a limit that a value meets', [80, 150, '<100'], 109.5445, '='],
    // (10 · 20 · 30)^(1/3) = 18.1712
    ['takes another limit at its number, and its sign', [10, 20, '>30'], 18.1712, '>'],
    ['is a limit where there are only limits', ['>30', '>30'], 30, '>'],
  ])('%s', (_, runs, mean, sign) => {
    const found = meanByRule(values(...runs))
    expect(10 ** (found?.logDose ?? Number.NaN)).toBeCloseTo(mean, 3)
    expect(found?.qualifier).toBe(sign)
  })

  it('has none where limits point both ways, and of nothing', () => {
    expect(meanByRule(values('<1', '>30'))).toBeNull()
    expect(meanByRule([])).toBeNull()
  })
})

describe('reproducibility', () => {
  it('gives the MSR of six runs: 10^(2√2 · 0.17) = 3.03', () => {
    // Three at ±0.17·√(5/6) about 1: sample SD 0.17.
    const d = 0.17 * Math.sqrt(5 / 6)
    const found = referenceScatter([1 - d, 1 + d, 1 - d, 1 + d, 1 - d, 1 + d])
    expect(found?.sd).toBeCloseTo(0.17, 12)
    expect(found?.msr).toBeCloseTo(3.025747, 6)
    expect(referenceScatter([1, 1.1, 1.2])?.msr).toBeNull()
    expect(referenceScatter([1])).toBeNull()
  })

  it('sets two runs against one another', () => {
    // Differences 0.1, −0.1, 0.2, 0: mean 0.05, SD 0.1290994.
    const found = runAgreement([0.1, -0.1, 0.2, 0])
    expect(found?.ratio).toBeCloseTo(1.122018, 6)
    expect(found?.msd).toBeCloseTo(1.34616856, 7)
    expect(found?.msr).toBeCloseTo(1.8121698, 7)
    expect(found?.limits[0]).toBeCloseTo(0.61915746, 7)
    expect(found?.limits[1]).toBeCloseTo(2.03328796, 7)
    expect(found && isAgreement(found)).toBe(true)
    expect(isAgreement({ count: 4, ratio: 1, msd: 1.5, msr: 3.1, limits: [0.4, 2.9] })).toBe(false)
    expect(runAgreement([0.1])).toBeNull()
  })
})

describe('runsOf', () => {
  const curve = (groupValues: string[], responseColumn = 3) =>
    ({ id: [...groupValues, responseColumn].join('|'), groupValues, responseColumn }) as unknown as CurveData
  const potency = new Map([
    ['A|1|3', 10],
    ['A|2|3', 20],
    ['B|1|3', 5],
  ])
  const valueOf = ({ id }: CurveData): RunValue | null => {
    const dose = potency.get(id)
    return dose === undefined ? null : { logDose: Math.log10(dose), qualifier: '=' }
  }

  it('puts the runs of a sample together, each readout by itself', () => {
    const curves = [curve(['A', '1']), curve(['B', '1']), curve(['A', '2']), curve(['B', '2'])]
    const samples = runsOf(curves, 1, valueOf)
    expect(samples.map(({ label, runs }) => [label, runs.map(({ run }) => run)])).toEqual([
      ['A', ['1', '2']],
      ['B', ['1', '2']],
    ])
    // B has no potency in run 2; 20 over 10.
    expect(logRatios(samples, '1', '2')).toHaveLength(1)
    expect(logRatios(samples, '1', '2')[0]).toBeCloseTo(Math.log10(2), 12)
    expect(runsOf([curve(['A', '1'], 3), curve(['A', '1'], 4)], 1, valueOf)).toHaveLength(2)
  })
})
