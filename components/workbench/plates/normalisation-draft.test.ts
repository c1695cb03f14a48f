import { describe, expect, it } from 'vitest'
import { frameOf } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { byChoices, firstDraft, missingText, mixedReadings, toNormalisation } from './normalisation-draft.ts'

/** Two times of one plate, as rows. */
const frame = frameOf(
  ['Run', 'Plate', 'Well', 'Time', 'Well type', 'Dose (nM):Float', 'Signal:Float'],
  ['24', '48'].flatMap((time) => [
    ['R1', 'P1', 'A01', time, 'DMSO', '0', '100'],
    ['R1', 'P1', 'A02', time, 'pos', '0', '10'],
    ['R1', 'P1', 'A03', time, 'sample', '1', '90'],
    ['R1', 'P1', 'A04', time, 'sample', '10', '50'],
  ]),
)
const guessed = initialWork(guessMapping(frame))
const work = { ...guessed, mapping: { ...guessed.mapping, groups: [3] } }

describe('what a table suggests', () => {
  it('is filled in, and is no normalisation until a kind is chosen', () => {
    const draft = firstDraft(work, frame)
    expect(draft).toEqual({
      kind: null,
      column: 4,
      negative: ['DMSO'],
      positive: ['pos'],
      by: [0, 1, 3],
      centre: 'mean',
    })
    expect(toNormalisation(draft)).toBeNull()
    expect(toNormalisation({ ...draft, kind: 'inhibition' })).toMatchObject({
      kind: 'inhibition',
      by: [0, 1, 3],
    })
  })

  it('offers plates, runs, times and all rows', () => {
    expect(byChoices(work, frame, [1]).map(({ text }) => text)).toEqual([
      'each Run, Plate and Time',
      'each Run and Time',
      'each Time',
      'all rows together',
      'each Plate',
    ])
  })
})

it.each([
  [{ column: null }, 'Choose the column that tells control wells.'],
  [{ negative: [] }, 'Choose which wells are untreated.'],
  [{ positive: [] }, 'Choose which wells have the full effect.'],
  [{ positive: [], kind: 'percent-of-control' as const }, ''],
  [{ negative: [], kind: null }, ''],
])('says what is missing of %j', (change, text) => {
  expect(missingText({ ...firstDraft(work, frame), kind: 'inhibition', ...change })).toBe(text)
})

it('notices controls of two times that are taken together', () => {
  const normalise = (by: readonly number[]) => {
    const normalisation = toNormalisation({ ...firstDraft(work, frame), kind: 'inhibition', by })
    return reduceWork(initialHistory(work), { kind: 'set-normalisation', normalisation, label: '' }).present
  }
  expect(mixedReadings(normalise([0, 1]), frame)).toEqual(['Time'])
  expect(mixedReadings(normalise([0, 1, 3]), frame)).toEqual([])
  expect(mixedReadings(work, frame)).toEqual([])
})
