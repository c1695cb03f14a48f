import type { BadCell } from '../data-frame/types.ts'
import type { Exclusion } from '../workbench/types.ts'
import { sharedUnit, uniqueHeaders, withUnit } from './headers.ts'
import { finite } from './potency-cells.ts'
import type { Cell, FittedCurve, OutputContext, OutputTable } from './types.ts'

/**
 * The points as the fits saw them: one row per well and response, each with whether it took part and, where not, why,
 * by whom and when. Cells that are no usable number are listed too. `row` counts from 1, as the page does.
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
    'reason',
    'excluded by',
    'excluded at',
  ]
  const exclusions = new Map(context.exclusions.map((e) => [exclusionKey(e.row, e.responseColumn), e]))
  const rows = context.curves.flatMap((fitted) => [
    ...pointRows(fitted, exclusions),
    ...fitted.curve.badCells.map((bad) => badRow(fitted, bad)),
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
      exclusion?.reason || null,
      exclusion?.author || null,
      exclusion?.at || null,
    ]
  })
}

function badRow(fitted: FittedCurve, bad: BadCell): Cell[] {
  return [bad.row + 1, ...nameCells(fitted), null, null, null, 'false', badCellReason(bad), null, null]
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
  }
}

function nameCells({ cell, hours, curve, responseHeader }: FittedCurve): Cell[] {
  return [cell || null, finite(hours), curve.label || null, responseHeader || null]
}

function exclusionKey(row: number, responseColumn: number): string {
  return `${row}:${responseColumn}`
}
