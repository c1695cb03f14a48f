import { displayHeaders } from '../data-frame/display-headers.ts'
import { parseDoseUnit } from '../data-frame/dose-units.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { readHeader } from '../data-frame/header.ts'
import type { ColumnMapping, DataFrame } from '../data-frame/types.ts'
import { err, ok, type Result } from '../result.ts'
import { findColumn } from './find-column.ts'

/** What the command line says of the columns; what it leaves out is guessed as the page guesses it. */
export interface WantedColumns {
  readonly dose: string | null
  readonly responses: readonly string[]
  /** Null: guessed. Empty: all rows are one sample. */
  readonly groups: readonly string[] | null
  readonly doseUnit: string | null
  readonly responseUnit: string | null
}

export function chooseMapping(frame: DataFrame, wanted: WantedColumns): Result<ColumnMapping, string> {
  const headers = displayHeaders(frame.columns)
  const dose = wanted.dose === null ? ok(null) : findColumn(headers, wanted.dose, '--dose')
  if (!dose.ok) return dose
  const responses = findAll(headers, wanted.responses, '--response')
  if (!responses.ok) return responses
  const groups = wanted.groups === null ? ok(null) : findAll(headers, wanted.groups, '--group')
  if (!groups.ok) return groups
  const doseUnit = wanted.doseUnit === null ? null : parseDoseUnit(wanted.doseUnit)
  if (wanted.doseUnit !== null && doseUnit === null)
    return err(
      `--dose-unit "${wanted.doseUnit}" is not a unit known here: pM, nM, µM, mM, M, ng/mL and the like`,
    )

  const guessed = guessMapping(frame).mapping
  const named = new Set([...(dose.value === null ? [] : [dose.value]), ...responses.value])
  const ofNamed = named.size === 0 ? guessed : guessAmong(frame, named)
  const mapping: ColumnMapping = {
    dose: dose.value ?? guessed.dose,
    responses:
      responses.value.length > 0 ? responses.value : guessed.responses.filter((at) => at !== dose.value),
    groups: groups.value ?? guessed.groups.filter((at) => !named.has(at)),
    replicate: guessed.replicate !== null && named.has(guessed.replicate) ? null : guessed.replicate,
    role: guessed.role,
    doseUnit: doseUnit ?? unitOfDose(frame, dose.value, guessed),
    responseUnit: wanted.responseUnit ?? ofNamed.responseUnit,
  }
  return check(mapping)
}

function findAll(
  headers: readonly string[],
  wanted: readonly string[],
  option: string,
): Result<readonly number[], string> {
  const found: number[] = []
  for (const name of wanted) {
    const column = findColumn(headers, name, option)
    if (!column.ok) return column
    if (!found.includes(column.value)) found.push(column.value)
  }
  return ok(found)
}

/** Reads the unit of the responses as if the table had no other numbers than the columns named. */
function guessAmong(frame: DataFrame, named: ReadonlySet<number>): ColumnMapping {
  const columns = frame.columns.filter(({ typeName }, index) => named.has(index) || typeName === 'String')
  return guessMapping({ ...frame, columns }).mapping
}

function unitOfDose(
  frame: DataFrame,
  dose: number | null,
  guessed: ColumnMapping,
): ColumnMapping['doseUnit'] {
  if (dose === null || dose === guessed.dose) return guessed.doseUnit
  return readHeader(frame.columns[dose]?.displayName ?? '').doseUnit ?? 'unknown'
}

function check(mapping: ColumnMapping): Result<ColumnMapping, string> {
  if (mapping.dose === null) return err('no column looks like a dose: name it with --dose')
  if (mapping.responses.length === 0) return err('no column looks like a response: name it with --response')
  if (mapping.responses.includes(mapping.dose)) return err('--dose and --response name the same column')
  return ok(mapping)
}
