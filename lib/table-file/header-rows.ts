import { parseDoseUnit } from '../data-frame/dose-units.ts'
import { hasNumberForm } from './cell-number.ts'
import { readDoseHeaders } from './dose-headers.ts'
import type { DoseHeaders } from './dose-headers.ts'
import { isFilled } from './tidy-grid.ts'
import type { Grid } from './types.ts'

/** A tidy grid taken apart. */
export interface HeadedGrid {
  readonly headers: readonly string[]
  /** Texts of a row of wider headers above, each carried on over the blanks right of it; null without such a row. */
  readonly groups: readonly string[] | null
  readonly rows: Grid
  /** The doses that the header row holds; null where it holds names alone. */
  readonly doses: DoseHeaders | null
  /** Rows above the header that belong to no column: titles, dates, settings. */
  readonly skipped: number
}

/** Rows looked at for the commonest width. */
const SAMPLE_ROWS = 200

/**
 * Finds the header: the last row of words before the first row of numbers, or a row of doses. A row of units below it joins it; a
 * row of wider headers above it (merged cells, of which a copy keeps the first) is kept apart.
 */
export function findHeader(grid: Grid, { mayBeDoses }: { readonly mayBeDoses: boolean }): HeadedGrid | null {
  const width = typicalWidth(grid)
  const firstNumbers = grid.findIndex((row) => isWide(row, width) && row.some(hasNumberForm))
  if (width < 2 || firstNumbers < 0) return null
  const columnCount = grid.reduce((most, row) => Math.max(most, row.length), 0)
  const at = findNames(grid, firstNumbers, width)
  // The row above comes first: responses that fall tenfold look like doses, but doses stand above responses.
  for (const place of mayBeDoses ? [at, firstNumbers] : []) {
    const doses = place < 0 ? null : dosesAbove(grid, place)
    if (doses !== null) return headed(grid, { at: place, columnCount, doses })
  }
  if (at >= 0) return headed(grid, { at, columnCount, doses: null })
  const headers = Array.from({ length: columnCount }, () => '')
  return { headers, groups: null, rows: grid, doses: null, skipped: 0 }
}

/** The row that names the columns, or -1: full of words, else as good as there is right above the numbers. */
function findNames(grid: Grid, firstNumbers: number, width: number): number {
  let at = firstNumbers - 1
  while (at >= 0 && !isHeaderRow(grid[at] ?? [], width)) at -= 1
  const countOf = (row: readonly string[] | undefined) => row?.filter(isFilled).length ?? 0
  // `Well | Conc | 560` under a preamble: fuller than what stands above, with words over numbers.
  const isFuller = at < 0 || countOf(grid[at]) < countOf(grid[firstNumbers])
  if (isFuller && namesColumnsOfNumbers(grid, firstNumbers)) return firstNumbers
  if (at < 0 && hasMergedNames(grid[firstNumbers - 1])) return firstNumbers - 1
  return at
}

interface Place {
  readonly at: number
  readonly columnCount: number
  readonly doses: DoseHeaders | null
}

function headed(grid: Grid, { at, columnCount, doses }: Place): HeadedGrid {
  const isUnits = doses === null && at > 0 && isUnitRow(grid[at] ?? [])
  const headerAt = isUnits ? at - 1 : at
  const units = isUnits ? (grid[at] ?? []) : []
  const names = Array.from({ length: columnCount }, (_, index) => {
    const name = grid[headerAt]?.[index] ?? ''
    const unit = (units[index] ?? '').replaceAll(/^[([]|[)\]]$/g, '')
    return unit === '' ? name : `${name} (${unit})`.trim()
  })
  const above = grid[headerAt - 1]
  const hasGroups = above !== undefined && isGroupRow(above, names)
  return {
    // A header that was merged downwards stands in the row above, over a blank.
    headers: hasGroups
      ? names.map((name, index) => (isMergedDown(above, names, index) ? (above[index] ?? '') : name))
      : names,
    groups: hasGroups ? carriedOn(above, names) : null,
    rows: withoutRepeats(grid.slice(at + 1), grid[headerAt] ?? []),
    doses,
    skipped: headerAt - (hasGroups ? 1 : 0),
  }
}

