import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { shortHeaders } from './short-headers.ts'
import type { Column, ColumnMapping, DataFrame } from '@/lib/data-frame/types.ts'

export type TableColumnKind = 'row' | 'dose' | 'response' | 'group' | 'other' | 'replicate' | 'residual'

export interface TableColumn {
  readonly key: string
  readonly kind: TableColumnKind
  /** Index in the frame, or null for what the page adds. */
  readonly column: number | null
  readonly title: string
  /** The whole header, where `title` is shortened. */
  readonly fullTitle: string
  /** Second line of the header: the unit, once. */
  readonly sub: string
  readonly isNumeric: boolean
  /** Digits behind the point that the column lines up on. */
  readonly decimals: number
}

interface Options {
  readonly frame: DataFrame
  readonly mapping: ColumnMapping
  readonly activeResponse: number | null
  readonly activeLabel: string
  /** Several samples: what names them comes first, else last. */
  readonly hasGroups: boolean
}

/** Columns in reading order: row, dose, replicate, responses with the residual beside the active one, the rest. */
export function tableColumns(options: Options): readonly TableColumn[] {
  const { frame, mapping, activeResponse, activeLabel, hasGroups } = options
  const used = new Set([mapping.dose, mapping.replicate, ...mapping.responses, ...mapping.groups])
  const headers = shortHeaders(frame, mapping)
  const whole = displayHeaders(frame.columns)
  const named = (index: number, kind: TableColumnKind, sub: string) =>
    fromFrame(frame, index, { kind, sub, title: headers[index] ?? '', fullTitle: whole[index] ?? '' })
  const groups = mapping.groups.flatMap((index) => named(index, 'group', ''))
  const responses = mapping.responses.flatMap((index) => [
    ...named(index, 'response', mapping.responseUnit),
    ...(index === activeResponse
      ? [residual([activeLabel, mapping.responseUnit].filter((part) => part !== '').join(', '))]
      : []),
  ])
  const others = frame.columns.flatMap((_, index) => (used.has(index) ? [] : named(index, 'other', '')))
  const unit = mapping.doseUnit === 'unknown' ? 'no unit' : mapping.doseUnit
  return [
    added('row', 'Row'),
    ...(hasGroups ? groups : []),
    ...(mapping.dose === null ? [] : named(mapping.dose, 'dose', unit)),
    ...(mapping.dose === null ? [] : [added('replicate', 'Rep.')]),
    ...responses,
    ...(hasGroups ? [] : groups),
    ...others,
  ]
}

/** The text of a cell as exported; an empty cell is an empty text. */
export function cellText(column: Column, row: number): string {
  const code = column.codes[row] ?? 1
  if (code === 0) return String(column.numbers[row] ?? '')
  return code === 1 ? '' : (column.dictionary[code - 2] ?? '')
}

/** Pads with figure-wide blanks so that right-aligned numbers line up on the point. */
export function alignOnPoint(text: string, decimals: number): string {
  const point = text.indexOf('.')
  const has = point < 0 ? 0 : text.length - point - 1
  if (decimals === 0 || has >= decimals) return text
  // A punctuation space is as wide as the point, a figure space as a digit.
  return text + (point < 0 ? '\u2008' : '') + '\u2007'.repeat(decimals - has)
}

/** Of percentages, which no well is measured better than. */
export const NORMALISED_DECIMALS = 2
const SAMPLED_ROWS = 500
const MOST_DECIMALS = 5

function fromFrame(
  frame: DataFrame,
  index: number,
  more: Pick<TableColumn, 'kind' | 'sub' | 'title' | 'fullTitle'>,
): TableColumn[] {
  const column = frame.columns[index]
  if (!column) return []
  const isNumeric = column.typeName === 'Float' || column.typeName === 'Int' || more.kind !== 'other'
  return [
    {
      key: `column-${index}`,
      ...more,
      column: index,
      isNumeric: isNumeric && more.kind !== 'group',
      decimals: isNumeric ? decimalsOf(column, frame.rowCount) : 0,
    },
  ]
}

function decimalsOf(column: Column, rowCount: number): number {
  if (column.raw) return NORMALISED_DECIMALS
  let most = 0
  for (let row = 0; row < Math.min(rowCount, SAMPLED_ROWS); row++) {
    if (column.codes[row] !== 0 && column.exported === undefined) continue
    const text = String(column.numbers[row])
    const point = text.indexOf('.')
    if (point >= 0 && !text.includes('e')) most = Math.max(most, text.length - point - 1)
  }
  return Math.min(most, MOST_DECIMALS)
}

function added(kind: TableColumnKind, title: string): TableColumn {
  return { key: kind, kind, column: null, title, fullTitle: title, sub: '', isNumeric: true, decimals: 0 }
}

function residual(sub: string): TableColumn {
  return {
    key: 'residual',
    kind: 'residual',
    column: null,
    title: 'Residual',
    fullTitle: 'Residual',
    sub,
    isNumeric: true,
    decimals: 2,
  }
}
