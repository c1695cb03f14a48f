import { displayHeaders } from '../data-frame/display-headers.ts'
import type { ColumnMapping, DataFrame } from '../data-frame/types.ts'
import { err, ok, type Result } from '../result.ts'
import { controlChoices } from './guess-controls.ts'
import { guessLayout } from './guess-layout.ts'
import { repeatColumns } from './plates-of.ts'
import type { NamedNormalisation, Normalisation, NormalisationScope, PlateLayout } from './types.ts'

/** What of a table's work says where its plates and readings are. */
export interface Places {
  /** Null: what the headers tell. */
  readonly layout: PlateLayout | null
  readonly mapping: Pick<ColumnMapping, 'groups'>
}

/**
 * The columns whose values together name wells that share their controls. Readings of one well, such as times, are
 * always kept apart but for `all`: controls of another time are no controls of this one.
 *
 * @returns null where no column tells plates, or runs
 */
export function scopeColumns(
  frame: DataFrame,
  { layout, mapping }: Places,
  scope: NormalisationScope,
): readonly number[] | null {
  if (scope === 'all') return []
  const places = layout ?? guessLayout(frame)
  const { run, plate } = places
  const readings = repeatColumns(frame, places, mapping.groups)
  if (scope === 'reading') return readings
  if (scope === 'run') return run === null ? null : [run, ...readings]
  return plate === null ? null : [run, plate, ...readings].filter((index) => index !== null)
}

/** A normalisation by the names of its columns, as other tables have them too. */
export function withNames(
  normalisation: Normalisation,
  frame: DataFrame,
  places: Places,
): NamedNormalisation {
  const { kind, column, negative, positive, by, centre } = normalisation
  const { run, plate } = places.layout ?? guessLayout(frame)
  const has = (index: number | null) => index !== null && by.includes(index)
  const scope = has(plate) ? 'plate' : has(run) ? 'run' : by.length > 0 ? 'reading' : 'all'
  return { kind, column: displayHeaders(frame.columns)[column] ?? '', negative, positive, scope, centre }
}

/** The same on a table: its columns by their names, compared without case. Says in words what the table lacks. */
export function onTable(
  named: NamedNormalisation,
  frame: DataFrame,
  places: Places,
): Result<Omit<Normalisation, 'rawUnit'>, string> {
  const { kind, scope, centre } = named
  const column = displayHeaders(frame.columns).findIndex((header) => isSameText(header, named.column))
  if (column < 0) return err(`This table has no column “${named.column}”, which tells the controls.`)
  const present = controlChoices(frame, column)
  const found = (values: readonly string[]) =>
    present.filter((text) => values.some((value) => isSameText(text, value)))
  const negative = found(named.negative)
  const positive = kind === 'inhibition' ? found(named.positive) : []
  const missing =
    negative.length === 0
      ? named.negative
      : kind === 'inhibition' && positive.length === 0
        ? named.positive
        : null
  if (missing !== null) {
    const wells = missing.map((value) => `“${value}”`).join(' or ')
    return err(
      `The column “${named.column}” has no ${wells === '' ? 'wells of a control' : `wells ${wells}`}.`,
    )
  }
  const by = scopeColumns(frame, places, scope)
  if (by === null) return err(`No column of this table tells ${scope}s.`)
  return ok({ kind, column, negative, positive, by, centre })
}

function isSameText(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}
