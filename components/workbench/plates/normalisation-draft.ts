import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import { listText } from '@/lib/format/list-text.ts'
import { guessControls } from '@/lib/plates/guess-controls.ts'
import { guessLayout } from '@/lib/plates/guess-layout.ts'
import { repeatColumns } from '@/lib/plates/plates-of.ts'
import type { Normalisation } from '@/lib/plates/types.ts'
import type { Work } from '@/lib/workbench/types.ts'

/** A normalisation that may lack something still; `kind` null is none at all. */
export interface Draft extends Omit<Normalisation, 'kind' | 'column' | 'rawUnit'> {
  readonly kind: Normalisation['kind'] | null
  readonly column: number | null
}

/** What the table suggests: its control words, and each plate by itself where plates are told apart. */
export function firstDraft(work: Work, frame: DataFrame): Draft {
  const controls = guessControls(work.mapping)
  const [plates] = byChoices(work, frame, [])
  return {
    kind: null,
    column: controls?.column ?? null,
    negative: controls?.negative ?? [],
    positive: controls?.positive ?? [],
    by: plates?.by ?? [],
    centre: 'mean',
  }
}

/** Null while something is missing, or nothing is to be normalised. */
export function toNormalisation(draft: Draft): Omit<Normalisation, 'rawUnit'> | null {
  const { kind, column, negative, positive, by, centre } = draft
  if (kind === null || column === null || missingText(draft) !== '') return null
  return { kind, column, negative, positive, by, centre }
}

/** What to choose next, as a sentence; `''` where nothing is missing. */
export function missingText({ kind, column, negative, positive }: Draft): string {
  if (kind === null) return ''
  if (column === null) return 'Choose the column that tells control wells.'
  if (negative.length === 0) return 'Choose which wells are untreated.'
  return kind === 'inhibition' && positive.length === 0 ? 'Choose which wells have the full effect.' : ''
}

/** Columns of times or readouts whose controls are taken together, which are not the same wells read once. */
export function mixedReadings(work: Work, frame: DataFrame): readonly string[] {
  const { normalisation } = work
  if (normalisation === null) return []
  const headers = displayHeaders(frame.columns)
  return repeatColumns(frame, work.layout ?? guessLayout(frame), work.mapping.groups)
    .filter((index) => !normalisation.by.includes(index))
    .map((index) => headers[index] ?? '')
}

export interface Scope {
  readonly by: readonly number[]
  readonly text: string
}

/** Plates, runs, readings, all rows: those that the table has, and what is chosen now. */
export function byChoices(work: Work, frame: DataFrame, now: readonly number[]): readonly Scope[] {
  const layout = work.layout ?? guessLayout(frame)
  const { run, plate } = layout
  // Controls of another time are no controls of this one.
  const readings = repeatColumns(frame, layout, work.mapping.groups)
  const headers = displayHeaders(frame.columns)
  const scopes = [
    plate === null ? null : [run, plate, ...readings].filter((index) => index !== null),
    run === null ? null : [run, ...readings],
    readings,
    [],
    now,
  ].filter((by) => by !== null)
  const different = scopes.filter((by, i) => scopes.findIndex((one) => one.join() === by.join()) === i)
  return different.map((by) => ({
    by,
    text: by.length === 0 ? 'all rows together' : `each ${listText(by.map((index) => headers[index] ?? ''))}`,
  }))
}
