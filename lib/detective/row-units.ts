import { FIRST_TEXT_CODE } from '../data-frame/cell.ts'
import { logDoseShift, parseDoseUnit } from '../data-frame/dose-units.ts'
import type { Column, DoseUnit } from '../data-frame/types.ts'

/**
 * Per row the power of ten that brings its dose from the unit its own cell names to one unit.
 *
 * @param answer  `convert µM`; any other gives null
 * @returns rowCount powers, NaN where the cell names no unit that converts
 */
export function rowUnitShifts(units: Column, rowCount: number, answer: string): Float64Array | null {
  const to = parseDoseUnit(/^convert (.+)$/.exec(answer)?.[1] ?? '')
  if (to === null) return null
  const ofCode = units.dictionary.map((text) => shiftOf(parseDoseUnit(text), to))
  return Float64Array.from(
    { length: rowCount },
    (_, row) => ofCode[(units.codes[row] ?? 0) - FIRST_TEXT_CODE] ?? Number.NaN,
  )
}

function shiftOf(from: DoseUnit | null, to: DoseUnit): number {
  return (from === null ? null : logDoseShift(from, to)) ?? Number.NaN
}
