import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { initialWork } from './initial-work.ts'
import {
  changeCount,
  currentConstraints,
  curveRequest,
  effectiveConstraints,
  exclusionCount,
  includedPoints,
  potencyName,
} from './selectors.ts'
import type { CurveSettings, Exclusion, Work } from './types.ts'

const FRAME = rExampleFrame()
const WORK = initialWork(guessMapping(FRAME))
const CURVES = buildCurves(FRAME, WORK.mapping)

function curve(index: number): CurveData {
  const found = CURVES[index]
  if (found === undefined) throw new Error('fixture')
  return found
}

function excluding(...rows: readonly number[]): Work {
  const exclusions = Object.fromEntries(
    rows.map((row): [string, Exclusion] => [
      `${row}:2`,
      {
        row,
        responseColumn: 2,
        cause: 'hand',
        reason: 'bubble',
        author: 'you',
        at: '2026-03-01T12:00:00Z',
      },
    ]),
  )
  return { ...WORK, exclusions }
}

describe('effectiveConstraints', () => {
  it('is free by default', () => {
    const effective = effectiveConstraints(WORK, curve(0).id)
    expect(effective.get('bottom')).toEqual({
      constraint: { kind: 'free' },
      origin: 'default',
      inherited: { kind: 'free' },
      inheritedFrom: 'policy',
    })
    expect(effective.get('hill')?.origin).toBe('default')
  })

  it('takes the plateaus of the R example from its policy, unless the curve says otherwise', () => {
    const work: Work = {
      ...WORK,
      policy: 'r-example',
      curves: { [curve(0).id]: { constraints: { top: { kind: 'free' } } } },
    }
    const own = effectiveConstraints(work, curve(0).id)
    expect(own.get('bottom')).toMatchObject({ constraint: { kind: 'fixed', value: 0 }, origin: 'policy' })
    expect(own.get('top')).toEqual({
      constraint: { kind: 'free' },
      origin: 'curve',
      inherited: { kind: 'fixed', value: 100 },
      inheritedFrom: 'policy',
    })
    expect(effectiveConstraints(work, curve(1).id).get('top')).toMatchObject({
      constraint: { value: 100 },
      origin: 'policy',
    })
    expect([changeCount(work, curve(0).id), changeCount(work, curve(1).id)]).toEqual([1, 0])
  })

  it('takes a curve named like an object method for what it is', () => {
    expect(effectiveConstraints(WORK, 'constructor').get('top')?.origin).toBe('default')
  })
})

describe('a model of the curve itself', () => {
  const id = curve(0).id
  const with5 = (settings: Partial<CurveSettings>): Work => ({
    ...WORK,
    policy: 'r-example',
    curves: { [id]: { constraints: {}, model: 'logistic5', ...settings } },
  })

  it('has its own parameters, under the constraints of the policy that they share', () => {
    const effective = effectiveConstraints(with5({}), id)
    expect([...effective.keys()]).toEqual(['bottom', 'top', 'logEc50', 'hill', 'asymmetry'])
    expect(effective.get('top')).toMatchObject({ constraint: { value: 100 }, origin: 'policy' })
    expect(effective.get('asymmetry')).toMatchObject({ constraint: { kind: 'free' }, origin: 'default' })
  })

  it('is asked for, and only this curve', () => {
    expect(curveRequest(with5({}), curve(0), 'full').request.model).toBe('logistic5')
    expect(curveRequest(with5({}), curve(1), 'full').request.model).toBe('logistic4')
  })

  it('leaves what is set for another model waiting', () => {
    const constraints = { asymmetry: { kind: 'fixed', value: 2 } } as const
    expect(currentConstraints(with5({ constraints }), id).asymmetry).toEqual(constraints.asymmetry)
    expect(currentConstraints(with5({ constraints, model: 'logistic4' }), id).asymmetry).toBeUndefined()
    expect(changeCount(with5({ constraints, model: 'logistic4' }), id)).toBe(0)
  })

  it('leaves a slope that is 1 in size to the model, and shows it as held', () => {
    const work = with5({ model: 'biphasic' })
    expect(effectiveConstraints(work, id).get('hillFirst')?.constraint).toEqual({ kind: 'fixed', value: 1 })
    expect(currentConstraints(work, id).hillFirst).toBeUndefined()
  })

  it('gives a bell an end of its own once it is named', () => {
    const plain = [...effectiveConstraints(with5({ model: 'bell' }), id).keys()]
    expect(plain).not.toContain('bottomSecond')
    const constraints = { bottomSecond: { kind: 'free' } } as const
    expect([...effectiveConstraints(with5({ model: 'bell', constraints }), id).keys()]).toContain(
      'bottomSecond',
    )
  })
})

