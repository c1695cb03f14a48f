import { describe, expect, it } from 'vitest'
import {
  ALL_FREE,
  EXAMPLE_24H,
  fittedCurve,
  MORTALITY_24H,
  outputContext,
  withFit,
} from './output-fixture.ts'
import { reportHtml } from './report-html.ts'
import { resultsTable } from './results-table.ts'
import type { Cell, FittedCurve } from './types.ts'

const UPPER = 80
/** The free top lies above 80. */
const BOUND = fittedCurve({
  hours: 24,
  response: MORTALITY_24H,
  constraints: { ...ALL_FREE, top: { kind: 'bounded', lower: null, upper: UPPER } },
})
/** Another rule decided, and says nothing of the bound. */
const OTHER_RULE = withFit(BOUND, {
  relative: {
    ...BOUND.fit.relative,
    verdict: { kind: 'estimated', rule: 'steep', text: 'the slope is not determined' },
  },
})
/** 21 wells less four parameters: the one at its bound counts, since data put it there. */
const DF = 17
/** 0.95 quantile of Student's t with 17 degrees of freedom (printed tables). */
const T_95 = 1.739607

function row(fitted: FittedCurve): Record<string, Cell> {
  const { headers, rows } = resultsTable(outputContext([fitted]))
  return Object.fromEntries(headers.map((header, i) => [header, rows[0]?.[i] ?? null]))
}

/** Least squares with the top held at a value. */
function heldAt(value: number): number {
  const { fit } = fittedCurve({
    hours: 24,
    response: MORTALITY_24H,
    constraints: { ...ALL_FREE, top: { kind: 'fixed', value } },
  })
  return fit.rss ?? Number.NaN
}

describe('a plateau at its bound, in the results', () => {
  it('is named as state, rule and flag, without an error', () => {
    expect(row(BOUND)).toMatchObject({
      'top (%)': UPPER,
      'top state': 'at-upper',
      'top SE (%)': null,
      'IC50 relative rule': 'at-bound',
      'IC50 relative reason': 'top stopped at a bound',
    })
    expect(String(row(BOUND)['flags']).split('; ')).toContain('at-bound')
  })

  it('has a limit on the side of the data alone, one-sided at 95 %', () => {
    const { 'top CI lower (%)': lower, 'top CI upper (%)': upper } = row(BOUND)
    expect(upper).toBeNull()
    expect(lower).toBeLessThan(UPPER)
    const best = heldAt(UPPER)
    const t = Math.sqrt((heldAt(Number(lower)) - best) / (best / DF))
    expect(t).toBeCloseTo(T_95, 3)
  })
})

describe('a plateau at its bound, in the report', () => {
  it.each([
    ['the bound', BOUND],
    ['another rule', OTHER_RULE],
  ])('is named where %s decides', (_, fitted) => {
    expect(reportHtml(outputContext([fitted]))).toMatch(/<h2>Potency[^]*At bound: top\.[^]*<\/ul>/)
  })

  it('is not spoken of where none binds', () => {
    expect(reportHtml(outputContext([EXAMPLE_24H]))).not.toContain('At bound')
  })
})
