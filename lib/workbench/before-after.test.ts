import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { beforeAfterRows, changesBetween } from './before-after.ts'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { groupsOf } from './groups.ts'
import { initialWork } from './initial-work.ts'
import { builtInPolicy } from './policies.ts'
import { returnedTo } from './returned-to.ts'
import { curveRequest } from './selectors.ts'
import type { CurveSettings, Exclusion, Policy, Work } from './types.ts'

const FRAME = rExampleFrame()
const GUESS = guessMapping(FRAME)
const WORK: Work = { ...initialWork(GUESS), mapping: { ...GUESS.mapping, doseUnit: 'µM', responseUnit: '%' } }
const [CURVE, OTHER] = buildCurves(FRAME, WORK.mapping) as [CurveData, CurveData]
const NAMES = { potency: 'IC50', doseUnit: 'µM', responseUnit: '%', levels: [0.95, 0.95] } as const

function out(row: number, curve = CURVE): Work['exclusions'] {
  const exclusion: Exclusion = {
    row,
    responseColumn: curve.responseColumn,
    cause: 'hand',
    reason: 'edge effect',
    author: 'you',
    at: '2026-03-01T12:00:00Z',
  }
  return { [`${row}:${curve.responseColumn}`]: exclusion }
}

const CHANGED: Work = {
  ...WORK,
  curves: { [CURVE.id]: { constraints: { bottom: { kind: 'fixed', value: 0 } }, model: 'logistic5' } },
  exclusions: { ...out(4), ...out(10), ...out(3, OTHER) },
}

function plain(text: string | undefined): string {
  return (text ?? '').replaceAll(/[\u202f\u00a0]/g, ' ')
}

describe('beforeAfterRows', () => {
  const row = (name: string, after = {}) => {
    const rows = beforeAfterRows(rExampleFit(), rExampleFit({ relative: potencyAt(28.67), ...after }), NAMES)
    const found = rows.find((one) => one.name === name)
    return [found?.before, found?.after, found?.change].map(plain)
  }

  it('names both levels where the policy changed its own', () => {
    const names = { ...NAMES, levels: [0.95, 0.9] } as const
    const rows = beforeAfterRows(rExampleFit(), rExampleFit(), names)
    expect(plain(rows[1]?.name)).toBe('95 % CI, now 90 %')
  })

  it('says the fold of two values', () => {
    // 28.67 / 22.92 = 1.2509
    expect(row('IC50 (relative)')).toEqual(['22.9 µM', '28.7 µM', '×1.25'])
    expect(row('95\u202f% CI')).toEqual(['18.4 to 29.9', '—', ''])
  })

  it('makes no fold of a limit', () => {
    expect(row('IC50 (relative)', { relative: potencyAt(300, { qualifier: '>' }) })).toEqual([
      '22.9 µM',
      '> 300 µM',
      '',
    ])
  })

  it('says plateaus as differences with their unit, and wells', () => {
    const parameters = rExampleFit().parameters.map((one) =>
      one.name === 'bottom' ? { ...one, estimate: 0 } : one,
    )
    expect(row('bottom', { parameters })).toEqual(['9.50 %', '0 %', '−9.5 %'])
    expect(row('wells', { n: 19 })).toEqual(['21', '19', '−2'])
  })
})

describe('changesBetween', () => {
  it('is empty for the same work', () => expect(changesBetween(WORK, WORK, CURVE)).toEqual([]))

  it('names model, parameters and wells of this curve alone', () => {
    expect(changesBetween(WORK, CHANGED, CURVE)).toEqual([
      'model: Four-parameter logistic, now Five-parameter logistic',
      'bottom: free, now fixed 0',
      '2 wells out: row 5, 11',
    ])
    expect(changesBetween(CHANGED, WORK, OTHER)).toEqual(['1 well back in: row 4'])
  })

  it('names lines of the verdict apart from the rest of the method', () => {
    const own: Work = { ...WORK, curves: { [CURVE.id]: { constraints: {}, limits: { wideFold: 20 } } } }
    const ofTable: Work = { ...WORK, method: { ...WORK.method, limits: { wideFold: 20 } } }
    const changed = ['verdict: the usual limits, now wide interval past 20-fold']
    expect(changesBetween(WORK, own, CURVE)).toEqual(changed)
    expect(changesBetween(WORK, own, OTHER)).toEqual([])
    expect(changesBetween(WORK, ofTable, CURVE)).toEqual(changed)
    expect(changesBetween(ofTable, own, CURVE)).toEqual([])
  })
})

describe('returnedTo', () => {
  it('takes this curve back and leaves the others', () => {
    const back = returnedTo(WORK, CHANGED, CURVE)
    expect(back).toEqual({ ...WORK, exclusions: out(3, OTHER) })
    expect(changesBetween(WORK, back, CURVE)).toEqual([])
  })

  it('brings settings and exclusions of then', () => {
    expect(returnedTo(CHANGED, WORK, CURVE)).toEqual({
      ...WORK,
      curves: CHANGED.curves,
      exclusions: { ...out(4), ...out(10) },
    })
  })

  it('brings the version of an own policy that held then, also where the work no longer knows it', () => {
    const first = ownPolicy(1, 0)
    const before: Work = { ...WORK, policy: first.name, policies: { [first.name]: first } }
    const second: Work = { ...before, policies: { [first.name]: ownPolicy(2, 5) } }
    expect(returnedTo(before, second, CURVE)).toEqual(before)
    expect(returnedTo(before, WORK, CURVE)).toEqual(before)
  })

  it('asks for the fit of then whatever a group sets by now, and leaves the group to its other curves', () => {
    const [group = ''] = groupsOf(CURVE.id)
    const settings: CurveSettings = {
      constraints: { top: { kind: 'fixed', value: 90 } },
      model: 'weibull1',
      limits: { wideFold: 20 },
    }
    const grouped: Work = { ...WORK, groups: { [group]: settings } }
    for (const [before, now] of [
      [WORK, grouped],
      [grouped, WORK],
      [CHANGED, { ...CHANGED, groups: grouped.groups }],
    ] as const) {
      const back = returnedTo(before, now, CURVE)
      expect(curveRequest(back, CURVE, 'full')).toEqual(curveRequest(before, CURVE, 'full'))
      expect(changesBetween(before, back, CURVE)).toEqual([])
      expect(back.groups).toBe(now.groups)
    }
  })
})

function ownPolicy(version: number, bottom: number): Policy {
  const free = builtInPolicy('free') as Policy
  const constraints = { ...free.constraints, bottom: { kind: 'fixed', value: bottom } as const }
  return { ...free, name: 'own:mine', title: 'Mine', version, constraints }
}