it('asks every curve for the loss, weights, interval, outliers and fold limit of the method', () => {
  const work: Work = {
    ...WORK,
    method: {
      loss: 'tukey',
      weighting: '1/y',
      interval: 'bootstrap',
      hasOutlierProposal: true,
      hasOuterEffects: true,
      foldLimit: 5,
    },
  }
  expect(curveRequest(work, curve(1), 'full').request).toMatchObject({
    loss: 'tukey',
    weighting: '1/y',
    interval: 'bootstrap',
    bootstrap: 'residual',
    outliers: true,
    foldLimit: 5,
    effects: [10, 90],
  })
  expect(curveRequest(WORK, curve(1), 'full').request).not.toHaveProperty('bootstrap')
})

describe('curveRequest', () => {
  it('says what untreated wells read where the header, or what responses are set against, does', () => {
    // Mortality of untreated cells is none; percent of the controls is 100 in them, whatever the header.
    expect(curveRequest(WORK, curve(0), 'full').request.untreated).toBe('zero')
    const normalisation: Work['normalisation'] = {
      ...{ column: 0, negative: ['DMSO'], positive: ['kill'], by: [], centre: 'mean', rawUnit: 'RLU' },
      kind: 'percent-of-control',
    }
    expect(curveRequest({ ...WORK, normalisation }, curve(0), 'full').request.untreated).toBe('full-scale')
    const { untreated: _, ...unnamed } = curve(0)
    expect(curveRequest(WORK, unnamed, 'full').request).not.toHaveProperty('untreated')
  })

  it('asks for all 21 wells of a percent response', () => {
    const { request, isIncluded } = curveRequest(WORK, curve(0), 'full')
    expect(request.dose.length).toBe(21)
    expect(request).toMatchObject({
      model: 'logistic4',
      covariance: 'expected',
      level: 0.95,
      responseScale: 'percent',
      absoluteLevel: 50,
      detail: 'full',
    })
    expect(isIncluded).toEqual(Array.from({ length: 21 }, () => true))
  })

  it('masks the excluded wells of this response only, and keeps doses beside their responses', () => {
    const work = excluding(4, 18)
    const { request, isIncluded } = curveRequest(work, curve(0), 'drag')
    expect(request.dose.length).toBe(19)
    expect(request.response[4]).toBe(76.379)
    expect(request.dose[4]).toBe(100)
    expect(isIncluded.flatMap((included, i) => (included ? [] : [i]))).toEqual([4, 18])
    expect(includedPoints(work, curve(1)).every(Boolean)).toBe(true)
  })

  it.each([
    ['fraction', 0.5],
    ['RFU', null],
  ])('puts the absolute level of a response in %s at %s', (responseUnit, level) => {
    const work = { ...WORK, mapping: { ...WORK.mapping, responseUnit } }
    expect(curveRequest(work, curve(0), 'full').request.absoluteLevel).toBe(level)
  })

  it('asks for the observed covariance and fixed plateaus under the R example', () => {
    const { request } = curveRequest({ ...WORK, policy: 'r-example' }, curve(0), 'full')
    expect(request.covariance).toBe('observed')
    expect(request.constraints.top).toEqual({ kind: 'fixed', value: 100 })
  })

  it('asks for a free parameter where bounds are still empty on both sides', () => {
    const open = { kind: 'bounded', lower: null, upper: null } as const
    const work: Work = { ...WORK, curves: { [curve(0).id]: { constraints: { top: open } } } }
    expect(curveRequest(work, curve(0), 'drag').request.constraints.top).toEqual({ kind: 'free' })
  })
})

it('counts excluded wells over the curves on screen', () => {
  expect(exclusionCount(excluding(4, 18), CURVES).text).toBe('2 of 42 wells excluded')
  expect(exclusionCount(excluding(4), CURVES.slice(1)).text).toBe('0 of 21 wells excluded')
  const many = Array.from({ length: 60 }, () => CURVES[0]).filter((curve) => curve !== undefined)
  expect(exclusionCount(excluding(), many).text).toBe('0 of 1,260 wells excluded')
})

it.each([
  ['Mortality 24h', 'IC50'],
  ['% Inhibition', 'IC50'],
  ['Cell viability (%)', 'IC50'],
  ['Response', 'EC50'],
  ['Raw signal', 'EC50'],
  ['% Activation', 'EC50'],
])('calls the potency of %s an %s', (header, name) => {
  const frame = frameOf(['Dose (nM)', header], [['1', '2']])
  expect(potencyName({ ...WORK, mapping: { ...WORK.mapping, responses: [1] } }, frame)).toBe(name)
})
