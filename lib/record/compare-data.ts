import type { DataFrame } from '../data-frame/types.ts'
import { digestFrame, ROW_DIGITS, type FrameDigest } from './frame-digest.ts'

/** How the table on screen differs from the one a fit file was made from. Rows count from 0. */
export interface DataChange {
  readonly isSame: boolean
  /** Rows of now that hold other cells than the file's row at the same place. */
  readonly differing: readonly number[]
  /** Rows of now that the file does not have. */
  readonly added: readonly number[]
  /** Rows of the file that are no more. */
  readonly missing: readonly number[]
  /** Rows stand in another order, so that exclusions move with them. */
  readonly isReordered: boolean
  readonly newColumns: readonly string[]
  readonly missingColumns: readonly string[]
  /** Where each row of the file stands now; null for a missing one. */
  readonly rowNow: readonly (number | null)[]
}

/** @returns `err` in words where a column that the fits rely on is another one now */
export function compareData(saved: FrameDigest, frame: DataFrame): DataChange | { readonly problem: string } {
  const problem = changedColumn(saved, frame)
  if (problem !== null) return { problem }
  const now = digestFrame(frame, saved.used)
  const rows = matchRows(rowDigests(saved), rowDigests(now))
  return {
    // The rows' own digests are short: the long one has the last word.
    isSame: saved.sha256 === now.sha256,
    ...rows,
    newColumns: now.columns.filter((name) => !saved.columns.includes(name)),
    missingColumns: saved.columns.filter((name) => !now.columns.includes(name)),
  }
}

function changedColumn({ used, columns }: FrameDigest, frame: DataFrame): string | null {
  for (const index of used) {
    const [was, is] = [columns[index] ?? '', frame.columns[index]?.displayName]
    if (is === undefined) return `The table has no column “${was}”, which the fits of the file rely on.`
    if (was !== is) return `Column ${index + 1} is “${was}” in the file and “${is}” in this table.`
  }
  return null
}

function rowDigests({ rows, rowCount }: FrameDigest): readonly string[] {
  return Array.from({ length: rowCount }, (_, row) => rows.slice(row * ROW_DIGITS, (row + 1) * ROW_DIGITS))
}

type RowMatch = Pick<DataChange, 'differing' | 'added' | 'missing' | 'isReordered' | 'rowNow'>

/** Equal rows at the same place first, then equal rows anywhere; what is left at the same place has changed. */
function matchRows(saved: readonly string[], now: readonly string[]): RowMatch {
  const rowNow: (number | null)[] = saved.map((digest, row) => (now[row] === digest ? row : null))
  const isTaken = now.map((digest, row) => saved[row] === digest)
  const waiting = new Map<string, number[]>()
  for (let row = now.length - 1; row >= 0; row--) {
    if (isTaken[row] === true) continue
    const same = waiting.get(now[row] ?? '')
    if (same === undefined) waiting.set(now[row] ?? '', [row])
    else same.push(row)
  }
  saved.forEach((digest, row) => {
    const found = rowNow[row] === null ? waiting.get(digest)?.pop() : undefined
    if (found === undefined) return
    rowNow[row] = found
    isTaken[found] = true
  })
  const differing = saved.flatMap((_, row) =>
    rowNow[row] === null && row < now.length && isTaken[row] !== true ? [row] : [],
  )
  for (const row of differing) {
    rowNow[row] = row
    isTaken[row] = true
  }
  const found = rowNow.filter((row) => row !== null)
  return {
    differing,
    added: now.flatMap((_, row) => (isTaken[row] === true ? [] : [row])),
    missing: rowNow.flatMap((row, savedRow) => (row === null ? [savedRow] : [])),
    isReordered: found.some((row, i) => i > 0 && row < (found[i - 1] ?? -1)),
    rowNow,
  }
}
