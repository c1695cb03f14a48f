import { describe, expect, it } from 'vitest'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import type { RefitResults } from '@/lib/workbench/refit-results.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { isSameFit } from './is-same-fit.ts'
import { curvesLine, frameLine, pushedLine, sizeLine } from './push-refit-words.ts'
import { refitText } from './refit-words.ts'

const WORK = initialWork(guessMapping({ rowCount: 0, columns: [] }))
const by = { reason: '', author: 'Ada', at: '' }
const out = { row: 3, responseColumn: 2, cause: 'hand' as const, ...by }

describe('what a refit was of', () => {
  it.each<[string, Partial<Work>]>([
    ['a review', { reviews: { a: { mark: 'approved', note: '', basis: 'x', ...by } } }],
    ['an override', { overrides: { a: { verdict: 'reportable', ...by } } }],
    ['a curve that was set and set back', { curves: { a: { constraints: {} } } }],
  ])('is the same after %s', (_, change) => {
    expect(isSameFit(WORK, { ...WORK, ...change })).toBe(true)
  })

  it.each<[string, Partial<Work>]>([
    ['another policy', { policy: 'agnostic' }],
    ['an exclusion', { exclusions: { '3:2': out } }],
    ['a curve of its own model', { curves: { a: { constraints: {}, model: 'logistic5' } } }],
    ['a line of the verdict for one curve', { curves: { a: { constraints: {}, limits: { wideFold: 20 } } } }],
    ['another loss', { method: { ...WORK.method, loss: 'tukey' } }],
    ['another unit', { mapping: { ...WORK.mapping, responseUnit: '%' } }],
    ['an answer', { answers: { q: 'yes' } }],
  ])('is another after %s', (_, change) => {
    expect(isSameFit(WORK, { ...WORK, ...change })).toBe(false)
  })

  it('is the same once it was saved and read back', () => {
    const columns = ['a', 'b', 'c'].map((displayName) => ({ displayName, typeName: 'Float' as const }))
    const saved = parseSavedWork(serialiseWork({ ...WORK, exclusions: { '3:2': out } }, columns), columns)
    if (!saved.ok) throw new Error('not read')
    expect(isSameFit(saved.value, { ...WORK, exclusions: { '3:2': { ...out, author: 'Bob' } } })).toBe(true)
  })
})

const BATCH: BatchView = {
  batchId: 'b',
  frameId: 'f',
  state: 'running',
  message: null,
  policy: 'Free fit',
  by: 'ada@acme.org',
  rowCount: 1_000_000,
  curveCount: 40_000,
  fittedCount: 8000,
  verdicts: { 'no-response': 2, reportable: 7998 },
  startedAt: '',
  endedAt: null,
  results: null,
}

it.each<[Partial<BatchView>, string]>([
  [{}, 'Refitting under Free fit: 8,000 of 40,000 curves'],
  [{ state: 'queued', curveCount: null, fittedCount: 0 }, 'Refit under Free fit: the rows are being read'],
  [{ state: 'failed', message: 'It has no curves.' }, 'Refit under Free fit failed. It has no curves.'],
  [{ state: 'cancelled' }, 'Refit under Free fit cancelled at 8,000 of 40,000 curves'],
  [
    { state: 'done', curveCount: 8000 },
    '8,000 curves refitted under Free fit by ada@acme.org: 7,998 reportable, 2 no response',
  ],
  [
    { state: 'done', curveCount: 8000, by: 'browser session 1f' },
    '8,000 curves refitted under Free fit: 7,998 reportable, 2 no response',
  ],
])('%j reads "%s"', (change, text) => {
  expect(refitText({ ...BATCH, ...change })).toBe(text)
})

describe('what is said before results are pushed', () => {
  const part = (place: number) => ({ name: `Halfmax results part ${place} of 2 K`, curveCount: 4000 })
  const one = [{ name: 'Halfmax results K', curveCount: 8000 }]
  const results: RefitResults = {
    byteLength: 9_600_000,
    columnCount: 31,
    frames: { fewest: one, small: one },
    pushes: [],
  }

  it('names the data frame, its size, and the curves with their verdicts', () => {
    expect(frameLine(results, 'fewest')).toBe('Halfmax results K, 8,000 rows and 31 columns, 9.6 MB')
    expect(curvesLine({ ...BATCH, curveCount: 8000 })).toBe(
      'All 8,000 curves go along, a row each: 7,998 reportable, 2 no response. Marks and overrides of a review are no part of a refit.',
    )
    expect(sizeLine(results)).toContain('Well below')
  })

  it('says which limit a frame is over, and what to do', () => {
    const frames = { fewest: one, small: [part(1), part(2)] }
    const older = { ...results, byteLength: 20_000_000, frames }
    expect(frameLine(older, 'small')).toContain('part 1 of 2 K to Halfmax results part 2 of 2 K, 8,000 rows')
    expect(sizeLine(older)).toMatch(/^Benchling takes 150 MB .* 15 MB. Should it refuse .* smaller frames.$/)
    const large = { ...results, byteLength: 83_000_000, frames: { fewest: [part(1), part(2)], small: one } }
    expect(sizeLine(large)).toContain('have 83 MB, and one push takes 60 MB: they go as 2 data frames')
  })

  it('says how a push stands', () => {
    const push = { pushId: 'p', name: 'Halfmax results K' } as const
    expect(pushedLine({ ...push, state: 'done' })).toBe('Halfmax results K is attached')
    expect(pushedLine({ ...push, state: 'failed' })).toBe('Halfmax results K could not be attached')
  })
})
