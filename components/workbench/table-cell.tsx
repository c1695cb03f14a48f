import { MINUS } from '@/lib/format/format-number.ts'
import { TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names.ts'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './data-frame-table.module.css'
import { alignOnPoint, cellText, type TableColumn } from './table-columns.ts'
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
  const bad = column.column === null ? undefined : model.badCells.get(badCellKey(row, column.column))
  const isExcluded = column.kind === 'response' && model.exclusions[`${row}:${column.column}`] !== undefined
  const isActive = column.column === model.activeResponse || column.kind === 'dose'
  const title = bad ? badCellText(bad, column.title) : undefined
  return (
    <div
      role="gridcell"
      aria-colindex={index + 1}
      className={classNames(
        styles.cell,
        column.isNumeric && styles.number,
        !isActive && styles.dim,
        isExcluded && styles.cut,
        bad && styles.bad,
      )}
      title={title ?? (column.isNumeric ? undefined : text)}
    >
      {bad && <TriangleAlert size={12} aria-hidden />}
      {bad && <VisuallyHidden>{title} </VisuallyHidden>}
      {isExcluded ? <Struck text={text} /> : text}
      {isExcluded && <VisuallyHidden> excluded</VisuallyHidden>}
    </div>
  )
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
      const text = source ? cellText(source, row) : ''
      return column.isNumeric ? alignOnPoint(text.replace(/^-/, MINUS), column.decimals) : text
    }
  }
}

function residualText(residual: number | undefined, decimals: number): string {
  if (residual === undefined) return ''
  const shown = residual.toFixed(decimals)
  // What rounds to nothing has no sign.
  return Number(shown) === 0 ? shown.replace('-', '') : shown.replace('-', MINUS)
}
