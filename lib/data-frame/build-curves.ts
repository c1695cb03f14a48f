import { cellText, isEmptyCell, NUMBER_CODE } from './cell.ts'
import { displayHeaders } from './display-headers.ts'
import { readoutLabels } from './readout.ts'
import { groupRows, groupValues } from './row-groups.ts'
import type { RowGroups } from './row-groups.ts'
import { untreatedLevel } from './untreated-level.ts'
import type { BadCell, Column, ColumnMapping, CurveData, DataFrame } from './types.ts'

/**
 * The curves of a frame: one per sample and response column, samples in the order they first appear, the readouts of a
 * sample next to each other. Control rows are left out; cells that cannot be used are listed, never guessed at. A sample
 * whose cells are all bad still gives a curve, without points. Empty without a dose or a response.
 */
export function buildCurves(frame: DataFrame, mapping: ColumnMapping): readonly CurveData[] {
  const dose = mapping.dose === null ? undefined : frame.columns[mapping.dose]
  if (dose === undefined || mapping.responses.length === 0) return []
  const groupColumns = mapping.groups.flatMap((index) => frame.columns[index] ?? [])
  const groups = groupRows(groupColumns, frame.rowCount)
  const rowsOfGroup = collectRows(frame, mapping, groups)
  const headers = displayHeaders(frame.columns)
  const samples = groups.firstRow.map((row) => groupValues(groupColumns, row))
  const used = rowsOfGroup.flatMap((rows, group) => (rows.length > 0 ? [group] : []))
  const readouts = readoutLabels(frame.columns, mapping.responses)
  const untreatedOf = mapping.responses.map((index) =>
    untreatedLevel(frame.columns[index]?.displayName ?? ''),
  )
  // A lone sample is still a better name than the header of a lone readout without a time.
  const isLone =
    used.length === 1 && mapping.responses.length === 1 && readouts[0] === headers[mapping.responses[0] ?? 0]
  const nameSample = isLone
    ? used.map((group) => (samples[group] ?? []).filter((value) => value !== '').join(' '))
    : sampleLabels(used.map((group) => samples[group] ?? []))
  const replicate = mapping.replicate === null ? undefined : frame.columns[mapping.replicate]

  return used.flatMap((group, order) =>
    mapping.responses.flatMap((responseColumn, at) => {
      const response = frame.columns[responseColumn]
      const values = samples[group] ?? []
      if (response === undefined) return []
      const untreated = untreatedOf[at]
      const points = collectPoints(rowsOfGroup[group] ?? [], {
        dose,
        response,
        replicate,
        mapping,
        responseColumn,
      })
      return {
        id: curveId(values, headers[responseColumn] ?? ''),
        label: joinLabel(nameSample[order] ?? '', readouts[at] ?? '', mapping.responses.length),
        groupValues: values,
        responseColumn,
        ...points,
        ...(untreated && { untreated }),
      }
    }),
  )
}

/** Group values and response header; a bar inside a value is escaped, so that no two samples share an id. */
function curveId(values: readonly string[], header: string): string {
  return [...values, header].map((part) => part.replaceAll(/[\\|]/g, String.raw`\$&`)).join('|')
}

function joinLabel(sample: string, readout: string, readoutCount: number): string {
  if (sample === '') return readout
  return readoutCount > 1 ? `${sample}, ${readout}` : sample
}

/** Values that differ between samples, joined; all `''` when there is one sample. */
function sampleLabels(samples: readonly (readonly string[])[]): readonly string[] {
  const [first] = samples
  if (first === undefined || samples.length === 1) return samples.map(() => '')
  const differing = first.flatMap((value, i) => (samples.some((values) => values[i] !== value) ? i : []))
  return samples.map((values) => differing.map((i) => (values[i] === '' ? '(no name)' : values[i])).join(' '))
}

