import { describe, expect, it } from 'vitest'
import type { CurveData } from '../data-frame/types.ts'
import { comparisonAsk, whyNotCompared } from './comparison-ask.ts'
import { USUAL_LIMITS, initialWork } from './initial-work.ts'
import { USUAL_METHOD } from './usual-method.ts'
import type { Comparison, Work } from './types.ts'
import { TWO_COLUMNS } from '../data-frame/frame-fixture.ts'

function curve(id: string, place: number, doses = [0.1, 1, 10, 100, 1000]): CurveData {
  const dose = Float64Array.from(doses)
  return {
    id,
    label: `curve ${id}`,
    groupValues: [id],
    responseColumn: 1,
    rows: Uint32Array.from(dose, (_, i) => 100 * place + i),
    dose,
    response: dose.map((one) => 100 / (1 + 10 / one)),
    replicate: new Uint16Array(dose.length).fill(1),
    badCells: [],
  }
}

const CURVES = [curve('a', 0), curve('b', 1), curve('c', 2, [1, 10, 100])]
const COMPARISON: Comparison = {
  reference: 'b',
  others: ['a', 'c', 'gone'],
  shared: ['bottom', 'top', 'hill'],
  limits: USUAL_LIMITS,
  isGhosted: false,
}
const WORK: Work = {
  ...initialWork({
    mapping: TWO_COLUMNS,
  }),
  isMappingConfirmed: true,
  comparison: COMPARISON,
}

function asked(work: Work, curves: readonly CurveData[] = CURVES) {
  const ask = comparisonAsk(work, curves)
  if (!ask.ok) throw new Error(ask.error)
  return ask.value
}

describe('what a comparison asks', () => {
  it('puts the reference first and leaves out who is gone or has too few doses', () => {
    const { joint, pairs, curves } = asked(WORK)
    expect(curves.map(({ id }) => id)).toEqual(['b', 'a'])
    expect([...new Set(joint.curve)]).toEqual(['b', 'a'])
    expect(pairs.map(({ curveId }) => curveId)).toEqual(['a'])
    expect(pairs[0]?.request.limits.hillRatio).toEqual([0.8, 1.25])
  })

  it('leaves out excluded wells', () => {
    const exclusion = {
      row: 2,
      responseColumn: 1,
      cause: 'hand',
      reason: 'r',
      author: 'you',
      at: '',
    } as const
    const { joint } = asked({ ...WORK, exclusions: { '2:1': exclusion } })
    expect(joint.curve.filter((name) => name === 'a')).toHaveLength(4)
    expect(joint.dose.filter((_, i) => joint.curve[i] === 'a')).toEqual(Float64Array.of(0.1, 1, 100, 1000))
  })

  it('gives each curve its own settings, and what is shared the reference’s, saying whose give way', () => {
    const fixed = (value: number) => ({ kind: 'fixed', value }) as const
    const { joint, pairs, notes } = asked({
      ...WORK,
      curves: {
        a: { constraints: { bottom: fixed(5), hill: fixed(1) } },
        b: { constraints: { bottom: fixed(0) } },
      },
      comparison: { ...COMPARISON, shared: ['bottom', 'top'] },
    })
    expect(joint.constraints.bottom).toEqual(fixed(0))
    expect(joint.curveConstraints?.['a']).toEqual({ logEc50: { kind: 'free' }, hill: fixed(1) })
    expect(pairs[0]?.request.limits.testConstraints?.bottom).toEqual(fixed(5))
    expect(notes).toEqual(['curve a: what is shared is held as the reference’s settings say.'])
  })

  it('says that weights and robust losses do not take part', () => {
    const { notes } = asked({ ...WORK, method: { ...USUAL_METHOD, loss: 'tukey' } })
    expect(notes).toEqual(['Curves are compared by unweighted least squares, whatever the fitting method.'])
  })
})

describe('where nothing can be compared', () => {
  const reasonOf = (work: Work, curves: readonly CurveData[] = CURVES) => {
    const ask = comparisonAsk(work, curves)
    return ask.ok ? null : ask.error
  }

  it.each([
    ['no reference', { ...WORK, comparison: null }, 'Choose a reference curve.'],
    [
      'a reference that is gone',
      { ...WORK, comparison: { ...COMPARISON, reference: 'gone' } },
      'The reference curve is no longer in the table. Choose another one.',
    ],
    [
      'nobody to compare',
      { ...WORK, comparison: { ...COMPARISON, others: ['gone'] } },
      'Choose one or more curves to compare with the reference.',
    ],
    [
      'a reference with too few doses',
      { ...WORK, comparison: { ...COMPARISON, reference: 'c' } },
      'The reference curve cannot be compared: 3 doses in use, 4 needed.',
    ],
  ])('says why: %s', (_, work, reason) => {
    expect(reasonOf(work)).toBe(reason)
  })

  it('asks for a model that has a slope and two plateaus', () => {
    expect(reasonOf({ ...WORK, curves: { b: { constraints: {}, model: 'bell' } } })).toMatch(
      /choose a four-parameter model for it/,
    )
  })

  it('needs as many doses as parameters are free', () => {
    const [, , few] = CURVES
    if (!few) throw new Error('no curve')
    expect(whyNotCompared(WORK, few)).toBe('3 doses in use, 4 needed')
    expect(whyNotCompared({ ...WORK, policy: 'r-example' }, few)).toBeNull()
  })
})
