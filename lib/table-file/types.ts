import type { ColumnMeta, FrameChunk, MappingGuess } from '../data-frame/types.ts'

/** Cells as text, row by row; rows need not be equally long. An empty cell is `''`. */
export type Grid = readonly (readonly string[])[]

/** Where a table comes from: copied cells, or the bytes of a file with its name. */
export type TableSource =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: ArrayBuffer }

export const DELIMITERS = ['\t', ';', ',', '|', ' '] as const
export type Delimiter = (typeof DELIMITERS)[number]

/**
 * `long`: a row per well. `down`: doses in a column, a column per sample. `across`: doses in the header row. `plate`: grids with
 * the rows and columns of a plate.
 */
export const LAYOUTS = ['long', 'down', 'across', 'plate'] as const
export type Layout = (typeof LAYOUTS)[number]

export type DecimalMark = 'point' | 'comma'

/** What the reader of the page chose; what is absent is found out. */
export interface ReadOptions {
  readonly sheet?: string
  readonly delimiter?: Delimiter
  readonly decimalMark?: DecimalMark
  readonly layout?: Layout
}

/** A table as it was understood, ready for the workbench. */
export interface TableReading {
  /** Rows of the workbench's table, one per well. */
  readonly rowCount: number
  readonly columns: readonly ColumnMeta[]
  readonly chunk: FrameChunk
  /** The first rows, as text. */
  readonly firstRows: Grid
  readonly guess: MappingGuess
  /** Null for files that have no delimiter. */
  readonly delimiter: Delimiter | null
  /** Null where numbers are no text: XLSX and Parquet. */
  readonly decimalMark: DecimalMark | null
  readonly layout: Layout
  /** Names of the sheets, and the one that was read; empty for files without. */
  readonly sheets: readonly string[]
  readonly sheet: string | null
  /** What reading did to the table that is not plain copying, a sentence each. */
  readonly notes: readonly string[]
}

/** Why a table cannot be read, in words: what it is, and what to do. */
export interface TableProblem {
  readonly kind: 'too-large' | 'unreadable' | 'no-table' | 'unknown-file'
  readonly title: string
  readonly detail: string
}
