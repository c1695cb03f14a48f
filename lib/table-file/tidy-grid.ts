import type { Grid } from './types.ts'

/** Cells trimmed and on one line, rows and columns without any text left out of the edges and rows out of the middle. */
export function tidyGrid(grid: Grid): { readonly grid: Grid; readonly emptyColumns: number } {
  const trimmed = grid.map((row) => row.map(tidyCell)).filter((row) => row.some(isFilled) && !isRule(row))
  const width = trimmed.reduce((most, row) => Math.max(most, row.length), 0)
  const filledTo = trimmed.reduce((most, row) => Math.max(most, row.findLastIndex(isFilled) + 1), 0)
  const from = trimmed.reduce((least, row) => Math.min(least, row.findIndex(isFilled)), width)
  return {
    grid: trimmed.map((row) => row.slice(from, filledTo)),
    emptyColumns: width - filledTo + (from === width ? 0 : from),
  }
}

export function isFilled(cell: string): boolean {
  return cell !== ''
}

function tidyCell(cell: string): string {
  const plain = cell.trim()
  return plain.includes('\n') || plain.includes('\r') ? plain.replaceAll(/\s*[\r\n]+\s*/g, ' ') : plain
}

/** `|---|:--:|` under the headers of a table in Markdown, and `-----` under those of a printout. */
function isRule(row: readonly string[]): boolean {
  const filled = row.filter(isFilled)
  return filled.length > 1 && filled.every((cell) => /^:?(?:-{2,}|={2,}):?$/.test(cell))
}
