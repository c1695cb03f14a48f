import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import type { ReviewQuery } from '@/lib/workbench/review-list.ts'
import type { Bench } from '../use-bench.ts'
import styles from './curve-table.module.css'
import { tableColumns, type TableColumn } from './table-columns.tsx'
import { useFavoured } from './use-favoured.ts'
import type { Review } from './use-review.ts'

const ROW_PX = 32
const HEAD_PX = 36
const OVERSCAN = 8

interface Props {
  readonly bench: Bench
  readonly review: Review
}

/** Every curve shown as a line of numbers, ordered by any of its columns. */
export default function CurveTable({ bench, review }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const { focusedIndex, query, listQuery } = review
  const { rows } = review.list
  const columns = useMemo(() => tableColumns(bench, review.rows), [bench, review.rows])
  const lines = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    paddingStart: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    overscan: OVERSCAN,
  })
  useEffect(() => {
    if (focusedIndex >= 0) lines.scrollToIndex(focusedIndex, { align: 'auto' })
  }, [lines, focusedIndex])
  const seen = lines.range
  useFavoured(bench, review, { first: seen?.startIndex ?? 0, end: (seen?.endIndex ?? -1) + 1 })
  const shown = lines.getVirtualItems()
  const isFocusShown = shown.some(({ index }) => index === focusedIndex)
  const template = columns
    .map(({ px, sort }) => (sort === 'name' ? `minmax(${px}px, 1fr)` : `${px}px`))
    .join(' ')
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label="All curves"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      aria-activedescendant={isFocusShown ? lineId(focusedIndex) : undefined}
      onKeyDown={(event) => tableKeys(event, review, shown.length - OVERSCAN)}
    >
      <div
        className={styles.inner}
        role="presentation"
        style={{ height: lines.getTotalSize(), minWidth: columns.reduce((sum, { px }) => sum + px, 0) }}
      >
        <div className={styles.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <Head
              key={column.sort}
              column={column}
              query={query}
              listQuery={listQuery}
              onQuery={review.setQuery}
            />
          ))}
        </div>
        {shown.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              // Keys come to the table, which says by its active descendant what they mean.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={row.id}
                id={lineId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === focusedIndex}
                className={classNames(styles.row, bench.fits.isStale(row.id) && styles.stale)}
                style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
                onClick={() => review.focus(row.id)}
              >
                {columns.map((column) => (
                  <Cell key={column.sort} column={column} content={column.cell(row)} />
                ))}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

function lineId(index: number): string {
  return `review-line-${index}`
}

function Cell({ column, content }: { column: TableColumn; content: ReturnType<TableColumn['cell']> }) {
  return (
    <span
      role="gridcell"
      className={classNames(
        styles.cell,
        column.isNumber && styles.number,
        column.sort === 'name' && styles.name,
      )}
      title={typeof content === 'string' && content.length > 12 ? content : undefined}
    >
      {content}
    </span>
  )
}

interface HeadProps {
  readonly column: TableColumn
  readonly query: ReviewQuery
  /** The head says the order that the rows have. */
  readonly listQuery: ReviewQuery
  onQuery(query: ReviewQuery): void
}

/** A first press sorts upwards, the next one downwards. */
function Head({ column: { sort, title, isNumber }, query, listQuery, onQuery }: HeadProps) {
  const isSorted = query.sort === sort
  const order = listQuery.sort !== sort ? 'none' : listQuery.isDescending ? 'descending' : 'ascending'
  return (
    <span
      role="columnheader"
      aria-label={title}
      aria-sort={order}
      className={classNames(styles.headCell, isNumber && styles.number, sort === 'name' && styles.name)}
    >
      <button
        type="button"
        title={title}
        onClick={() => onQuery({ ...query, sort, isDescending: isSorted && !query.isDescending })}
      >
        <span className={styles.title}>{title}</span>
        <span aria-hidden className={styles.arrow}>
          {order === 'none' ? '' : order === 'descending' ? '↓' : '↑'}
        </span>
      </button>
    </span>
  )
}

function tableKeys(event: KeyboardEvent<HTMLElement>, review: Review, page: number): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: Math.max(1, page),
    PageUp: -Math.max(1, page),
    Home: -review.list.rows.length,
    End: review.list.rows.length,
  }
  const move = moves[event.key]
  if (move === undefined) return
  event.preventDefault()
  review.step(move)
}
