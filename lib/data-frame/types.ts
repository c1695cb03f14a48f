import type { UntreatedLevel } from './untreated-level.ts'

/**
 * A data frame as columns of typed arrays, the way it streams from the server and lives in the page:
 * 100,000 rows stay a handful of arrays.
 */
import type { DOSE_UNITS } from './dose-units.ts'

/** Benchling's column types; anything unknown is read as `String`. */
export type ColumnTypeName =
  'String' | 'Int' | 'Float' | 'JSON' | 'DateTime' | 'Date' | 'Boolean' | 'ObjectLink'

export interface ColumnMeta {
  /** As exported; need not be unique, so columns are addressed by index. */
  readonly displayName: string
  readonly typeName: ColumnTypeName
}

/** `codes[row]`: 0 a plain number (see `numbers`), 1 an empty cell, k ≥ 2 the text `dictionary[k - 2]`. */
export interface Column extends ColumnMeta {
  /** rowCount values; NaN where the cell is no plain number. Text columns fill it too where the text is one. */
  readonly numbers: Float64Array
  readonly codes: Uint32Array
  readonly dictionary: readonly string[]
  /** Per row −1: the cell is an upper limit (`<0.5`), 1: a lower one (`>100`), 0: a value. Absent: all are values. */
  readonly limits?: Int8Array
  /** Texts of the dictionary, by code, that an answer about the table leaves out. */
  readonly leftOut?: ReadonlySet<number>
  /** The column as exported, where an answer about the table has some of its cells read otherwise. */
  readonly exported?: Column
  /** The column before its values were normalised to controls. */
  readonly raw?: Column
}

export interface DataFrame {
  readonly rowCount: number
  readonly columns: readonly Column[]
}

/** One step of a streamed export: the next `rowCount` rows of every column. */
export interface FrameChunk {
  readonly rowCount: number
  readonly columns: readonly ColumnChunk[]
}

export interface ColumnChunk {
  readonly numbers: Float64Array
  readonly codes: Uint32Array
  /** Texts this chunk adds to the end of the column's dictionary. */
  readonly newTexts: readonly string[]
  /**
   * From this chunk on, codes count the texts of this chunk and of those that follow: the column had more texts than were
   * to be remembered, so ones that were there before may come again.
   */
  readonly startsAnew?: boolean
}

export type DoseUnit = (typeof DOSE_UNITS)[number]

/** Which column is what. Column numbers are indices into `DataFrame.columns`. */
export interface ColumnMapping {
  readonly dose: number | null
  readonly responses: readonly number[]
  /** Columns whose values together name a sample, e.g. compound and cell line. */
  readonly groups: readonly number[]
  readonly replicate: number | null
  /** Column telling compound wells from control wells, and the values of it that are controls. */
  readonly role: { readonly column: number; readonly controlValues: readonly string[] } | null
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
}

/** Why a column was taken for what, in words: "header ends in Concentration, numbers from 0.3 to 300". */
export interface MappingReason {
  readonly field: 'dose' | 'responses' | 'groups' | 'replicate' | 'role' | 'doseUnit' | 'responseUnit'
  readonly text: string
}

export interface MappingGuess {
  readonly mapping: ColumnMapping
  readonly state: 'guessed' | 'ambiguous' | 'missing'
  readonly reasons: readonly MappingReason[]
}

/** A cell that a numeric role needs and that is no usable number. */
export interface BadCell {
  readonly row: number
  readonly column: number
  readonly text: string
  /** `left-out`: the reader answered that such cells take no part; `no-controls`: nothing to normalise the value to. */
  readonly problem: 'not-a-number' | 'negative-dose' | 'empty' | 'left-out' | 'no-controls'
}

/** The usable points of one sample and one response column, in row order. */
export interface CurveData {
  /** Stable across reloads: group values and response header, e.g. `HeLa|Mortality 24h`. */
  readonly id: string
  /** Short: what tells it from its neighbours, e.g. `24 h` or `CPD-0012`. */
  readonly label: string
  readonly groupValues: readonly string[]
  readonly responseColumn: number
  /** Row number in the frame of each point. */
  readonly rows: Uint32Array
  readonly dose: Float64Array
  readonly response: Float64Array
  /** 1-based replicate of each point within its dose. */
  readonly replicate: Uint16Array
  /** Per point −1: the response is at most this, 1: at least this, 0: as measured. Absent: all are measured. */
  readonly censoring?: Int8Array
  readonly badCells: readonly BadCell[]
  /** What the response's header says of untreated wells; absent: nothing. */
  readonly untreated?: UntreatedLevel
}
