import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { Constraint, ParameterName, VerdictKind } from '../fit/types.ts'
import { contradictionText } from './contradiction-sentence.ts'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { curveSummary, potencyChange } from './fit-summary.ts'
import { USUAL_METHOD } from './usual-method.ts'
import { methodsSentence } from './methods-sentence.ts'
import type { MethodsInput } from './methods-sentence.ts'
import { pointLabel } from './point-label.ts'
import { seriesOfCurves } from './series.ts'
import { verdictSentence } from './verdict-sentence.ts'

const FRAME = rExampleFrame()
const [CURVE] = buildCurves(FRAME, guessMapping(FRAME).mapping)
if (CURVE === undefined) throw new Error('fixture')

/** Narrow no-break spaces as plain ones, to keep the sentences legible. */
function plain(text: string): string {
  return text.replaceAll('\u202f', ' ')
}

describe('potencyChange', () => {
  it.each([
    ['a change', 0.0123, 0.0118, 'IC50 12.3 nM, was 11.8'],
    ['a change across units keeps to the new one', 0.9, 1.2, 'IC50 900 nM, was 1200'],
    ['nothing a reader could see', 0.0123, 0.01231, 'IC50 12.3 nM, unchanged'],
    ['the first fit', 0.0123, undefined, 'IC50 12.3 nM'],
    ['lost', null, 0.0118, 'IC50 not estimated, was 11.8 nM'],
    ['found', 0.0123, null, 'IC50 12.3 nM, was not estimated'],
  ])('%s', (_, now, before, text) => {
    const earlier = before === undefined ? null : potencyAt(before)
    expect(plain(potencyChange('IC50', potencyAt(now), { before: earlier, unit: 'µM' }))).toBe(text)
  })

  it('keeps the sign of a limit', () => {
    const now = potencyAt(300, { qualifier: '>' })
    expect(plain(potencyChange('IC50', now, { before: potencyAt(250), unit: 'µM' }))).toBe(
      'IC50 > 300 µM, was 250',
    )
  })
})

it('says the plot in one sentence, rising or falling', () => {
  const input = {
    label: '24 h',
    responseName: 'mortality',
    fit: rExampleFit(),
    potency: 'IC50',
    doseUnit: 'µM',
    responseUnit: '%',
    level: 0.95,
  } as const
  expect(plain(curveSummary(input))).toBe(
    '24 h: mortality rises from 9.50 % to 83.2 %, IC50 (relative) 22.9 µM, 95 % CI 18.4 to 29.9 µM.',
  )
  const falling = rExampleFit()
  const parameters = falling.parameters.map((p) => (p.name === 'hill' ? { ...p, estimate: -1.4 } : p))
  expect(curveSummary({ ...input, fit: { ...falling, parameters } })).toContain('falls from 83.2')
  expect(curveSummary({ ...input, fit: rExampleFit({ parameters: [] }) })).toBe('24 h: no fit, 21 points.')
})

describe('verdictSentence', () => {
  it('counts the doses beyond the bends of a reportable fit', () => {
    const fit = rExampleFit()
    const sentence = verdictSentence({ fit, potency: fit.relative, doses: CURVE.dose, unit: 'µM' })
    expect(plain(sentence)).toBe(
      'Report as 22.9 µM: three doses lie below the lower bend (7.71 µM), two above the upper (68.1 µM)',
    )
  })

  it('counts the untreated control with those below', () => {
    const fit = rExampleFit()
    const doses = Float64Array.of(0, 1, 30, 100, 300)
    expect(plain(verdictSentence({ fit, potency: fit.relative, doses, unit: 'µM' }))).toContain(
      'one dose and the untreated control lie below the lower bend (7.71 µM), two above',
    )
  })

  it.each<readonly [VerdictKind, number | null, '<' | '=' | '>' | null, string]>([
    ['estimated', 4.27, '=', 'Estimated as 4.27 µM: because'],
    ['above-range', 300, '>', 'Report as > 300 µM: because'],
    ['below-range', 0.3, '<', 'Report as < 300 nM: because'],
    ['no-response', 300, '>', 'Report as > 300 µM: because'],
    ['not-determined', null, null, 'Not determined: because'],
    ['no-response', null, null, 'Not determined: because'],
  ])('says %s', (kind, dose, qualifier, text) => {
    const potency = potencyAt(dose, { qualifier, verdict: { kind, rule: 'r', text: 'because' } })
    expect(plain(verdictSentence({ fit: rExampleFit(), potency, doses: CURVE.dose, unit: 'µM' }))).toBe(text)
  })
})

