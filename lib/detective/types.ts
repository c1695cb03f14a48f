import type { ColumnMapping, CurveData, DataFrame, MappingGuess } from '../data-frame/types.ts'
import type { Exclusion } from '../workbench/types.ts'
import type { QuestionKind } from './question-id.ts'

/** One open point of a table, with what speaks for each answer. */
export interface Question {
  /** Stable for the table, so that an answer finds it again. */
  readonly id: string
  readonly kind: QuestionKind
  /** "What does “<0.5” mean?" */
  readonly title: string
  /** What was seen, in words, with rows as the table numbers them. */
  readonly evidence: string
  /** Two answers, or three where two would not do; the likelier first. */
  readonly choices: readonly Choice[]
  /** A few rows that show it, counted from 0. */
  readonly rows: readonly number[]
  /** Columns it is about. */
  readonly columns: readonly number[]
  /** What the work says already where nobody answered here: the unit chosen among the columns, say. */
  readonly given?: string
}

export interface Choice {
  readonly answer: string
  /** On its button, a verb first: "Read doses as µM". */
  readonly text: string
  /** What follows from it, as a sentence without its full stop. */
  readonly does: string
  /** Replaces these parts of the mapping. */
  readonly mapping?: Partial<ColumnMapping>
  /** Points that go out with it, and come back with another answer. */
  readonly exclude?: readonly ChosenOut[]
}

export type ChosenOut = Pick<Exclusion, 'row' | 'responseColumn' | 'cause' | 'reason'>

/** A table as a detector sees it. */
export interface Scene {
  /** As exported. */
  readonly frame: DataFrame
  readonly mapping: ColumnMapping
  readonly guess: MappingGuess
  readonly headers: readonly string[]
  /** The frame as read by all answers but those to questions of this kind. */
  readBut(kind: QuestionKind): DataFrame
  /** The curves of that frame. */
  curvesBut(kind: QuestionKind): readonly CurveData[]
}

export type Detector = (scene: Scene) => readonly Question[]
