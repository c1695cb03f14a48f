import { convertDose } from '../data-frame/dose-units.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import { readWordedDose } from './dose-text.ts'
import type { WordedDose } from './dose-text.ts'
import { isNumberLike } from './cell-number.ts'
import type { HeadedGrid } from './header-rows.ts'
import { isFilled } from './tidy-grid.ts'

/** Rows among which one has its unit, if any has. */
const FIRST_ROWS = 20

/**
 * Takes units out of columns whose cells are doses with their unit, `0.1 µM`, and puts the first of them into the header; doses
 * in another unit come into that one. Texts among them (DMSO) stay. Gives the sentences that say so.
 */
export function unitsToHeaders(headed: HeadedGrid): {
  readonly headed: HeadedGrid
  readonly notes: readonly string[]
} {
  if (headed.doses !== null) return { headed, notes: [] }
  const units = headed.headers.map((header, index) => unitOfColumn(headed, header, index))
  if (units.every((unit) => unit === null)) return { headed, notes: [] }
  const headers = headed.headers.map((header, index) => {
    const unit = units[index] ?? null
    return unit === null ? header : `${header === '' ? 'Concentration' : header} (${unit})`
  })
  return {
    headed: {
      ...headed,
      headers,
      rows: headed.rows.map((row) => row.map((cell, index) => inUnit(cell, units[index] ?? null))),
    },
    notes: headers.flatMap((header, index) =>
      units[index] == null ? [] : [`Units were taken out of the cells of “${header}”.`],
    ),
  }
}

/** The first unit of a column of doses; null where the header has one, or where cells are not of one kind. */
function unitOfColumn({ rows }: HeadedGrid, header: string, index: number): DoseUnit | null {
  const reading = readHeader(header)
  const family = headerFamily(reading)?.family
  if (reading.doseUnit !== null || (family !== undefined && family !== 'dose')) return null
  // A wide table has thousands of columns: its first rows tell that one holds plain numbers.
  const isPlain = rows.slice(0, FIRST_ROWS).every((row) => doseOf(row[index] ?? '') === null)
  if (isPlain) return null
  const cells = rows.flatMap((row) => row[index] || [])
  const doses = cells.flatMap((cell) => doseOf(cell) ?? [])
  const unit = doses[0]?.unit ?? null
  if (unit === null || doses.length * 2 < cells.length) return null
  const areAlike = doses.every(
    (dose) => dose.unit !== null && convertDose(dose.value, dose.unit, unit) !== null,
  )
  // A number without a unit among them may be in any; zero is zero in all.
  const isWhole = cells.every((cell) => doseOf(cell) !== null || !isNumberLike(cell) || Number(cell) === 0)
  return areAlike && isWhole ? unit : null
}

function doseOf(cell: string): WordedDose | null {
  const dose = isFilled(cell) && /\d.*\p{L}/u.test(cell) ? readWordedDose(cell) : null
  if (dose === null || dose.unit === null || dose.after !== '') return null
  const isPlain = dose.before === '' || headerFamily(readHeader(dose.before))?.family === 'dose'
  return isPlain ? dose : null
}

function inUnit(cell: string, unit: DoseUnit | null): string {
  const dose = unit === null ? null : doseOf(cell)
  if (dose === null || dose.unit === null || unit === null) return cell
  return dose.unit === unit ? dose.digits : String(convertDose(dose.value, dose.unit, unit) ?? cell)
}
