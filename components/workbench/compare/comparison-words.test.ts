import { describe, expect, it } from 'vitest'
import type { Equivalence, Parallelism } from '@/lib/fit/joint/parallelism.ts'
import type { ComparedCurve, ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import { USUAL_LIMITS } from '@/lib/workbench/initial-work.ts'
import {
  comparedPotency,
  equivalenceRows,
  fitSentence,
  parallelWords,
  ratioCaution,
  relativeText,
} from './comparison-words.ts'

const converged = { kind: 'converged', iterations: 3, stop: 'gradient' } as const

function parallelism(parts: Partial<Parallelism>): Parallelism {
  return {
    verdict: 'parallel',
    hillRatio: null,
    bottomDifference: null,
    topDifference: null,
    relativePotency: null,
    outcomes: { free: converged, parallel: converged },
    ...parts,
  }
}

function between(
  lower: number | null,
  estimate: number,
  upper: number | null,
  isEquivalent: boolean,
): Equivalence {
  return { estimate, lower, upper, isEquivalent }
}

describe('intervals against their limits', () => {
  const rows = equivalenceRows(
    parallelism({
      hillRatio: between(0.93, 1.04, 1.17, true),
      bottomDifference: between(-0.31, -0.25, -0.21, false),
      topDifference: between(0.15, 0.19, 0.23, false),
    }),
    USUAL_LIMITS,
  )

  it('says a ratio as it is and a difference in % of the span, with the limits it is held against', () => {
    expect(rows.map(({ title, text, limitsText }) => [title, text, limitsText])).toEqual([
      ['Slope ratio', '1.04 (0.930 to 1.17)', '0.8 to 1.25'],
      ['Bottom difference', '−25\u202f% (−31 to −21)', '−20 to 20\u202f%'],
      ['Top difference', '19\u202f% (15 to 23)', '−20 to 20\u202f%'],
    ])
  })

  it('tells inside, wholly outside and reaching beyond apart', () => {
    expect(rows.map(({ state }) => state)).toEqual(['inside', 'outside', 'beyond'])
  })

  it('draws the ratio on the log scale, where twice and half are as far', () => {
    const [hill] = equivalenceRows(parallelism({ hillRatio: between(0.5, 1, 2, false) }), USUAL_LIMITS)
    expect(hill?.drawn.estimate).toBe(0)
    expect(hill?.drawn.lower).toBeCloseTo(-Math.log10(2), 12)
    expect(hill?.drawn.upper).toBeCloseTo(Math.log10(2), 12)
    expect(hill?.drawn.limits[0]).toBeCloseTo(-hill!.drawn.limits[1], 12)
  })

  it('says so where an interval is open, and where a difference is no finding', () => {
    const [hill, bottom, top] = equivalenceRows(
      parallelism({ hillRatio: between(null, 1.4, null, false), bottomDifference: between(0, 0, 0, true) }),
      USUAL_LIMITS,
    )
    expect([hill?.state, hill?.text]).toEqual(['beyond', '1.40 (no limits found)'])
    expect([bottom?.state, bottom?.text]).toEqual(['held', '—'])
    expect(bottom?.drawn.estimate).toBeNull()
    expect([top?.state, top?.stateText]).toEqual(['none', 'not determined'])
  })
})

const curve: ComparedCurve = {
  id: 'a',
  label: 'A',
  isReference: false,
  potency: { logDose: 2, qualifier: '=', interval: { lower: 1.9, upper: null, method: 'profile' } },
  theta: [0, 100, 2, 1],
  relative: null,
  relativeProblem: null,
  parallelism: null,
  parallelismProblem: null,
}

describe('potencies of a comparison', () => {
  it('come with their interval, and as a limit without one', () => {
    expect(comparedPotency(curve, 'nM', 'nM')).toBe('100\u202fnM (above 79.4)')
    const limit = { ...curve, potency: { logDose: 4, qualifier: '>', interval: null } } as const
    expect(comparedPotency(limit, 'nM', 'µM')).toBe('>\u202f10.0\u202fµM')
    expect(comparedPotency({ ...curve, potency: { ...limit.potency, logDose: null } }, 'nM', 'nM')).toBe(
      'Not determined',
    )
  })

  it('give the ratio on the linear scale', () => {
    const relative = {
      ratio: 0.253,
      logRatio: Math.log10(0.253),
      logStandardError: 0.03,
      standardError: 0.0175,
      interval: { lower: Math.log10(0.212), upper: Math.log10(0.301), method: 'wald' },
    } as const
    expect(relativeText({ ...curve, relative })).toBe('0.253 (0.212 to 0.301)')
    expect(relativeText(curve)).toBe('—')
  })
})

function result(
  shared: ComparisonResult['comparison']['shared'],
  curves: readonly ComparedCurve[],
): ComparisonResult {
  return {
    comparison: { reference: 'r', others: ['a'], shared, limits: USUAL_LIMITS, isGhosted: false },
    curves: [{ ...curve, id: 'r', label: 'R', isReference: true }, ...curves],
    model: 'logistic4',
    level: 0.95,
    n: 48,
    df: 43,
    sigma: 2,
    shared: [],
    problem: null,
    unequalVariances: null,
    warnings: [],
    notes: [],
  }
}

describe('what is said of one fit', () => {
  const parallel = { ...curve, parallelism: parallelism({}) }
  const doubtful = { ...curve, label: 'B', parallelism: parallelism({ verdict: 'not-shown' }) }

  it('names what is shared', () => {
    expect(fitSentence(result(['hill', 'top', 'bottom'], [curve]))).toBe(
      'Bottom, top and slope shared in one fit of 2 curves and 48 wells; 95\u202f% CI, t on 43 degrees of freedom.',
    )
    expect(fitSentence(result([], [curve]))).toMatch(/^Nothing but the scatter shared in one fit/)
  })

  it('cautions where a ratio holds at half effect only, and where curves are not shown to be parallel', () => {
    const all = ['bottom', 'top', 'hill'] as const
    expect(ratioCaution(result(all, [parallel]))).toBeNull()
    expect(ratioCaution(result(all, [parallel, doubtful]))).toMatch(/^B: not shown to be parallel/)
    expect(ratioCaution(result(['hill'], [parallel]))).toMatch(
      /^Each curve has its own bottom and top, so a relative potency holds at half effect only/,
    )
  })

  it('has a word for each verdict, and none is taken for parallel that was not judged', () => {
    expect([parallel, doubtful, curve].map((one) => parallelWords(one).text)).toEqual([
      'Parallel',
      'Not shown parallel',
      'Not determined',
    ])
  })
})
