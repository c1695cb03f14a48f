import { FIRST_TEXT_CODE, NUMBER_CODE } from '../data-frame/cell.ts'
import type { Column, DataFrame } from '../data-frame/types.ts'
import type { Work } from '../workbench/types.ts'
import { createSha256, sha256 } from './sha256.ts'

/** What a fit file knows of the table its fits were made from: enough to name every row that is another one now. */
export interface FrameDigest {
  /** Headers of the whole table, in order. */
  readonly columns: readonly string[]
  /** Indices of the columns the work relies on, ascending: only these are hashed. */
  readonly used: readonly number[]
  readonly rowCount: number
  /** Over the line of headers and the line of every row, each ended by a line feed. */
  readonly sha256: string
  /** `ROW_DIGITS` hexadecimal digits per row: how the SHA-256 of its line begins. */
  readonly rows: string
}

export const ROW_DIGITS = 8

/** Columns that a mapping or an exclusion names, ascending; all of them where none is, or an answer may read another. */
export function usedColumns(
  { mapping, exclusions, answers, normalisation, layout }: Work,
  frame: DataFrame,
): readonly number[] {
  const named = [
    mapping.dose,
    mapping.replicate,
    mapping.role?.column ?? null,
    ...mapping.responses,
    ...mapping.groups,
    ...(normalisation ? [normalisation.column, ...normalisation.by] : []),
    ...(layout ? [layout.run, layout.plate, layout.well] : []),
    ...Object.values(exclusions).map(({ responseColumn }) => responseColumn),
  ]
  const used = new Set(named.filter((index) => index !== null && index < frame.columns.length))
  if (used.size === 0 || Object.keys(answers).length > 0) return frame.columns.map((_, index) => index)
  return [...used].filter((index) => index !== null).toSorted((a, b) => a - b)
}

/**
 * Cells count as they were exported, whatever the answers have them read as. The line of a row is the JSON list of its
 * cells: a number, a text, or null where the cell is empty. Another program can write the same lines from the export.
 */
export function digestFrame(frame: DataFrame, used: readonly number[]): FrameDigest {
  const known = digests.get(frame)
  if (known !== undefined && known.used.join() === used.join()) return known
  const digest = makeDigest(frame, used)
  digests.set(frame, digest)
  return digest
}

/** The last one of each frame: a screen asks for the same again at every change of its settings. */
const digests = new WeakMap<DataFrame, FrameDigest>()

function makeDigest(frame: DataFrame, used: readonly number[]): FrameDigest {
  const columns = used.flatMap((index) => frame.columns[index]?.exported ?? frame.columns[index] ?? [])
  const hash = createSha256()
  hash.update(`${JSON.stringify(columns.map(({ displayName }) => displayName))}\n`)
  const rows: string[] = []
  for (let row = 0; row < frame.rowCount; row++) {
    const line = JSON.stringify(columns.map((column) => cellOf(column, row)))
    rows.push(sha256(line).slice(0, ROW_DIGITS))
    hash.update(`${line}\n`)
  }
  return {
    columns: frame.columns.map(({ displayName }) => displayName),
    used,
    rowCount: frame.rowCount,
    sha256: hash.digest(),
    rows: rows.join(''),
  }
}

function cellOf(column: Column, row: number): string | number | null {
  const code = column.codes[row] ?? 1
  if (code === NUMBER_CODE) return (column.numbers[row] ?? 0) + 0
  return code < FIRST_TEXT_CODE ? null : (column.dictionary[code - FIRST_TEXT_CODE] ?? '')
}
