import Papa from 'papaparse'
import { buildCurves } from '../../data-frame/build-curves.ts'
import { frameOf } from '../../data-frame/frame-fixture.ts'
import { guessMapping } from '../../data-frame/guess-mapping.ts'
import type { ColumnMapping, DataFrame } from '../../data-frame/types.ts'
import { allSeeds } from '../../sandbox/seeds/all-seeds.ts'
import { findQuestions } from '../find-questions.ts'
import { readAs } from '../read-as.ts'
import type { Question } from '../types.ts'

interface Given {
  readonly answers?: Readonly<Record<string, string>>
  readonly mapping?: Partial<ColumnMapping>
}

/** The questions a freshly opened table raises, with answers and parts of the mapping given where asked for. */
export function questionsOf(
  frame: DataFrame,
  { answers = {}, mapping = {} }: Given = {},
): readonly Question[] {
  const guess = guessMapping(frame)
  const used = { ...guess.mapping, ...mapping }
  const curves = buildCurves(readAs(frame, answers), used)
  return findQuestions({ frame, mapping: used, guess, answers, curves })
}

export function questionOf(frame: DataFrame, kind: Question['kind'], given: Given = {}): Question {
  const found = questionsOf(frame, given).find((question) => question.kind === kind)
  if (found === undefined) throw new Error(`no question of the kind ${kind}`)
  return found
}

/** A frame of the sandbox by its name. */
export function seededFrame(name: string): DataFrame {
  const seeded = allSeeds()
    .flatMap(({ frames }) => frames)
    .find(({ record }) => record.name === name)
  const outcome = seeded?.record.ingestion?.outcome
  if (!seeded || outcome?.kind !== 'succeeded') throw new Error(`no frame ${name}`)
  const rows = seeded
    .parts()
    .flatMap((part) =>
      Papa.parse<string[]>(new TextDecoder().decode(part), { skipEmptyLines: true }).data.slice(1),
    )
  return frameOf(
    outcome.columns.map(({ displayName, type }) => `${displayName}:${type.name}`),
    rows,
  )
}
