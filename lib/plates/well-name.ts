import type { WellPlace } from './types.ts'

/** Rows and columns of the plates in use, smallest first: 6, 12, 24, 48, 96, 384 and 1536 wells. */
const PLATE_FORMATS: readonly PlateFormat[] = [
  { rows: 2, columns: 3 },
  { rows: 3, columns: 4 },
  { rows: 4, columns: 6 },
  { rows: 6, columns: 8 },
  { rows: 8, columns: 12 },
  { rows: 16, columns: 24 },
  { rows: 32, columns: 48 },
]

export interface PlateFormat {
  readonly rows: number
  readonly columns: number
}

const LARGEST: PlateFormat = { rows: 32, columns: 48 }

/** The place of `A01`, `a1`, `P-24` or `AF48`; null for what names no well of a plate of 1536. */
export function parseWell(text: string): WellPlace | null {
  const [, letters, digits] = /^([A-Za-z]{1,2})[\s:_-]?0{0,2}([1-9]\d?)$/.exec(text.trim()) ?? []
  if (letters === undefined || digits === undefined) return null
  const row = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  const column = Number(digits) - 1
  return row < LARGEST.rows && column < LARGEST.columns ? { row, column } : null
}

/** `A01` to `AF48`. */
export function wellName({ row, column }: WellPlace): string {
  return rowName(row) + String(column + 1).padStart(2, '0')
}

/** `A` to `Z`, then `AA` to `AF`. */
export function rowName(row: number): string {
  const letter = (index: number) => String.fromCharCode(65 + index)
  return row < 26 ? letter(row) : letter(Math.floor(row / 26) - 1) + letter(row % 26)
}

/** The smallest plate that has all these wells; null without any. */
export function plateFormat(wells: readonly WellPlace[]): PlateFormat | null {
  if (wells.length === 0) return null
  const lastRow = wells.reduce((most, { row }) => Math.max(most, row), 0)
  const lastColumn = wells.reduce((most, { column }) => Math.max(most, column), 0)
  return PLATE_FORMATS.find(({ rows, columns }) => lastRow < rows && lastColumn < columns) ?? null
}
