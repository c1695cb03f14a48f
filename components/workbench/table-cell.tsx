import { exportedText } from '@/lib/data-frame/cell.ts'
import type { Column } from '@/lib/data-frame/types.ts'
import { MINUS } from '@/lib/format/format-number.ts'
import { TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names.ts'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './data-frame-table.module.css'
import { alignOnPoint, cellText, NORMALISED_DECIMALS, type TableColumn } from './table-columns.ts'
import { badCellKey, badCellText, type TableModel } from './table-model.ts'

interface Props {
  readonly model: TableModel
  readonly column: TableColumn
  readonly row: number
  readonly index: number
}

/** One cell: as exported, or derived; struck through when excluded, marked when it cannot be used. */
export function TableCell({ model, column, row, index }: Props) {
  const text = textOf(model, column, row)
  const was = exportedOf(model, column, row)
  const bad = column.column === null ? undefined : model.badCells.get(badCellKey(row, column.column))
  const isExcluded = column.kind === 'response' && model.exclusions[`${row}:${column.column}`] !== undefined
  const isActive = column.column === model.activeResponse || column.kind === 'dose'
  const isLeftOut = bad?.problem === 'left-out'
  const title = bad
    ? badCellText(bad, column.title)
    : was === null
      ? undefined
      : readText(was, text, { row, isNormalised: isNormalised(model, column) })
  return (
    <div
      role="gridcell"
      aria-colindex={index + 1}
      className={classNames(
        styles.cell,
        column.isNumeric && styles.number,
        !isActive && styles.dim,
        isExcluded && styles.cut,
        bad && (isLeftOut ? styles.dim : styles.bad),
      )}
      title={title ?? (column.isNumeric ? undefined : text)}
    >
      {bad && !isLeftOut && <TriangleAlert size={12} aria-hidden />}
      {title !== undefined && <VisuallyHidden>{title} </VisuallyHidden>}
      {was !== null && (
        <span className={styles.was} aria-hidden>
          {was}
        </span>
      )}
      {isExcluded ? <Struck text={text} /> : text}
      {isExcluded && <VisuallyHidden> excluded</VisuallyHidden>}
    </div>
  )
}

/** "Row 2: “<0.5” is read as ≤ 0.5". */
function readText(was: string, text: string, { row, isNormalised: isScaled }: ReadHow): string {
  const how = isScaled ? 'as measured is normalised to' : 'is read as'
  return `Row ${row + 1}: “${was}” ${how} ${text.trim()}`
}

interface ReadHow {
  readonly row: number
  readonly isNormalised: boolean
}

function isNormalised(model: TableModel, { column }: TableColumn): boolean {
  return model.frame.columns[column ?? -1]?.raw !== undefined
}

/** The exported cell where an answer has it read otherwise: it stays in sight beside what is read. */
function exportedOf(model: TableModel, column: TableColumn, row: number): string | null {
  const source = column.column === null ? undefined : model.frame.columns[column.column]
  return source ? exportedText(source, row) : null
}

/** The blanks that line the number up on its point are not struck. */
function Struck({ text }: { text: string }) {
  const struck = text.trimEnd()
  return (
    <>
      <s>{struck}</s>
      {text.slice(struck.length)}
    </>
  )
}

function textOf(model: TableModel, column: TableColumn, row: number): string {
  switch (column.kind) {
    case 'row':
      return String(row + 1)
    case 'replicate':
      return String(model.derived.replicates.get(row) ?? '')
    case 'residual':
      return residualText(model.derived.residuals.get(row), model.residualDecimals)
    default: {
      const source = column.column === null ? undefined : model.frame.columns[column.column]
      if (source && exportedText(source, row) !== null) return readNumber(source, column, row)
      const text = source ? cellText(source, row) : ''
      return column.isNumeric ? alignOnPoint(text.replace(/^-/, MINUS), column.decimals) : text
    }
  }
}

const LIMIT_SIGNS: Readonly<Record<number, string>> = { [-1]: '≤ ', 1: '≥ ' }

function readNumber({ numbers, limits, raw }: Column, column: TableColumn, row: number): string {
  const value = numbers[row] ?? Number.NaN
  if (raw && Number.isNaN(value)) return ''
  const text = (raw ? value.toFixed(NORMALISED_DECIMALS) : String(value)).replace(/^-/, MINUS)
  return (
    (LIMIT_SIGNS[limits?.[row] ?? 0] ?? '') + (column.isNumeric ? alignOnPoint(text, column.decimals) : text)
  )
}

function residualText(residual: number | undefined, decimals: number): string {
  if (residual === undefined) return ''
  const shown = residual.toFixed(decimals)
  // What rounds to nothing has no sign.
  return Number(shown) === 0 ? shown.replace('-', '') : shown.replace('-', MINUS)
}
