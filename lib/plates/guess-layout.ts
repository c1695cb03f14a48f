import { cellText, isEmptyCell } from '../data-frame/cell.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import type { Column, DataFrame } from '../data-frame/types.ts'
import type { PlateLayout } from './types.ts'
import { parseWell } from './well-name.ts'

const PLATE = /^(plate|plateid|platename|platenumber|platebarcode|barcode)$/
const WELL = /^(well|wellid|wellname|wellposition|wellnumber|position)$/
const RUN = /^(run|runid|runname|experiment|experimentid|experimentname)$/

/** Columns that tell run, plate and well, by their headers; a column of wells must also hold names such as `A01`. */
export function guessLayout({ columns, rowCount }: DataFrame): PlateLayout {
  const words = columns.map(({ displayName }) => {
    const match = headerFamily(readHeader(displayName))
    return match?.at === 'ends' ? match.word.replaceAll(' ', '') : ''
  })
  const find = (pattern: RegExp, isFitting: (column: Column) => boolean) => {
    const index = columns.findIndex((column, i) => pattern.test(words[i] ?? '') && isFitting(column))
    return index < 0 ? null : index
  }
  const isFilled = (column: Column) => rowCount > 0 && !isEmptyCell(column, 0)
  return {
    run: find(RUN, isFilled),
    plate: find(PLATE, isFilled),
    well: find(WELL, (column) => holdsWells(column, rowCount)),
  }
}

/** Rows looked at: enough to tell, few enough for a long table. */
const SAMPLED_ROWS = 200
const FEWEST_SHARE = 0.9

function holdsWells(column: Column, rowCount: number): boolean {
  const rows = Array.from({ length: Math.min(rowCount, SAMPLED_ROWS) }, (_, row) => row)
  const filled = rows.filter((row) => !isEmptyCell(column, row))
  const wells = filled.filter((row) => parseWell(cellText(column, row)) !== null)
  return filled.length > 0 && wells.length >= FEWEST_SHARE * filled.length
}
