import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameOf, rExampleFrame, R_EXAMPLE_ROWS } from '../data-frame/frame-fixture.ts'
import { initialHistory } from '../workbench/initial-work.ts'
import { reduceWork } from '../workbench/reduce-work.ts'
import { anyWorkAction } from '../workbench/work-arbitraries.ts'
import type { Exclusion, Work } from '../workbench/types.ts'
import { compareResults, resultsWords } from './compare-results.ts'
import { parseFitFile, resultsOf, serialiseFitFile } from './fit-file.ts'
import { restorable } from './restore.ts'
import { contextOf, EXAMPLE_SOURCE, EXAMPLE_VIEW, exampleWork } from './testing/bench.ts'

const FRAME = rExampleFrame()
const EXCLUSION: Exclusion = {
  row: 9,
  responseColumn: 3,
  cause: 'hand',
  reason: 'edge well',
  author: 'Ada',
  at: '2026-11-25T14:21:00.000Z',
}
const WORK: Work = {
  ...exampleWork(),
  policy: 'r-example',
  exclusions: { '9:3': EXCLUSION },
  curves: {
    'HeLa|Cell Mortality Mortality 48h': {
      constraints: { top: { kind: 'bounded', lower: 80, upper: 84 } },
      model: 'logistic4',
    },
  },
  answers: { 'dose-unit': 'µM' },
}
const write = (work: Work, context = contextOf(work)) =>
  serialiseFitFile({ context, work, source: EXAMPLE_SOURCE, view: EXAMPLE_VIEW })
const TEXT = write(WORK)

function opened(text: string) {
  const parsed = parseFitFile(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

describe('a fit file', () => {
  it('brings back work, view and every digit on the same data', () => {
    const file = opened(TEXT)
    const restored = restorable(file, rExampleFrame())
    if (!restored.ok) throw new Error(restored.error)
    expect(restored.value.work).toEqual(WORK)
    expect(restored.value.view).toEqual(EXAMPLE_VIEW)
    expect(restored.value.change.isSame).toBe(true)
    const change = compareResults(file.results, resultsOf(contextOf(restored.value.work)), (id) => id)
    expect(change).toEqual({ same: 2, differing: [], missing: 0 })
    expect(resultsWords(change)).toBe('All 2 curves have the digits of the file.')
  })

  it('finds its wells again where the rows stand in another order', () => {
    const kept = { row: 4, responseColumn: 2, author: 'Ada', at: '2026-11-25T14:21:00.000Z' }
    const file = opened(write({ ...WORK, keptOutliers: { '4:2': kept } }))
    const last = R_EXAMPLE_ROWS.length - 1
    const turned = frameOf(
      [
        'Cell Line Name',
        'Cell Mortality Concentration:Float',
        'Cell Mortality Mortality 24h:Float',
        'Cell Mortality Mortality 48h:Float',
      ],
      R_EXAMPLE_ROWS.toReversed().map((row) => ['HeLa', ...row]),
    )
    const restored = restorable(file, turned)
    const work = restored.ok ? restored.value.work : null
    expect(restored.ok ? '' : restored.error).toBe('')
    expect(Object.keys(work?.exclusions ?? {})).toEqual([`${last - 9}:3`])
    expect(work?.keptOutliers).toEqual({ [`${last - 4}:2`]: { ...kept, row: last - 4 } })
  })

  it('is the same text for the same state, and no other for another', () => {
    expect(write(structuredClone(WORK))).toBe(TEXT)
    expect(write({ ...WORK, policy: 'free' })).not.toBe(TEXT)
  })

  it('holds no potency beyond the tested doses without its qualifier', () => {
    const rows = R_EXAMPLE_ROWS.map(([dose, response]) => ['HeLa', dose, String(Number(response) / 6)])
    const frame = frameOf(['Cell Line Name', 'Concentration (uM):Float', 'Mortality 24h (%):Float'], rows)
    const work: Work = { ...exampleWork(frame), policy: 'r-example' }
    const { headers, curves } = resultsOf(contextOf(work, frame))
    const cells = Object.fromEntries(headers.map((header, i) => [header, curves[0]?.cells[i]]))
    expect(cells['EC50 relative qualifier'] ?? cells['IC50 relative qualifier']).toBe('>')
    for (const [header, cell] of Object.entries(cells)) {
      if (/µM/.test(header) && typeof cell === 'number') expect(cell).toBeLessThanOrEqual(300)
    }
  })

  it('survives line ends, indents and the mark of another editor', () => {
    const edited = `\uFEFF${TEXT.replaceAll('\n ', '\r\n\t')}`
    expect(parseFitFile(edited)).toEqual(parseFitFile(TEXT))
  })

  it('carries any work there and back', () => {
    const context = { ...contextOf(exampleWork()), curves: [] }
    fc.assert(
      fc.property(fc.array(anyWorkAction, { maxLength: 12 }), (actions) => {
        const work = actions.reduce(
          (before, action) => reduceWork(before, action),
          initialHistory(exampleWork()),
        ).present
        // Columns that the table lacks are refused: the actions speak of six.
        const wide = frameOf(
          ['a', 'b', 'c', 'd', 'e', 'f'],
          Array.from({ length: 60 }, (_, i) => [`${i}`, '1', '2', '3', '4', '5']),
        )
        const text = write(work, { ...context, frame: wide })
        const restored = restorable(opened(text), wide)
        expect(restored.ok && restored.value.work).toEqual(work)
      }),
      { numRuns: 40 },
    )
  })

  it.each<[string, (text: string) => string, RegExp]>([
    ['an empty file', () => '', /no fit file/],
    ['another JSON', () => '{"kind":"receipt"}', /no fit file/],
    ['a list', () => '[1]', /no fit file/],
    ['a cut file', (text) => text.slice(0, -400), /no fit file/],
    ['a later form', (text) => text.replace('"schema": 1', '"schema": 2'), /another version/],
    ['a changed reason', (text) => text.replace('edge well', 'outlier'), /changed or cut short/],
    [
      'a changed digit',
      (text) => text.replace(/(\d\.\d{8,})/, (n) => String(Number(n) * 2)),
      /changed or cut short/,
    ],
    ['a field taken away', (text) => text.replace(/"engine": "[^"]*",/, ''), /changed or cut short/],
  ])('refuses %s in words', (_, change, words) => {
    const parsed = parseFitFile(change(TEXT))
    expect(parsed.ok ? '' : parsed.error.message).toMatch(words)
  })

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseFitFile(text).ok).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, put) => {
        expect(() => parseFitFile(TEXT.slice(0, at) + put + TEXT.slice(at + put.length))).not.toThrow()
      }),
      { numRuns: 60 },
    )
  })

  it('names the result that differs', () => {
    const file = opened(TEXT)
    const other = resultsOf(contextOf({ ...WORK, exclusions: {} }, FRAME))
    const change = compareResults(file.results, other, (id) => id.slice(-13))
    expect(change.same).toBe(1)
    expect(change.differing[0]).toMatch(/^Mortality 48h: .+, in the file /)
    expect(resultsWords(change)).toBe('1 of 2 curves has other results than in the file.')
  })
})
