import { expect, it } from 'vitest'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import type { Review, Work } from '@/lib/workbench/types.ts'
import { conflictWords } from './conflict-words.ts'

const work = initialWork(guessMapping(rExampleFrame()))
const excluded = (row: number, reason = 'bubble') => ({
  ...{ row, responseColumn: 2, cause: 'hand' as const, reason },
  ...{ author: 'you', at: '2026-11-26T09:00:00Z' },
})
const rows = (...all: readonly number[]) => Object.fromEntries(all.map((row) => [`${row}:2`, excluded(row)]))
// What a mark says is not told of here, only that there is another one.
const mark = (name: string) => ({ mark: name }) as unknown as Review

it.each<[string, Partial<Work>, Partial<Work>, readonly string[]]>([
  ['nothing', {}, {}, []],
  [
    'a reason',
    { exclusions: rows(4) },
    { exclusions: { '4:2': excluded(4, 'edge') } },
    ['the exclusion of row 5'],
  ],
  ['wells of one side', { exclusions: rows(20, 2) }, {}, ['the exclusions of rows 3, 21']],
  ['many wells', { exclusions: rows(1, 2, 3) }, { exclusions: rows(4) }, ['4 exclusions']],
  [
    'several parts',
    { reviews: { A: mark('approved'), B: mark('approved') }, policy: 'viability' },
    { reviews: { A: mark('rejected') }, answers: { unit: 'nM' } },
    ['2 marks of curves', 'an answer about the table', 'the policy'],
  ],
])('says in what two works differ: %s', (_, ours, theirs, words) => {
  expect(conflictWords({ ...work, ...ours }, { ...work, ...theirs })).toEqual(words)
})
