import { describe, expect, it } from 'vitest'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'
import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import { closerView, nextWellsText } from './closer-view.ts'

const free = { kind: 'free' } as const
/** The R example at 24 h: dose, and its three wells. */
const ROWS: readonly (readonly [number, readonly number[]])[] = [
  [0.3, [3.979, 4.4929, 8.383]],
  [1, [17.07, 9.114, 16.338]],
  [3, [18.356, 10.141, 15.5688]],
  [10, [25.288, 24.261, 25.577]],
  [30, [54.813, 51.732, 57.399]],
  [100, [76.379, 67.651, 77.67]],
  [300, [81.514, 82.028, 82.0359]],
]

const request: FitRequest = {
  ...PLAIN_REQUEST,
  dose: Float64Array.from(ROWS.flatMap(([dose, wells]) => wells.map(() => dose))),
  response: Float64Array.from(ROWS.flatMap(([, wells]) => wells)),
  effects: [10, 90],
}

function viewOf(change: Partial<CurveFit> = {}) {
  const fit = { ...fitCurve(request), ...change }
  return closerView(fit, { doseUnit: 'µM', potencyName: 'IC50', level: 0.95, doses: request.dose })
}

function rowsOf(view: ReturnType<typeof viewOf>, caption: string) {
  return view.tables.find((table) => table.caption === caption)?.rows
}

describe('closerView', () => {
  it('names every parameter with its error, t and p', () => {
    const rows = rowsOf(viewOf(), 'Parameters, doses as log10') ?? []
    expect(rows.map(([name]) => name)).toEqual(['bottom', 'top', 'IC50', 'hill'])
    expect(rows[1]?.[1]).toBe('83.2')
    expect(rows.every((cells) => cells.length === 5)).toBe(true)
  })

  it('says how far the curve is from its plateaus at both ends', () => {
    // 1/(1 + (22.92/0.3)^1.417) = 0.21 % above the bottom, and 1/(1 + (300/22.92)^1.417) = 2.5 % below the top.
    const gaps = viewOf().facts.find(({ label }) => label === 'Gaps to plateaus')?.value
    expect(gaps).toMatch(/^0\.2\d % and 2\.\d %$/)
  })

  it('says where a parameter has no error', () => {
    const { parameters } = fitCurve({
      ...request,
      constraints: { ...request.constraints, top: { kind: 'fixed', value: 100 } },
    })
    expect(rowsOf(viewOf({ parameters }), 'Parameters, doses as log10')?.[1]).toEqual([
      'top',
      '100',
      'held',
      '—',
      '—',
    ])
  })

  it('lists effective doses in the unit of the column', () => {
    const rows = rowsOf(viewOf(), 'Effective doses') ?? []
    expect(rows.map(([name]) => name)).toEqual(['EC10', 'EC90'])
    expect(Number(rows[0]?.[1])).toBeLessThan(22.9)
    expect(rows[0]?.[2]).toMatch(/^[\d.]+ to [\d.]+$/)
  })

  it('shows comparisons, correlations and what would help where they were worked out', () => {
    const view = viewOf({
      aicc: 10,
      diagnostics: {
        runs: { runs: 9, expected: 11.5, p: 0.3 },
        normality: { w: 0.97, p: 0.6 },
        condition: 41,
        correlation: Float64Array.of(1, -0.5, 0.1, 0, -0.5, 1, 0.2, 0, 0.1, 0.2, 1, 0, 0, 0, 0, 1),
        dependency: [],
        comparisons: [
          { model: 'constant', rss: 1, df: 20, aicc: 90, test: { f: 80, df1: 3, df2: 17, p: 1e-9 } },
        ],
        nextWells: { logDoses: [0.5, 2], foldNow: 4.1, folds: [3, 2.2] },
      },
    })
    expect(rowsOf(view, 'Other models')).toEqual([['Constant', '80.0', '< 0.0001']])
    expect(rowsOf(view, 'Correlation')?.[0]).toEqual(['top', '−0.50', '', ''])
    expect(view.help?.replaceAll('\u202f', ' ')).toBe(
      'More wells at 3.16 and 100 µM would narrow the 95 % CI from 4.1-fold to 2.2-fold.',
    )
    expect(view.facts.map(({ label }) => label)).toContain('Runs of signs')
  })
})

describe('the limits', () => {
  it('of a log dose are on the log, and delta about the dose itself', () => {
    const fit = fitCurve(request)
    const midpoint = fit.parameters.find(({ name }) => name === 'logEc50')
    const rows = rowsOf(viewOf(), '95 % limits, doses as log10') ?? []
    expect(rows.map(([name]) => name)).toEqual(['bottom', 'top', 'IC50', 'hill', 'IC50, delta\u202f(µM)'])
    // t of 17 degrees of freedom is 2.109816; 22.92 µM by drc.
    const reach = 2.109816 * (midpoint?.standardError ?? NaN)
    const [low = NaN, high = NaN] = (rows[4]?.[1] ?? '').split(' to ').map(Number)
    expect(low).toBeCloseTo(22.92 * (1 - Math.LN10 * reach), 0)
    expect(high).toBeCloseTo(22.92 * (1 + Math.LN10 * reach), 0)
    expect(rows[2]?.[1]).toMatch(/^1\.2\d to 1\.4\d$/)
  })

  it('leave delta out where the potency is no value', () => {
    const fit = fitCurve(request)
    const beyond = { ...fit.relative, qualifier: '>' } as const
    expect(rowsOf(viewOf({ relative: beyond }), '95 % limits, doses as log10')).toHaveLength(4)
  })

  it('stand beside where each constraint came from', () => {
    const origins = new Map([
      [
        'top',
        {
          constraint: { kind: 'fixed', value: 100 },
          origin: 'policy',
          inherited: free,
          inheritedFrom: 'policy',
        },
      ],
      [
        'bottom',
        {
          constraint: { kind: 'fixed', value: 2, variance: 0.1 },
          origin: 'curve',
          inherited: free,
          inheritedFrom: 'policy',
        },
      ],
    ] as const)
    const view = closerView(fitCurve(request), {
      doseUnit: 'µM',
      potencyName: 'IC50',
      level: 0.95,
      doses: request.dose,
      origins,
    })
    expect(rowsOf(view, 'Constraints')).toEqual([
      ['bottom', 'fixed 2 (controls)', 'controls'],
      ['top', 'fixed 100', 'policy'],
    ])
  })
})

it('says in short which wells would help', () => {
  const text = nextWellsText({ logDoses: [1.5, 2], foldNow: 4.13, folds: [3, 2.2] }, 'µM')
  expect(text.replace(/\s/g, ' ')).toBe('Wells at 31.6 and 100 µM: CI 4.1-fold to 2.2-fold')
  const say = (logDoses: readonly number[]) =>
    nextWellsText({ logDoses, foldNow: 4.13, folds: [3, 2.5, 2.2] }, 'µM').replace(/\s/g, ' ')
  expect(say([2, 2, 2])).toBe('3 wells at 100 µM: CI 4.1-fold to 2.2-fold')
  expect(say([1, 2, 2])).toBe('1 well at 10.0 and 2 at 100 µM: CI 4.1-fold to 2.2-fold')
})
