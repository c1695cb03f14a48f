import type { DecimalMark, Delimiter, Grid } from './types.ts'

const WITH_COMMA = /^([<>≤≥~]?=?\s*[+\-−–]?)(\d*|\d{1,3}(?:[.\s'’]\d{3})+),(\d+)((?:[eE][+\-−]?\d+)?.*)$/
const WITH_POINT = /^[<>≤≥~]?=?\s*[+\-−–]?\d*\.\d+(?:[eE][+\-−]?\d+)?(?:\s|%|$)/
const GROUPED = /^[+\-−–]?[1-9]\d{0,2}(?:,\d{3})+$/
const SAMPLE_ROWS = 2000

/** A tail that a number may have: a percent sign, or a unit such as ` nM` in a header. */
const TAIL = /^(?:[eE][+\-−]?\d+)?\s*(?:%|[pnuµμm]?M|[pnuµμm]?g\/m?[lL])?$/

/**
 * Whether numbers have decimal commas: some cell must be a number with one and no cell a number with a point. `1,234` alone
 * may be a thousand or not; only beside semicolons, which spreadsheets write where commas are decimal, it is taken so.
 */
export function findDecimalMark(grid: Grid, delimiter: Delimiter): DecimalMark {
  let [commas, grouped] = [0, 0]
  for (const row of grid.slice(0, SAMPLE_ROWS)) {
    for (const cell of row) {
      if (!cell.includes(',')) {
        if (WITH_POINT.test(cell)) return 'point'
      } else if (GROUPED.test(cell)) grouped += 1
      else if (isCommaNumber(cell)) commas += 1
    }
  }
  return commas > 0 || (grouped > 0 && delimiter === ';') ? 'comma' : 'point'
}

function isCommaNumber(cell: string): boolean {
  const parts = WITH_COMMA.exec(cell)
  return parts !== null && TAIL.test(parts[4] ?? '')
}

/** A cell whose number has a decimal comma, with a point instead; every other cell as it is. `1.234,5` is 1234.5. */
export function withPoint(cell: string): string {
  if (!cell.includes(',')) return cell
  const parts = WITH_COMMA.exec(cell)
  if (parts === null || !TAIL.test(parts[4] ?? '')) return cell
  const [, before = '', whole = '', fraction = '', tail = ''] = parts
  return `${before}${whole.replaceAll(/\D/g, '')}.${fraction}${tail}`
}
