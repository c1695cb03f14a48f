import { parseDoseUnit } from '../data-frame/dose-units.ts'
import { isNumberLike } from './cell-number.ts'
import { isDoseSeries, readDoseText } from './dose-text.ts'
import { isFilled } from './tidy-grid.ts'
import type { Grid } from './types.ts'

/** A tidy grid taken apart. */
export interface HeadedGrid {
  readonly headers: readonly string[]
  /** Texts of a row of wider headers above, each carried on over the blanks right of it; null without such a row. */
  readonly groups: readonly string[] | null
  readonly rows: Grid
  /** The header row holds doses, not names. */
  readonly hasDoseHeaders: boolean
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
  const firstNumbers = grid.findIndex((row) => isWide(row, width) && row.some(isNumberLike))
  if (width < 2 || firstNumbers < 0) return null
  const columnCount = grid.reduce((most, row) => Math.max(most, row.length), 0)
  if (mayBeDoses && isDoseHeader(grid, firstNumbers))
    return headed(grid, { at: firstNumbers, columnCount, isDoses: true })
  let at = firstNumbers - 1
  while (at >= 0 && !isHeaderRow(grid[at] ?? [], width)) at -= 1
  if (mayBeDoses && at >= 0 && isDoseHeader(grid, at)) return headed(grid, { at, columnCount, isDoses: true })
  if (at < 0 && isLoneHeader(grid[firstNumbers - 1])) at = firstNumbers - 1
  if (at < 0 && namesColumnsOfNumbers(grid, firstNumbers)) at = firstNumbers
  if (at < 0) {
    const headers = Array.from({ length: columnCount }, () => '')
    return { headers, groups: null, rows: grid, hasDoseHeaders: false, skipped: 0 }
  }
  return headed(grid, { at, columnCount, isDoses: false })
}

interface Place {
  readonly at: number
  readonly columnCount: number
  readonly isDoses: boolean
}

function headed(grid: Grid, { at, columnCount, isDoses }: Place): HeadedGrid {
  const isUnits = !isDoses && at > 0 && isUnitRow(grid[at] ?? [])
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
    headers: names,
    groups: hasGroups ? carriedOn(above, columnCount) : null,
    rows: grid.slice(at + 1),
    hasDoseHeaders: isDoses,
    skipped: headerAt - (hasGroups ? 1 : 0),
  }
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
  return filled.length >= Math.max(2, width / 2) && !filled.some(isNumberLike)
}

/** One merged header over the columns beside the doses, of which a copy keeps the first cell. */
function isLoneHeader(row: readonly string[] | undefined): boolean {
  const filled = row?.filter(isFilled) ?? []
  return row?.[0] === '' && filled.length === 1 && !filled.some(isNumberLike)
}

/** `Compound | 0.1 | 1 | 10` above rows that begin with words; a first row of data climbs less often, and names no first cell. */
function isDoseHeader(grid: Grid, at: number): boolean {
  const row = grid[at] ?? []
  const first = row.findIndex((cell) => isFilled(cell) && readDoseText(cell) !== null)
  if (first < 1 && (grid[at]?.[0] ?? '') !== '') return false
  const doses = row.slice(first).filter(isFilled).map(readDoseText)
  const read = doses.flatMap((dose) => dose ?? [])
  if (read.length < doses.length || !isDoseSeries(read)) return false
  const labels = grid.slice(at + 1, at + 20).map((below) => below[first - 1] ?? '')
  const label = row[first - 1] ?? ''
  // A first row of data under no header at all: its label is of the kind that all rows have.
  return label === '' || !labels.includes(label)
}

/** `Conc | 1001 | 1002`: numbers among the names, yet a word stands above a column of numbers. */
function namesColumnsOfNumbers(grid: Grid, at: number): boolean {
  const below = grid.slice(at + 1, at + 20)
  return (grid[at] ?? []).some((cell, index) => {
    if (cell === '' || isNumberLike(cell)) return false
    const cells = below.flatMap((row) => row[index] || [])
    return cells.length > 1 && cells.every(isNumberLike)
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
  if (filled.length === 0 || filled.some(isNumberLike) || filled.length >= Math.max(2, named)) return false
  return filled.length > 1 || (row[0] ?? '') === ''
}

function carriedOn(row: readonly string[], columnCount: number): readonly string[] {
  let last = ''
  return Array.from({ length: columnCount }, (_, index) => {
    last = row[index] === undefined || row[index] === '' ? last : row[index]
    return last
  })
}
