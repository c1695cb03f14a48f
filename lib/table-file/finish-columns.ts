import { displayHeaders } from '../data-frame/display-headers.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import { parseCellNumber } from '../data-frame/number-text.ts'
import type { ColumnMeta } from '../data-frame/types.ts'
import { isNumberLike } from './cell-number.ts'
import type { LongTable } from './melt.ts'
import { isFilled } from './tidy-grid.ts'
import type { Grid } from './types.ts'

export interface FinishedTable {
  readonly columns: readonly ColumnMeta[]
  readonly rows: Grid
  readonly notes: readonly string[]
}

/** Gives columns their final headers and types, and takes out percent signs and blanks between thousands where every number has its. */
export function finishColumns(long: LongTable): FinishedTable {
  const { headers, rows: written, notes } = joinThousands(fillMerged(long))
  const doubled = [...new Set(headers.filter((header, i) => header !== '' && headers.indexOf(header) < i))]
  const shown = displayHeaders(headers.map((displayName) => ({ displayName })))
  const percent = headers.map((_, index) => isPercentColumn(written, index))
  const columns = shown.map((header, index): ColumnMeta => {
    const isPercent = percent[index] === true && !/%|percent/i.test(header)
    return { displayName: isPercent ? `${header} (%)` : header, typeName: typeOf(written, index) }
  })
  const named = (is: (index: number) => boolean) =>
    columns.flatMap(({ displayName }, index) => (is(index) ? [`“${displayName}”`] : [])).join(' and ')
  const signed = named((index) => percent[index] === true)
  const commas = named((index) => isCommaColumn(written, index))
  return {
    columns,
    rows:
      signed === ''
        ? written
        : written.map((row) => row.map((cell, i) => (percent[i] ? unsigned(cell) : cell))),
    notes: [
      ...doubled.map((header) => `Several columns are named “${header}”: the later ones are numbered.`),
      ...notes,
      ...(signed === '' ? [] : [`Percent signs were taken out of ${signed}.`]),
      ...(commas === ''
        ? []
        : [`${commas}: a comma may mean thousands or decimals. Open the table, and Halfmax asks.`]),
    ],
  }
}

type NotedTable = LongTable & { readonly notes: readonly string[] }

/** Names that were merged over several rows, of which a copy keeps the first: each name once, blanks under it. */
function fillMerged({ headers, rows }: LongTable): NotedTable {
  const [first = ''] = headers
  const cells = rows.map((row) => row[0] ?? '')
  const names = cells.filter(isFilled)
  const family = headerFamily(readHeader(first))?.family
  const isMerged =
    (family === 'group' || (family === undefined && !names.some(isNumberLike))) &&
    isFilled(cells[0] ?? '') &&
    names.length * 2 <= cells.length &&
    new Set(names).size === names.length
  if (!isMerged) return { headers, rows, notes: [] }
  let name = ''
  const filled = rows.map((row) => {
    name = row[0] || name
    return [name, ...row.slice(1)]
  })
  return {
    headers,
    rows: filled,
    notes: [`Blank cells of “${first || 'Column 1'}” were filled with the name above them.`],
  }
}

const THOUSANDS = /^[+\-−–]?\d{1,3}(?:[\s'’]\d{3})+(?:\.\d+)?$/

/** `12 345` and `12'345` in columns of numbers. */
function joinThousands({ headers, rows, notes }: NotedTable): NotedTable {
  const joined = headers.map((header, index) => {
    const cells = rows.flatMap((row) => row[index] || [])
    const isNumbers = cells.every((cell) => THOUSANDS.test(cell) || isNumberLike(cell))
    return (
      isNumbers &&
      headerFamily(readHeader(header))?.family !== 'group' &&
      cells.some((cell) => THOUSANDS.test(cell))
    )
  })
  if (!joined.includes(true)) return { headers, rows, notes }
  const names = headers.filter((_, index) => joined[index]).map((header) => `“${header}”`)
  return {
    headers,
    rows: rows.map((row) =>
      row.map((cell, i) => (joined[i] && THOUSANDS.test(cell) ? cell.replaceAll(/[\s'’]/g, '') : cell)),
    ),
    notes: [...notes, `Blanks between thousands were taken out of ${names.join(' and ')}.`],
  }
}

/** Grouped as thousands are, and nothing else in the column says whether they are. */
function isCommaColumn(rows: Grid, index: number): boolean {
  const cells = rows.flatMap((row) => row[index] || [])
  return (
    cells.some((cell) => /^[1-9]\d{0,2}(?:,\d{3})+$/.test(cell)) &&
    cells.every((cell) => /^[\d,.]+$/.test(cell))
  )
}

function isPercentColumn(rows: Grid, index: number): boolean {
  const numbers = rows.flatMap((row) => (isNumberLike(row[index] ?? '') ? [row[index] ?? ''] : []))
  return numbers.length > 0 && numbers.every((cell) => cell.endsWith('%'))
}

function unsigned(cell: string): string {
  return isNumberLike(cell) ? cell.replace(/\s*%$/, '') : cell
}

/** Numbers where at least half of what is filled are plain numbers; a lone `<0.5` stays a text in such a column. */
function typeOf(rows: Grid, index: number): ColumnMeta['typeName'] {
  let [filled, numbers] = [0, 0]
  for (const row of rows) {
    const cell = row[index] ?? ''
    if (cell === '') continue
    filled += 1
    if (!Number.isNaN(parseCellNumber(cell.replace(/\s*%$/, '')))) numbers += 1
  }
  return filled > 0 && numbers * 2 >= filled ? 'Float' : 'String'
}