/** Row numbers of every group, control rows left out. */
function collectRows(
  frame: DataFrame,
  mapping: ColumnMapping,
  groups: RowGroups,
): readonly (readonly number[])[] {
  const isControl = controlTest(frame, mapping)
  const rowsOfGroup: number[][] = groups.firstRow.map(() => [])
  for (let row = 0; row < frame.rowCount; row += 1) {
    if (!isControl(row)) rowsOfGroup[groups.groupOfRow[row] ?? 0]?.push(row)
  }
  return rowsOfGroup
}

function controlTest(frame: DataFrame, { role }: ColumnMapping): (row: number) => boolean {
  const column = role === null ? undefined : frame.columns[role.column]
  if (role === null || column === undefined) return () => false
  const controls = new Set(role.controlValues)
  const isControlText = column.dictionary.map((text) => controls.has(text))
  return (row) => {
    const code = column.codes[row] ?? 1
    return code >= 2 ? isControlText[code - 2] === true : controls.has(cellText(column, row))
  }
}

interface PointSource {
  readonly dose: Column
  readonly response: Column
  readonly replicate: Column | undefined
  readonly mapping: ColumnMapping
  readonly responseColumn: number
}

type Points = Pick<CurveData, 'rows' | 'dose' | 'response' | 'replicate' | 'censoring' | 'badCells'>

function collectPoints(rows: readonly number[], source: PointSource): Points {
  const badCells: BadCell[] = []
  const usable = rows.filter((row) => {
    const before = badCells.length
    const doseProblem =
      cellProblem(source.dose, row) ?? (isNegative(source.dose, row) ? 'negative-dose' : null)
    if (doseProblem !== null) {
      badCells.push({
        row,
        column: source.mapping.dose ?? 0,
        text: cellText(source.dose, row),
        problem: doseProblem,
      })
    }
    const problem = cellProblem(source.response, row)
    if (problem !== null) {
      const text = cellText(source.response.exported ?? source.response, row)
      badCells.push({ row, column: source.responseColumn, text, problem })
    }
    return badCells.length === before
  })
  const dose = Float64Array.from(usable, (row) => source.dose.numbers[row] ?? Number.NaN)
  return {
    rows: Uint32Array.from(usable),
    dose,
    response: Float64Array.from(usable, (row) => source.response.numbers[row] ?? Number.NaN),
    replicate: numberReplicates(usable, dose, source.replicate),
    ...censoringOf(usable, source.response),
    badCells,
  }
}

function censoringOf(rows: readonly number[], { limits }: Column): Pick<CurveData, 'censoring'> {
  if (limits === undefined || !rows.some((row) => (limits[row] ?? 0) !== 0)) return {}
  return { censoring: Int8Array.from(rows, (row) => limits[row] ?? 0) }
}

/** The replicate column's own number where it is a counter, else the place among the points of the same dose. */
function numberReplicates(
  rows: readonly number[],
  dose: Float64Array,
  column: Column | undefined,
): Uint16Array<ArrayBuffer> {
  const seen = new Map<number, number>()
  return Uint16Array.from(rows, (row, i) => {
    const at = dose[i] ?? 0
    const place = (seen.get(at) ?? 0) + 1
    seen.set(at, place)
    const given = column?.numbers[row] ?? Number.NaN
    return Number.isInteger(given) && given >= 1 && given <= 0xffff ? given : place
  })
}

function cellProblem(column: Column, row: number): BadCell['problem'] | null {
  if (isEmptyCell(column, row)) return 'empty'
  if (column.leftOut?.has(column.codes[row] ?? NUMBER_CODE) === true) return 'left-out'
  if (!Number.isNaN(column.numbers[row] ?? Number.NaN)) return null
  return Number.isNaN(column.raw?.numbers[row] ?? Number.NaN) ? 'not-a-number' : 'no-controls'
}

function isNegative(column: Column, row: number): boolean {
  return (column.numbers[row] ?? 0) < 0
}
