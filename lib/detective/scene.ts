import { buildCurves } from '../data-frame/build-curves.ts'
import { displayHeaders } from '../data-frame/display-headers.ts'
import type { ColumnMapping, CurveData, DataFrame, MappingGuess } from '../data-frame/types.ts'
import { parseQuestionId, type QuestionKind } from './question-id.ts'
import { readAs } from './read-as.ts'
import type { Scene } from './types.ts'

export interface SceneInput {
  /** As exported. */
  readonly frame: DataFrame
  readonly mapping: ColumnMapping
  readonly guess: MappingGuess
  readonly answers: Readonly<Record<string, string>>
  /** Of the frame as all answers have it read. */
  readonly curves: readonly CurveData[]
}

/** What detectors look at. A question stays found after it was answered: each kind is looked for without its own answers. */
export function sceneOf({ frame, mapping, guess, answers, curves }: SceneInput): Scene {
  const frames = new Map<string, DataFrame>()
  const curvesOf = new Map<string, readonly CurveData[]>()
  const others = (kind: QuestionKind) =>
    Object.fromEntries(Object.entries(answers).filter(([id]) => parseQuestionId(id)?.kind !== kind))
  const readBut = (kind: QuestionKind) => remember(frames, kind, () => readAs(frame, others(kind)))
  const isAnswered = (kind: QuestionKind) =>
    Object.keys(answers).some((id) => parseQuestionId(id)?.kind === kind)
  return {
    frame,
    mapping,
    guess,
    headers: displayHeaders(frame.columns),
    readBut,
    curvesBut: (kind) =>
      isAnswered(kind) ? remember(curvesOf, kind, () => buildCurves(readBut(kind), mapping)) : curves,
  }
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}
