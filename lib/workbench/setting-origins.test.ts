import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { groupsOf } from './groups.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { reduceWork } from './reduce-work.ts'
import { methodOrigin, settingOrigins } from './setting-origins.ts'
import type { Work, WorkAction } from './types.ts'
import { USUAL_METHOD } from './usual-method.ts'

const FRAME = rExampleFrame()
const WORK = initialWork(guessMapping(FRAME))
const [DAY] = buildCurves(FRAME, WORK.mapping)
const ID = DAY?.id ?? ''

function after(...actions: readonly WorkAction[]): Work {
  return actions.reduce((history, action) => reduceWork(history, action), initialHistory(WORK)).present
}

function originsOf(work: Work) {
  return new Map(settingOrigins(work, ID).map(({ title, value, origin }) => [title, [value, origin]]))
}

describe('where settings come from', () => {
  it('is the default while nothing is said', () => {
    expect(new Set(settingOrigins(WORK, ID).map(({ origin }) => origin))).toEqual(new Set(['default']))
    expect(originsOf(WORK).get('Wide interval past')).toEqual(['10\u202ffold', 'default'])
  })

  it('is the policy, the group and the curve in this order', () => {
    const group = groupsOf(ID).at(-1) ?? ''
    const work = after(
      { kind: 'set-policy', policy: 'viability' },
      {
        kind: 'set-group',
        group,
        settings: { model: 'weibull1', constraints: { top: { kind: 'fixed', value: 100 } } },
        label: '',
      },
      {
        kind: 'set-constraint',
        curveId: ID,
        parameter: 'hill',
        constraint: { kind: 'fixed', value: -1 },
        label: '',
        gesture: null,
      },
    )
    const origins = originsOf(work)
    expect(origins.get('Bottom')).toEqual(['0 to 20', 'policy Viability, falling'])
    expect(origins.get('Top')).toEqual(['fixed 100', 'group readout Cell Mortality Mortality 24h'])
    expect(origins.get('Model')).toEqual(['Weibull, type 1', 'group readout Cell Mortality Mortality 24h'])
    expect(origins.get('Hill')).toEqual(['fixed −1', 'this curve'])
    expect(origins.get('EC50')?.[1]).toBe('policy Viability, falling')
    expect(origins.get('Outliers')).toEqual(['proposed', 'policy Viability, falling'])
  })

  it('is this table where its method or a limit is set over the policy’s', () => {
    const policy = {
      name: 'own:mine',
      title: 'Mine',
      version: 3,
      model: 'logistic4',
      constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
      covariance: 'expected',
      level: 0.9,
      method: { ...USUAL_METHOD, limits: { wideFold: 20, flatP: 0.01 } },
    } as const
    const taken = after({ kind: 'take-policy', policy, label: '' })
    expect(originsOf(taken).get('Wide interval past')).toEqual(['20\u202ffold', 'policy Mine, version 3'])
    expect(originsOf(taken).get('Lack of fit below p')).toEqual(['0.01', 'default'])
    expect(originsOf(taken).get('Confidence level')).toEqual(['90\u202f%', 'policy Mine, version 3'])
    const method = { ...policy.method, loss: 'huber', limits: { flatP: 0.01, lackOfFitP: 0.1 } } as const
    const set = after({ kind: 'take-policy', policy, label: '' }, { kind: 'set-method', method, label: '' })
    const origins = originsOf(set)
    expect(origins.get('Loss')).toEqual(['Huber, robust', 'this table'])
    expect(origins.get('Weights')?.[1]).toBe('policy Mine, version 3')
    expect(origins.get('Flat from p')).toEqual(['0.01', 'policy Mine, version 3'])
    expect(origins.get('Wide interval past')).toEqual(['10\u202ffold', 'this table'])
    expect(origins.get('Lack of fit below p')).toEqual(['0.1', 'this table'])
  })

  it('stays what was set where a policy says nothing of the method', () => {
    expect(methodOrigin({ ...USUAL_METHOD, loss: 'tukey' }, null, 'loss')).toBe('this table')
    expect(methodOrigin(USUAL_METHOD, null, 'loss')).toBe('default')
    expect(methodOrigin(USUAL_METHOD, USUAL_METHOD, 'loss')).toBe('policy')
  })
})

const FREE = { kind: 'free' } as const
