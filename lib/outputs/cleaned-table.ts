import { exportedText } from '../data-frame/cell.ts'
import type { BadCell } from '../data-frame/types.ts'
import { causeWords } from '../workbench/cause-words.ts'
import type { Exclusion } from '../workbench/types.ts'
import { sharedUnit, uniqueHeaders, withUnit } from './headers.ts'
import { finite } from './potency-cells.ts'
import type { Cell, FittedCurve, OutputContext, OutputTable } from './types.ts'

/**
 * The points as the fits saw them: one row per well and response, each with whether it took part and, where not, by hand,
 * rule or flag, why, by whom and when. Cells that are no usable number are listed too. `row` counts from 1, as the page does. Where values
 * are normalised, one more column with them as measured. Where answers about the table have cells read otherwise, two
 * more: which values are limits, and what the cells said.
 */
export function cleanedTable(context: OutputContext): OutputTable {
  const doseUnit = sharedUnit(context.curves.map((fitted) => fitted.doseUnit))
  const responseUnit = sharedUnit(context.curves.map((fitted) => fitted.responseUnit))
  const headers = [
    'row',
    'cell',
    'hours',
    'curve',
    'response',
    withUnit('dose', doseUnit),
    withUnit('value', responseUnit),
    'replicate',
    'included',
    'cause',
    'reason',
    'excluded by',
    'excluded at',
    ...(context.normalisation ? [withUnit('value as measured', context.normalisation.rawUnit)] : []),
    ...(isReadByAnswers(context) ? ['limit', 'as exported'] : []),
  ]
  const exclusions = new Map(context.exclusions.map((e) => [exclusionKey(e.row, e.responseColumn), e]))
  const rows = context.curves.flatMap((fitted) => [
    ...pointRows(fitted, exclusions).map((row, i) => [
      ...row,
      ...measuredCells(fitted.curve.rows[i], fitted, context),
      ...readingCells(fitted, i, context),
    ]),
    ...fitted.curve.badCells.map((bad) => [
      ...badRow(fitted, bad),
      ...measuredCells(bad.row, fitted, context),
      ...(isReadByAnswers(context) ? [null, bad.text || null] : []),
    ]),
  ])
  return { headers: uniqueHeaders(headers), rows }
}

function pointRows(fitted: FittedCurve, exclusions: ReadonlyMap<string, Exclusion>): Cell[][] {
  const { curve, isIncluded } = fitted
  return Array.from(curve.rows, (row, i) => {
    const isUsed = isIncluded[i] === true
    const exclusion = isUsed ? undefined : exclusions.get(exclusionKey(row, curve.responseColumn))
    return [
      row + 1,
      ...nameCells(fitted),
      finite(curve.dose[i] ?? null),
      finite(curve.response[i] ?? null),
      curve.replicate[i] ?? null,
      String(isUsed),
      exclusion ? causeWords(exclusion.cause) : null,
      exclusion?.reason || null,
      exclusion?.author || null,
      exclusion?.at || null,
    ]
  })
}

function isReadByAnswers({ frame }: OutputContext): boolean {
  return frame.columns.some((column) => (column.raw ?? column).exported !== undefined)
}

/** The value before it was normalised. */
function measuredCells(
  row: number | undefined,
  { curve }: FittedCurve,
  { frame, normalisation }: OutputContext,
): Cell[] {
  const numbers = frame.columns[curve.responseColumn]?.raw?.numbers
  return normalisation ? [finite(numbers?.[row ?? -1] ?? null)] : []
}

/** `<` or `>` of a point that is a limit, and the cells of its row that are read otherwise: "Dose: 0,05". */
function readingCells({ curve }: FittedCurve, point: number, context: OutputContext): Cell[] {
  if (!isReadByAnswers(context)) return []
  const row = curve.rows[point] ?? 0
  const sign = curve.censoring?.[point] ?? 0
  const others = new Set(context.curves.map((other) => other.curve.responseColumn))
  const said = context.frame.columns.flatMap((column, index) => {
    const text =
      others.has(index) && index !== curve.responseColumn ? null : exportedText(column.raw ?? column, row)
    return text === null ? [] : `${column.displayName.trim()}: ${text}`
  })
  return [sign < 0 ? '<' : sign > 0 ? '>' : null, said.join('; ') || null]
}

function badRow(fitted: FittedCurve, bad: BadCell): Cell[] {
  return [bad.row + 1, ...nameCells(fitted), null, null, null, 'false', null, badCellReason(bad), null, null]
}

function badCellReason({ problem, text }: BadCell): string {
  switch (problem) {
    case 'empty':
      return 'empty cell'
    case 'negative-dose':
      return `negative dose: ${text}`
    case 'not-a-number':
      return `not a number: ${text}`
    case 'left-out':
      return `left out as answered: ${text}`
    case 'no-controls':
      return `no controls to normalise to: ${text}`
  }
}

function nameCells({ cell, hours, curve, responseHeader }: FittedCurve): Cell[] {
  return [cell || null, finite(hours), curve.label || null, responseHeader || null]
}

function exclusionKey(row: number, responseColumn: number): string {
  return `${row}:${responseColumn}`
}
