import { displayHeaders } from '../data-frame/display-headers.ts'
import type { ColumnMapping, DataFrame } from '../data-frame/types.ts'
import { controlChoices, guessControls } from '../plates/guess-controls.ts'
import { scopeColumns } from '../plates/named-normalisation.ts'
import type {
  Centre,
  Controls,
  Normalisation,
  NormalisationKind,
  NormalisationScope,
} from '../plates/types.ts'
import { err, ok, type Result } from '../result.ts'
import { findColumn } from './find-column.ts'

/** What the command line says of controls; what it leaves out is guessed as the page guesses it. */
export interface WantedNormalisation {
  readonly kind: NormalisationKind
  /** Header of the column that tells control wells. */
  readonly controls: string | null
  /** Texts of untreated wells, and of those with the full effect; none: by their words. */
  readonly negative: readonly string[]
  readonly positive: readonly string[]
  /** Null: plates, where a column tells them, else runs, else all there is. */
  readonly scope: NormalisationScope | null
  readonly centre: Centre
}

/** The normalisation that is asked for, on this table, or what it lacks. */
export function chooseNormalisation(
  frame: DataFrame,
  mapping: ColumnMapping,
  wanted: WantedNormalisation,
): Result<Omit<Normalisation, 'rawUnit'>, string> {
  const { kind, centre } = wanted
  const controls = chooseControls(frame, mapping, wanted)
  if (!controls.ok) return controls
  const by = chooseScope(frame, mapping, wanted.scope)
  return by.ok ? ok({ kind, centre, by: by.value, ...controls.value }) : by
}

function chooseControls(
  frame: DataFrame,
  mapping: ColumnMapping,
  { kind, controls, ...wanted }: WantedNormalisation,
): Result<Controls, string> {
  const headers = displayHeaders(frame.columns)
  const named =
    controls === null ? ok(mapping.role?.column ?? null) : findColumn(headers, controls, '--controls')
  if (!named.ok) return named
  if (named.value === null) return err('no column tells control wells: name it with --controls')
  const column = named.value
  const present = controlChoices(frame, column)
  const guessed = guessControls({ ...mapping, role: { column, controlValues: present } })
  const negative = chooseWells(present, wanted.negative, '--negative')
  if (!negative.ok) return negative
  const positive = chooseWells(present, wanted.positive, '--positive')
  if (!positive.ok) return positive
  const found = {
    column,
    negative: negative.value ?? guessed?.negative ?? [],
    positive: kind === 'inhibition' ? (positive.value ?? guessed?.positive ?? []) : [],
  }
  const texts = present.map((text) => `"${text}"`).join(', ')
  const lacking = (option: string, what: string) =>
    err(
      `which wells are ${what}? Say it with ${option}: "${headers[column] ?? ''}" has ${texts === '' ? 'too many texts' : texts}`,
    )
  if (found.negative.length === 0) return lacking('--negative', 'untreated')
  if (kind === 'inhibition' && found.positive.length === 0) return lacking('--positive', 'of full effect')
  const both = found.negative.find((text) => found.positive.includes(text))
  return both === undefined ? ok(found) : err(`"${both}" cannot be untreated and of full effect`)
}

/** Null where nothing was said. */
function chooseWells(
  present: readonly string[],
  wanted: readonly string[],
  option: string,
): Result<readonly string[] | null, string> {
  const found: string[] = []
  for (const text of wanted) {
    const same = present.filter((one) => one.trim().toLowerCase() === text.trim().toLowerCase())
    if (same.length === 0) {
      return err(
        `${option} "${text}": no such wells; there are ${present.map((one) => `"${one}"`).join(', ')}`,
      )
    }
    found.push(...same)
  }
  return ok(found.length === 0 ? null : [...new Set(found)])
}

function chooseScope(
  frame: DataFrame,
  mapping: ColumnMapping,
  scope: NormalisationScope | null,
): Result<readonly number[], string> {
  const columnsOf = (one: NormalisationScope) => scopeColumns(frame, { layout: null, mapping }, one)
  if (scope === null) return ok(columnsOf('plate') ?? columnsOf('run') ?? columnsOf('reading') ?? [])
  const found = columnsOf(scope)
  return found === null ? err(`--per ${scope}: no column of the table tells ${scope}s`) : ok(found)
}
