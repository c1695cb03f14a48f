import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { ColumnMeta } from '../data-frame/types.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { reduceWork } from './reduce-work.ts'
import { parseSavedWork } from './saved-work.ts'
import { savedWorkKey, serialiseWork } from './write-work.ts'
import type { Work } from './types.ts'
import { anyWorkAction } from './work-arbitraries.ts'

const FRAME = rExampleFrame()
const WORK: Work = {
  ...initialWork(guessMapping(FRAME)),
  policy: 'r-example',
  curves: { 'HeLa|24h': { constraints: { bottom: { kind: 'bounded', lower: 0, upper: null } } } },
  exclusions: {
    '4:2': {
      row: 4,
      responseColumn: 2,
      cause: 'hand',
      reason: 'same value as row 4',
      author: 'you',
      at: '2026-03-01T12:00:00Z',
    },
  },
}

function columns(...names: readonly string[]): readonly ColumnMeta[] {
  return names.map((displayName) => ({ displayName, typeName: 'Float' }))
}

/** The saved text with one part of it replaced. */
function tampered(change: Readonly<Record<string, unknown>>): string {
  const saved: unknown = JSON.parse(serialiseWork(WORK, FRAME.columns))
  return JSON.stringify(Object.assign({}, saved, change))
}

describe('saved work', () => {
  it('comes back as it was', () => {
    expect(parseSavedWork(serialiseWork(WORK, FRAME.columns), FRAME.columns)).toEqual({
      ok: true,
      value: WORK,
    })
  })

  it('comes back as it was, whatever was done', () => {
    const six = columns('a', 'b', 'c', 'd', 'e', 'f')
    fc.assert(
      fc.property(fc.array(anyWorkAction, { maxLength: 20 }), (actions) => {
        const { present } = actions.reduce(
          (before, action) => reduceWork(before, action),
          initialHistory(initialWork(guessMapping(FRAME))),
        )
        const restored = parseSavedWork(serialiseWork(present, six), six)
        expect(restored).toEqual({ ok: true, value: present })
      }),
    )
  })

  it.each([
    ['no JSON', '{', 'unreadable'],
    ['something else', '"hello"', 'unreadable'],
    ['another version', tampered({ version: 2 }), 'other-version'],
    ['a part missing', tampered({ mapping: undefined }), 'unreadable'],
    ['an unknown policy', tampered({ policy: 'strict' }), 'unreadable'],
    ['a negative column', tampered({ mapping: { ...WORK.mapping, dose: -1 } }), 'unreadable'],
    [
      'bounds the wrong way round',
      tampered({ curves: [['x', { constraints: { top: { kind: 'bounded', lower: 2, upper: 1 } } }]] }),
      'unreadable',
    ],
    [
      'limits of equivalence the wrong way round',
      tampered({
        comparison: {
          reference: 'a',
          others: [],
          shared: [],
          isGhosted: false,
          limits: { hill: [1.25, 0.8], bottom: [-0.2, 0.2], top: [-0.2, 0.2] },
        },
      }),
      'unreadable',
    ],
    [
      'a column it does not know itself',
      tampered({ mapping: { ...WORK.mapping, dose: 9 } }),
      'columns-changed',
    ],
  ])('refuses %s', (_, text, kind) => {
    const read = parseSavedWork(text, FRAME.columns)
    expect(read.ok ? null : read.error.kind).toBe(kind)
  })

  it('gives a comparison that was saved before it had limits the usual ones', () => {
    const comparison = { reference: 'a', others: ['b'], shared: ['top'], isGhosted: true }
    const read = parseSavedWork(tampered({ comparison }), FRAME.columns)
    const limits = { hill: [0.8, 1.25], bottom: [-0.2, 0.2], top: [-0.2, 0.2] }
    expect(read.ok ? read.value.comparison : null).toEqual({ ...comparison, limits })
  })

  it('keeps a declined proposal, and has none where none could be declined yet', () => {
    const kept = { row: 6, responseColumn: 3, author: 'Ada', at: '2026-03-01T12:00:00Z' }
    const read = parseSavedWork(tampered({ keptOutliers: [kept] }), FRAME.columns)
    expect(read.ok ? read.value.keptOutliers : null).toEqual({ '6:3': kept })
    const older = parseSavedWork(tampered({ keptOutliers: undefined }), FRAME.columns)
    expect(older.ok ? older.value.keptOutliers : null).toEqual({})
    const unlimited = parseSavedWork(tampered({ plateLimits: undefined }), FRAME.columns)
    expect(unlimited.ok ? unlimited.value.plateLimits : null).toEqual({})
  })

  it('refuses a mapping whose column is another one now, and says which', () => {
    const now = columns(
      'Cell Line Name',
      'Cell Mortality Concentration',
      'Viability',
      'Cell Mortality Mortality 48h',
    )
    const read = parseSavedWork(serialiseWork(WORK, FRAME.columns), now)
    expect(read.ok ? null : read.error.message).toBe(
      'Column 3 was “Cell Mortality Mortality 24h” when the work was saved and is “Viability” now.',
    )
    const gone = parseSavedWork(serialiseWork(WORK, FRAME.columns), now.slice(0, 2))
    expect(gone.ok ? null : gone.error.message).toContain('no longer has the column')
  })

  it('does not mind another column it does not rely on', () => {
    const read = parseSavedWork(serialiseWork(WORK, FRAME.columns), [...FRAME.columns, ...columns('Notes')])
    expect(read.ok).toBe(true)
  })

  it('is kept under its tenant, analysis and frame', () => {
    const place = { tenantHost: 'acme.benchling.com', analysisId: 'ana_1', frameId: 'dtf_2' }
    expect(savedWorkKey({ ...place, owner: null })).toBe('halfmax:work:acme.benchling.com:ana_1:dtf_2')
    expect(savedWorkKey({ ...place, owner: 'a1' })).toBe('halfmax:work:acme.benchling.com:ana_1:dtf_2:a1')
  })
})
