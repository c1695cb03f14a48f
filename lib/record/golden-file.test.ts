import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { compareResults } from './compare-results.ts'
import { parseFitFile, resultsOf } from './fit-file.ts'
import { restorable } from './restore.ts'
import { contextOf } from './testing/bench.ts'

/** Written by version 0.1.0 from Benchling's R example with its policy, row 10 of 48 h excluded. */
const STORED = readFileSync(new URL('./fixtures/r-example-fit-file.txt', import.meta.url), 'utf8')

it('a stored fit file opens on the same rows and its fits have the same digits', () => {
  const parsed = parseFitFile(STORED)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const restored = restorable(parsed.value, rExampleFrame())
  if (!restored.ok) throw new Error(restored.error)
  const { work, change, lostExclusions } = restored.value
  expect(change.isSame).toBe(true)
  expect(lostExclusions).toBe(0)
  expect(Object.values(work.exclusions)).toEqual([
    {
      row: 9,
      responseColumn: 3,
      cause: 'hand',
      reason: 'edge well',
      author: 'Ada',
      at: '2026-11-25T14:21:00.000Z',
    },
  ])
  const now = resultsOf(contextOf(work))
  expect(compareResults(parsed.value.results, now, (id) => id)).toEqual({
    same: 2,
    differing: [],
    missing: 0,
  })
})

it('holds the numbers that drc gives for the example', () => {
  const parsed = parseFitFile(STORED)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { headers, curves } = parsed.value.results
  const cell = (header: RegExp) => Number(curves[0]?.cells[headers.findIndex((title) => header.test(title))])
  // R 4.2.2, drc at 8719d43: LL.4(fixed = c(NA, 0, 100, NA)) on the mortality at 24 h.
  expect(cell(/^IC50 relative \(µM\)$/) / 28.6726581038).toBeCloseTo(1, 9)
  expect(cell(/^slope$/) / 0.727623056333).toBeCloseTo(1, 9)
  expect(cell(/^slope SE$/) / 0.0522004248334).toBeCloseTo(1, 6)
})
