import { formatTime } from '@/lib/format/format-date.ts'
import { causeWords } from '@/lib/workbench/cause-words.ts'
import { RotateCcw, X } from 'lucide-react'
import { memo } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './data-frame-table.module.css'
import { TableCell } from './table-cell.tsx'
import { gestureOfClick, type RowGesture } from './selection/row-gesture.ts'
import { exclusionsOfRow, gridTemplate, type TableModel } from './table-model.ts'

export interface TableRowProps {
  readonly model: TableModel
  readonly row: number
  readonly index: number
  readonly top: number
  readonly height: number
  readonly id: string
  /** The single row that keys and reading follow. */
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly isNewDose: boolean
  onPick(row: number, gesture: RowGesture): void
  onToggle(row: number): void
}

export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { model, row, index, top, height, isCurrent, isSelected, isNewDose } = props
  const exclusions = exclusionsOfRow(model, row)
  return (
    // The grid holds the focus and names this row by aria-activedescendant, so keys arrive there.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      id={props.id}
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={classNames(
        styles.row,
        isSelected && styles.selected,
        isCurrent && styles.current,
        isNewDose && styles.newDose,
      )}
      style={{
        top,
        height,
        gridTemplateColumns: gridTemplate(model),
        gridTemplateRows: '28px',
      }}
      onClick={(event) => props.onPick(row, gestureOfClick(event))}
      onDoubleClick={(event) => gestureOfClick(event) === 'only' && props.onToggle(row)}
    >
      {model.columns.map((column, columnIndex) => (
        <TableCell key={column.key} model={model} column={column} row={row} index={columnIndex} />
      ))}
      <RowAct {...props} />
      {exclusions.length > 0 && (
        <div className={styles.reason}>{exclusions.map(reasonText(model)).join('; ')}</div>
      )}
    </div>
  )
})

function RowAct({ model, row, isCurrent, onToggle }: TableRowProps) {
  const isExcluded = model.exclusions[`${row}:${model.activeResponse}`] !== undefined
  const canToggle = model.derived.replicates.has(row)
  return (
    <div role="gridcell" aria-colindex={model.columns.length + 1} className={styles.act}>
      {canToggle && (
        <Button
          look="icon"
          size="compact"
          tabIndex={isCurrent ? 0 : -1}
          aria-pressed={isExcluded}
          aria-label={`Exclude row ${row + 1}`}
          title={isExcluded ? 'Include again (X)' : 'Exclude (X)'}
          onClick={(event) => {
            event.stopPropagation()
            onToggle(row)
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {isExcluded ? <RotateCcw size={12} aria-hidden /> : <X size={12} aria-hidden />}
        </Button>
      )}
    </div>
  )
}

function reasonText(model: TableModel) {
  return (exclusion: TableModel['exclusions'][string]) => {
    const title = model.columns.find(({ column }) => column === exclusion.responseColumn)?.title ?? ''
    return `${title} excluded ${causeWords(exclusion.cause)}: ${exclusion.reason}. ${exclusion.author}, ${formatTime(exclusion.at)}`
  }
}
