import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import { groupsOf } from './groups.ts'
import { initialWork } from './initial-work.ts'
import { FREE_SIGMOID } from './models.ts'
import { builtInPolicy } from './policies.ts'
import { readyFits, type ReadyFit } from './ready-fits.ts'
import { curveRequest, effectiveConstraints } from './selectors.ts'
import type { Policy, Work } from './types.ts'

const FRAME = rExampleFrame()
const GUESS = guessMapping(FRAME)
const WORK: Work = { ...initialWork(GUESS), mapping: { ...GUESS.mapping, responseUnit: '%' } }
const [CURVE] = buildCurves(FRAME, WORK.mapping) as [CurveData]

function ready(change: Partial<Work> = {}, controls: Parameters<typeof readyFits>[0]['controls'] = []) {
  return readyFits({ work: { ...WORK, ...change }, curve: CURVE, controls, sigma: 4 })
}

function potencyOf(id: string): number {
  const settings = ready().find((one) => one.id === id)?.settings
  if (!settings) throw new Error(`${id} is not offered`)
  const { request } = curveRequest({ ...WORK, curves: { [CURVE.id]: settings } }, CURVE, 'drag')
  return 10 ** (fitCurve(request).relative.logRoot ?? Number.NaN)
}

describe('readyFits', () => {
  it('keeps one order, so that a digit always takes the same fit', () => {
    expect(ready().map(({ id }) => id)).toEqual([
      'free',
      'bottom',
      'top',
      'bottom-top',
      'slope',
      'logistic5',
      'hormesisLinear',
      'constant',
    ])
  })

  // Golden fits of the R example at 24 h by drc: LL.4, LL.3 and LL.2 with the upper limit fixed at 100.
  it.each([
    ['free', 22.92],
    ['bottom', 25.7],
    ['bottom-top', 28.67],
  ])('%s gives the potency of drc', (id, expected) => {
    expect(potencyOf(id) / expected).toBeCloseTo(1, 2)
  })

  it('sets only what differs from the policy', () => {
    expect(ready().map(({ settings }) => settings)).toEqual([
      { constraints: {} },
      { constraints: { bottom: { kind: 'fixed', value: 0 } } },
      { constraints: { top: { kind: 'fixed', value: 100 } } },
      { constraints: { bottom: { kind: 'fixed', value: 0 }, top: { kind: 'fixed', value: 100 } } },
      { constraints: { hill: { kind: 'fixed', value: 1 } } },
      { constraints: {}, model: 'logistic5' },
      null,
      { constraints: {}, model: 'constant' },
    ])
    const [free, , , both] = ready({ policy: 'r-example' })
    expect(free?.settings).toEqual({ constraints: { bottom: { kind: 'free' }, top: { kind: 'free' } } })
    expect(both?.settings).toEqual({ constraints: {} })
  })

  it('gives the same fit whatever a group of the curve or its policy holds', () => {
    const [group = ''] = groupsOf(CURVE.id)
    const held = { bottom: { kind: 'fixed', value: 40 } } as const
    const policy: Policy = {
      ...(builtInPolicy('free') as Policy),
      name: 'own:mine',
      constraints: { ...FREE_SIGMOID, asymmetry: { kind: 'fixed', value: 1 } },
    }
    const others: Partial<Work> = {
      groups: { [group]: { constraints: held, model: 'weibull1' } },
      policy: policy.name,
      policies: { [policy.name]: policy },
    }
    const asked = (change: Partial<Work>, { id, settings }: ReadyFit) => {
      const work: Work = { ...WORK, ...change, curves: settings ? { [CURVE.id]: settings } : {} }
      const { model, constraints } = curveRequest(work, CURVE, 'full').request
      const named = [...effectiveConstraints(work, CURVE.id)].map(([name, one]) => [name, one.constraint])
      return { id, model, constraints: { ...constraints, ...Object.fromEntries(named) } }
    }
    const plain = ready().map((one) => asked({}, one))
    const inGroup = ready(others).map((one) => asked(others, one))
    // Of hormesis there are too few doses.
    const isOffered = ({ id }: { id: string }) => id !== 'hormesisLinear'
    expect(inGroup.filter(isOffered)).toEqual(plain.filter(isOffered))
    const taken = ready(others)[0]?.settings
    const used = ready({ ...others, curves: taken ? { [CURVE.id]: taken } : {} })
    expect(used.filter(({ isInUse }) => isInUse).map(({ id }) => id)).toEqual(['free'])
  })

  it('knows the one in use', () => {
    expect(
      ready()
        .filter(({ isInUse }) => isInUse)
        .map(({ id }) => id),
    ).toEqual(['free'])
    const settings = { constraints: { bottom: { kind: 'fixed', value: 0 } } } as const
    const used = ready({ curves: { [CURVE.id]: settings } }).filter(({ isInUse }) => isInUse)
    expect(used.map(({ id }) => id)).toEqual(['bottom'])
    expect(ready({ policy: 'r-example' }).find(({ isInUse }) => isInUse)?.id).toBe('bottom-top')
  })

  it('holds plateaus at two controls, the lower below', () => {
    const control = (name: string, mean: number) => ({ name, mean, variance: 0.25, count: 8 })
    const [, bottom] = ready({}, [control('positive', 97), control('DMSO', 1.5)])
    expect(bottom?.settings?.constraints.bottom).toEqual({ kind: 'fixed', value: 1.5, variance: 0.25 })
    expect(bottom?.held).toMatch(/^bottom 1\.5\s%, controls$/)
  })

  it('says what is missing', () => {
    const missing = ready({ mapping: { ...WORK.mapping, responseUnit: 'RFU' } }).map((one) => one.missing)
    expect(missing.slice(1, 4)).toEqual(
      Array.from({ length: 3 }, () => 'control wells, or responses in percent or as a fraction'),
    )
    expect(ready()[6]).toMatchObject({ settings: null, missing: expect.stringContaining('a zero dose') })
  })

  it('fixes slope 1 in the direction of the data', () => {
    const falling = { ...CURVE, response: CURVE.response.map((value) => 100 - value) }
    const slope = readyFits({ work: WORK, curve: falling, controls: [], sigma: 4 })[4]
    expect(slope?.settings?.constraints.hill).toEqual({ kind: 'fixed', value: -1 })
  })
})
