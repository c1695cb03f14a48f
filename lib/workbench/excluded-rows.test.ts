import { expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { excludedRows } from './excluded-rows.ts'
import { pointKey } from './point-key.ts'
import type { Work } from './types.ts'

const FRAME = frameOf(
  ['Compound', 'Dose (µM):Float', 'Inhibition (%):Float', 'Viability (%):Float'],
  ['A', 'B'].flatMap((name) =>
    ['0.1', '1', '10', '100'].map((dose, i) => [name, dose, String(10 + 25 * i), String(90 - 25 * i)]),
  ),
)
const MAPPING = { ...guessMapping(FRAME).mapping, groups: [0], responses: [2, 3] }

function outOf(points: readonly (readonly [row: number, responseColumn: number])[]): Work['exclusions'] {
  return Object.fromEntries(
    points.map(([row, responseColumn]) => [
      pointKey({ row, responseColumn }),
      { row, responseColumn, reason: '', cause: 'hand', author: '', at: '' },
    ]),
  )
}

it('are those of the curve’s own readout, in its order, and the same list for as long as they are', () => {
  const curves = buildCurves(FRAME, MAPPING)
  const lists = (exclusions: Work['exclusions']) => curves.map((curve) => excludedRows(exclusions, curve))
  // Rows 4 to 7 are B's; column 2 is read first.
  const first = lists(
    outOf([
      [6, 2],
      [4, 2],
      [1, 3],
    ]),
  )
  expect(first).toEqual([[], [1], [4, 6], []])
  const second = lists(
    outOf([
      [6, 2],
      [4, 2],
      [1, 3],
      [0, 2],
    ]),
  )
  expect(second).toEqual([[0], [1], [4, 6], []])
  expect(second.map((list, i) => list === first[i])).toEqual([false, true, true, true])
  expect(lists({})).toEqual([[], [], [], []])
})
