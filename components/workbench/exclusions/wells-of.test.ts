import { expect, it } from 'vitest'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { wellsOfDose, wellsOfReplicate } from './wells-of.ts'

// Only what the functions read: rows in the order of the table, two doses by two replicates.
const CURVE = {
  rows: Uint32Array.of(4, 7, 9, 12),
  dose: Float64Array.of(1, 1, 10, 10),
  replicate: Uint16Array.of(1, 2, 1, 2),
} as Partial<CurveData> as CurveData

it('finds the wells of a dose and of a replicate by their rows', () => {
  expect(wellsOfDose(CURVE, 9)).toEqual([9, 12])
  expect(wellsOfReplicate(CURVE, 9)).toEqual([4, 9])
})

it('finds none for a row of another curve', () => {
  expect(wellsOfDose(CURVE, 5)).toEqual([])
})