/** A table that was pasted in blocks has its headers above each. */
function withoutRepeats(rows: Grid, header: readonly string[]): Grid {
  const line = header.join('\t')
  const words = header.filter((cell) => isFilled(cell) && !hasNumberForm(cell))
  return words.length < 2 ? rows : rows.filter((row) => row.join('\t') !== line)
}

/** The commonest number of filled cells of a row, the larger of equals. */
function typicalWidth(grid: Grid): number {
  const counts = new Map<number, number>()
  for (const row of grid.slice(0, SAMPLE_ROWS)) {
    const filled = row.filter(isFilled).length
    if (filled > 1) counts.set(filled, (counts.get(filled) ?? 0) + 1)
  }
  const [widest] = [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || b - a)
  return widest?.[0] ?? 0
}

function isWide(row: readonly string[], width: number): boolean {
  return row.filter(isFilled).length >= Math.max(2, Math.ceil(width * 0.75))
}

function isHeaderRow(row: readonly string[], width: number): boolean {
  const filled = row.filter(isFilled)
  return filled.length >= Math.max(2, width / 2) && !filled.some(hasNumberForm)
}

/** Merged headers over the columns beside the doses, of which a copy keeps the first cells: `Conc | A | | | B | |`. */
function hasMergedNames(row: readonly string[] | undefined): boolean {
  const filled = row?.filter(isFilled) ?? []
  if (filled.some(hasNumberForm)) return false
  return row?.[0] === '' ? filled.length === 1 : filled.length > 1 && (row?.findLastIndex(isFilled) ?? 0) > 1
}

/** `Compound | 0.1 | 1 | 10` above rows that begin with words; a first row of data climbs less often, and names no first cell. */
function dosesAbove(grid: Grid, at: number): DoseHeaders | null {
  const row = grid[at] ?? []
  const found = readDoseHeaders(row)
  if (found === null || at + 1 >= grid.length) return null
  const first = found.doses.findIndex((dose) => dose !== null)
  const labels = grid.slice(at + 1, at + 20).map((below) => below[first - 1] ?? '')
  const label = row[first - 1] ?? ''
  // A first row of data under no header at all: its label is of the kind that all rows have.
  return label !== '' && labels.includes(label) ? null : found
}

/** `Conc | 1001 | 1002`: numbers among the names, yet a word stands above a column of numbers. */
function namesColumnsOfNumbers(grid: Grid, at: number): boolean {
  const below = grid.slice(at + 1, at + 20)
  return (grid[at] ?? []).some((cell, index) => {
    if (cell === '' || hasNumberForm(cell)) return false
    const cells = below.flatMap((row) => row[index] || [])
    return cells.length > 1 && cells.every(hasNumberForm)
  })
}

function isUnitRow(row: readonly string[]): boolean {
  const filled = row.filter(isFilled)
  return filled.length > 0 && filled.every(isUnit)
}

function isUnit(cell: string): boolean {
  const bare = cell.replaceAll(/^[([]|[)\]]$/g, '')
  return parseDoseUnit(bare) !== null || /^(%|percent|rfu|rlu|au|a\.u\.|counts?|-|–)$/i.test(bare)
}

/** Not a title, which stands alone in the first cell, and not as full as the header under it. */
function isGroupRow(row: readonly string[], headers: readonly string[]): boolean {
  const filled = row.filter(isFilled)
  const named = headers.filter(isFilled).length
  const over = row.filter((cell, index) => isFilled(cell) && isFilled(headers[index] ?? '')).length
  if (filled.length === 0 || filled.some(hasNumberForm) || over >= Math.max(2, named)) return false
  // `Plate number | 3` of a preamble: a name and its value over the first two columns, merged over nothing.
  const isSetting =
    isFilled(row[0] ?? '') && isFilled(row[1] ?? '') && filled.length === 2 && isFilled(headers[1] ?? '')
  return !isSetting && (filled.length > 1 || (row[0] ?? '') === '')
}

function isMergedDown(above: readonly string[], names: readonly string[], index: number): boolean {
  // The last of the row above may span the blanks under it; a name right of it ends that.
  return names[index] === '' && isFilled(above[index] ?? '') && names.slice(index + 1).some(isFilled)
}

function carriedOn(row: readonly string[], names: readonly string[]): readonly string[] {
  let last = ''
  return names.map((_, index) => {
    if (isMergedDown(row, names, index)) {
      last = ''
      return ''
    }
    last = row[index] === undefined || row[index] === '' ? last : row[index]
    return last
  })
}
