import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { initialWork } from './initial-work.ts'
import {
  changeCount,
  curveRequest,
  effectiveConstraints,
  exclusionCount,
  includedPoints,
  potencyName,
} from './selectors.ts'
import type { Work } from './types.ts'

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
    rows.map((row) => [
      `${row}:2`,
      { row, responseColumn: 2, reason: 'bubble', author: 'you', at: '2026-03-01T12:00:00Z' },
    ]),
  )
  return { ...WORK, exclusions }
}

describe('effectiveConstraints', () => {
  it('is free by default', () => {
    const { bottom, hill } = effectiveConstraints(WORK, curve(0).id)
    expect(bottom).toEqual({ constraint: { kind: 'free' }, origin: 'default', inherited: { kind: 'free' } })
    expect(hill.origin).toBe('default')
  })

  it('takes the plateaus of the R example from its policy, unless the curve says otherwise', () => {
    const work: Work = {
      ...WORK,
      policy: 'r-example',
      curves: { [curve(0).id]: { constraints: { top: { kind: 'free' } } } },
    }
    const own = effectiveConstraints(work, curve(0).id)
    expect(own.bottom).toMatchObject({ constraint: { kind: 'fixed', value: 0 }, origin: 'policy' })
    expect(own.top).toEqual({
      constraint: { kind: 'free' },
      origin: 'curve',
      inherited: { kind: 'fixed', value: 100 },
    })
    expect(effectiveConstraints(work, curve(1).id).top).toMatchObject({
      constraint: { value: 100 },
      origin: 'policy',
    })
    expect([changeCount(work, curve(0).id), changeCount(work, curve(1).id)]).toEqual([1, 0])
  })

  it('takes a curve named like an object method for what it is', () => {
    expect(effectiveConstraints(WORK, 'constructor').top.origin).toBe('default')
  })
})

describe('curveRequest', () => {
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