describe('contradictionText', () => {
  it('says both potencies, the fold and the tests', () => {
    const fit = rExampleFit({
      relative: potencyAt(28.67),
      lackOfFit: { f: 5.6, df1: 5, df2: 14, p: 0.0032 },
      contradiction: {
        test: { f: 7.25, df1: 2, df2: 17, p: 0.0053 },
        contradicted: ['top'],
        freeLogEc50: Math.log10(22.92),
      },
    })
    const text = contradictionText(fit, { doses: CURVE.dose, unit: 'µM' })
    expect(plain(text?.title ?? '')).toBe('Fixed top contradicted: free fit 22.9 µM, fixed 28.7 µM')
    expect(text?.detail).toBe(
      '1.25-fold apart. Fixed: lack of fit p = 0.0032. Freed: F(2, 17) = 7.25, p = 0.0053.',
    )
  })

  it('says a midpoint beyond the tested doses as the dose it lies beyond, without a fold', () => {
    const fit = rExampleFit({
      relative: potencyAt(300, { qualifier: '>', logRoot: 3.2 }),
      contradiction: {
        test: { f: 7.25, df1: 2, df2: 17, p: 0.0053 },
        contradicted: ['bottom'],
        freeLogEc50: -1,
      },
    })
    const text = contradictionText(fit, { doses: CURVE.dose, unit: 'µM' })
    expect(plain(text?.title ?? '')).toBe('Fixed bottom contradicted: free fit < 300 nM, fixed > 300 µM')
    expect(text?.detail).toBe('Freed: F(2, 17) = 7.25, p = 0.0053.')
  })

  it('says nothing where nothing is contradicted', () => {
    const test = { f: 0.2, df1: 2, df2: 17, p: 0.8 }
    expect(contradictionText(rExampleFit(), { doses: CURVE.dose, unit: 'µM' })).toBeNull()
    const contradiction = { test, contradicted: [], freeLogEc50: 1 }
    expect(contradictionText(rExampleFit({ contradiction }), { doses: CURVE.dose, unit: 'µM' })).toBeNull()
  })
})

describe('methodsSentence', () => {
  const free = { kind: 'free' } as const
  const input: MethodsInput = {
    curve: CURVE,
    isIncluded: Array.from(CURVE.rows, () => true),
    exclusions: [],
    constraints: new Map<ParameterName, { constraint: Constraint }>([
      ['bottom', { constraint: { kind: 'bounded', lower: 0, upper: 20 } }],
      ['top', { constraint: free }],
    ]),
    model: 'logistic4',
    method: USUAL_METHOD,
    limits: {},
    covariance: 'expected',
    level: 0.95,
    fit: rExampleFit(),
    potency: 'IC50',
    doseUnit: 'µM',
    responseUnit: '%',
    version: '0.1.0',
  }

  it('names wells, doses, replicates, constraints and the interval', () => {
    expect(plain(methodsSentence(input))).toBe(
      '21 wells at 7 doses (0.3 to 300 µM, 3 replicates; none excluded) were fitted by least squares to a ' +
        'four-parameter logistic in log10 dose, bottom held within 0 to 20 % (Halfmax 0.1.0). ' +
        'IC50: relative midpoint, 95 % profile CI.',
    )
  })

  it('claims no fit where there is none, and says why', () => {
    const verdict = { kind: 'not-determined', rule: 'too-few-points', text: 'too few points' } as const
    const fit = rExampleFit({ parameters: [], relative: potencyAt(null, { verdict }) })
    const isIncluded = Array.from(CURVE.rows, (_, i) => i === 0)
    expect(plain(methodsSentence({ ...input, fit, isIncluded }))).toBe(
      '1 well at 1 dose (0.3 µM, 1 replicate; 20 excluded) has no fit: too few points (Halfmax 0.1.0).',
    )
  })

  it('names the lines of the verdict that were set', () => {
    const limits = { bendDoses: 3 }
    expect(methodsSentence({ ...input, limits })).toMatch(/CI\. Verdict: doses beyond each bend 3\.$/)
  })

  it('names the model, the loss and the weights', () => {
    const method = { ...USUAL_METHOD, loss: 'tukey', weighting: '1/y2' } as const
    expect(plain(methodsSentence({ ...input, constraints: new Map(), model: 'weibull1', method }))).toContain(
      'were fitted by Tukey’s bisquare loss weighted by 1/ŷ² to a Weibull curve of type 1 in log10 dose (Halfmax',
    )
  })

  it('names exclusions with their reasons, fixed plateaus and the observed Hessian', () => {
    const sentence = methodsSentence({
      ...input,
      isIncluded: Array.from(CURVE.rows, (_, i) => i !== 10),
      exclusions: [
        { row: 10, responseColumn: 2, cause: 'hand', reason: 'same value as row 4', author: 'you', at: '' },
      ],
      constraints: new Map<ParameterName, { constraint: Constraint }>([
        ['bottom', { constraint: { kind: 'fixed', value: 0 } }],
        ['top', { constraint: { kind: 'fixed', value: 100 } }],
      ]),
      covariance: 'observed',
      fit: null,
    })
    expect(plain(sentence)).toBe(
      '20 wells at 7 doses (0.3 to 300 µM, 2 to 3 replicates; 1 excluded: same value as row 4) were fitted by least ' +
        'squares to a four-parameter logistic in log10 dose, bottom fixed at 0 %, top fixed at 100 % (Halfmax 0.1.0). ' +
        'IC50: relative midpoint, no interval; standard errors from the observed Hessian.',
    )
  })
})

it('names a point by dose and replicate', () => {
  expect(plain(pointLabel(CURVE, 18, 'µM'))).toBe('30 µM, replicate 3')
  expect(pointLabel(CURVE, 0, 'unknown')).toBe('0.3, replicate 1')
  expect(pointLabel(CURVE, 99, 'µM')).toBe('')
})

it('keeps the series of a curve when others are filtered away', () => {
  const series = seriesOfCurves(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id })))
  expect([...series.values()]).toEqual([0, 1, 2, 3, 4, 0])
  expect(series.get('c')).toBe(2)
})
