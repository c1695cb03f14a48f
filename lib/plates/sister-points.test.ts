import { expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { TWO_COLUMNS, frameOf } from '../data-frame/frame-fixture.ts'
import { guessLayout } from './guess-layout.ts'
import { sisterFinder } from './sister-points.ts'

it('finds the other readouts of a row', () => {
  const frame = frameOf(
    ['Dose:Float', 'Viability 24h:Float', 'Viability 48h:Float'],
    [
      ['1', '90', '80'],
      ['10', '50', ''],
    ],
  )
  const curves = buildCurves(frame, { ...TWO_COLUMNS, responses: [1, 2] })
  const sisters = sisterFinder(frame, guessLayout(frame), curves)
  expect(sisters(0, 1).map(({ curve, row }) => [curve.responseColumn, row])).toEqual([[2, 0]])
  expect(sisters(0, 2).map(({ curve, row }) => [curve.responseColumn, row])).toEqual([[1, 0]])
  // The 48 h cell is empty: there is no point to take out.
  expect(sisters(1, 1)).toEqual([])
  expect(sisters(7, 1)).toEqual([])
})

it('finds the row of the same well at another time in a long table, on its own plate alone', () => {
  const frame = frameOf(
    ['Dose:Float', 'Viability:Float', 'Plate', 'Well', 'Time'],
    [
      ['1', '90', 'P1', 'A01', '24'],
      ['10', '50', 'P1', 'A02', '24'],
      ['1', '80', 'P1', 'A01', '48'],
      ['10', '40', 'P1', 'A02', '48'],
      ['1', '85', 'P2', 'A01', '24'],
    ],
  )
  const curves = buildCurves(frame, { ...TWO_COLUMNS, groups: [4] })
  const sisters = sisterFinder(frame, guessLayout(frame), curves)
  expect(sisters(0, 1).map(({ curve, row }) => [curve.groupValues[0], row])).toEqual([['48', 2]])
  expect(sisters(3, 1).map(({ curve, row }) => [curve.groupValues[0], row])).toEqual([['24', 1]])
  expect(sisters(4, 1)).toEqual([])
})

it('takes a second reading of the well in the same curve for a repeat', () => {
  const frame = frameOf(
    ['Dose:Float', 'Viability:Float', 'Plate', 'Well'],
    [
      ['1', '90', 'P1', 'A01'],
      ['1', '91', 'P1', 'A01'],
    ],
  )
  const sisters = sisterFinder(frame, guessLayout(frame), buildCurves(frame, TWO_COLUMNS))
  expect(sisters(0, 1)).toEqual([])
})
