import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './data-frame-table.module.css'
import { TableFoot, type TableScope } from './table-foot.tsx'
import { TableHead } from './table-head.tsx'
import { gridWidth, rowHeight, type TableModel } from './table-model.ts'
import { orderRows, type Sort } from './table-order.ts'
import { selectRows, type RowGesture, type RowSelection } from './selection/row-gesture.ts'
import { useMoreBeyond } from './use-more-beyond.ts'
import { TableRow } from './table-row.tsx'

/** Sorting by dose at the start is for tables one can read; a long one opens in the order of the frame. */
const SORT_UP_TO = 20_000
const HEAD_PX = 42

interface Props {
  readonly name: string
  readonly model: TableModel
  readonly selectedRow: number | null
  /** Rows selected together with it. */
  readonly selection?: RowSelection | null
  /** In the place of the foot while it is there. */
  readonly bar?: ReactNode
  /** Rows so far, while the export streams. */
  readonly isLoading: boolean
  onSelect(row: number): void
  onToggle(row: number): void
  onSelection?(selection: RowSelection | null): void
  /** Keys of the table that are not steps between its rows. */
  onKeyDown?(event: KeyboardEvent): void
}

export function DataFrameTable(props: Props) {
  const { name, model, selectedRow, selection = null, isLoading, bar, onSelect, onToggle } = props
  const gridId = useId()
  const [chosenSort, setSort] = useState<Sort | null>(null)
  const [scope, setScope] = useState<TableScope>('curve')
  const scrollRef = useRef<HTMLDivElement>(null)
  const isMoreBeyond = useMoreBeyond(scrollRef)
  const rowsInScope = scope === 'curve' ? model.curveRows : null
  const count = rowsInScope?.length ?? model.frame.rowCount
  const doseKey = model.columns.find(({ kind }) => kind === 'dose')?.key
  const sort = chosenSort ?? { key: count <= SORT_UP_TO ? (doseKey ?? 'row') : 'row', direction: 'ascending' }
  const order = useOrder({ model, sort, rows: rowsInScope })
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => rowHeight(model, order[index] ?? 0),
    paddingStart: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    overscan: 12,
  })
  useEffect(() => rows.measure(), [rows, model.exclusions, order])

  const selectedIndex = selectedRow === null ? -1 : order.indexOf(selectedRow)
  useEffect(() => {
    if (selectedIndex >= 0) rows.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [rows, selectedIndex])
  const pick = (row: number, gesture: RowGesture) => {
    props.onSelection?.(selectRows(selection, row, { gesture, order, active: selectedRow }))
    onSelect(row)
  }
  const step = (event: KeyboardEvent) => {
    const isSpace = event.key === ' ' && !isButton(event.target)
    const target = isSpace ? selectedIndex : stepTarget(event.key, selectedIndex, order.length)
    const row = target === null ? undefined : order[target]
    if (row === undefined) return props.onKeyDown?.(event)
    event.preventDefault()
    if (isSpace) pick(row, 'toggle')
    else if (event.shiftKey) pick(row, 'range')
    else onSelect(row)
  }
  const marked = useMemo(() => selection && new Set(selection.rows), [selection])
  const doses = useDoses(model)
  return (
    <section className={styles.region} aria-label="Raw table">
      <div className={classNames(styles.frame, isMoreBeyond && styles.more)}>
        <div
          ref={scrollRef}
          className={styles.scroll}
          role="grid"
          tabIndex={0}
          data-keys="points"
          data-several={marked !== null || undefined}
          aria-label={`Data frame ${name}`}
          aria-multiselectable
          aria-rowcount={isLoading ? -1 : order.length + 1}
          aria-colcount={model.columns.length + 1}
          aria-busy={isLoading}
          aria-activedescendant={selectedIndex >= 0 ? `${gridId}-${selectedRow}` : undefined}
          onKeyDown={step}
          onMouseDown={(event) => {
            // Else the texts between two clicks with Shift are selected, too.
            if (!event.shiftKey) return
            event.preventDefault()
            event.currentTarget.focus()
          }}
        >
          <div
            className={styles.inner}
            role="presentation"
            style={{ height: rows.getTotalSize(), minWidth: gridWidth(model) }}
          >
            <TableHead model={model} sort={sort} onSort={setSort} />
            {rows.getVirtualItems().map(({ index, start, size }) => {
              const row = order[index] ?? 0
              return (
                <TableRow
                  key={row}
                  id={`${gridId}-${row}`}
                  model={model}
                  row={row}
                  index={index}
                  top={start}
                  height={size}
                  isCurrent={row === selectedRow}
                  isSelected={marked === null ? row === selectedRow : marked.has(row)}
                  isNewDose={
                    index > 0 && sort.key === doseKey && doses?.[row] !== doses?.[order[index - 1] ?? 0]
                  }
                  onPick={pick}
                  onToggle={onToggle}
                />
              )
            })}
          </div>
          {order.length === 0 && !isLoading && <p className={styles.empty}>This data frame has no rows.</p>}
        </div>
      </div>
      {bar ? (
        <footer className={styles.foot}>{bar}</footer>
      ) : (
        <TableFoot model={model} scope={scope} isLoading={isLoading} onScope={setScope} onSelect={onSelect} />
      )}
    </section>
  )
}

function useOrder({ model, sort, rows }: { model: TableModel; sort: Sort; rows: Uint32Array | null }) {
  const { frame, derived } = model
  const column = model.columns.find(({ key }) => key === sort.key)
  const { direction } = sort
  // Residuals change with every refit; only a table sorted by them may move then.
  const sortedBy = column?.kind === 'residual' ? derived : null
  return useMemo(
    () => orderRows({ frame, column, direction, derived: sortedBy ?? derived, rows }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [frame, column?.key, direction, sortedBy, rows],
  )
}

function useDoses(model: TableModel): Float64Array | undefined {
  const dose = model.columns.find(({ kind }) => kind === 'dose')?.column
  return dose === undefined || dose === null ? undefined : model.frame.columns[dose]?.numbers
}

function isButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button') !== null
}

function stepTarget(key: string, index: number, count: number): number | null {
  if (count === 0) return null
  const at = Math.max(0, index)
  if (key === 'ArrowDown') return index < 0 ? 0 : Math.min(count - 1, at + 1)
  if (key === 'ArrowUp') return Math.max(0, at - 1)
  if (key === 'PageDown') return Math.min(count - 1, at + 15)
  if (key === 'PageUp') return Math.max(0, at - 15)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
