import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { beforeAfterRows, changesBetween, returnedTo } from './before-after.ts'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { initialWork } from './initial-work.ts'
import type { Exclusion, Work } from './types.ts'

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
})
