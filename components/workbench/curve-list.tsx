import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import { Select } from '@/components/ui/select.tsx'
import { VERDICT_KINDS } from '@/lib/fit/verdict-kinds.ts'
import { countText } from '@/lib/format/format-number.ts'
import { VERDICT_BADGES } from '@/lib/workbench/verdict-words.ts'
import { filterCurves, type CurveFilter } from './curve-filter.ts'
import styles from './curve-list.module.css'
import { CurveRow, type CurveView } from './curve-row.tsx'

/** Below this all curves are in sight or nearly so, and a filter would only take room. */
const FILTER_FROM = 9
const ROW_PX = 45
/** Longer names do not fit beside their numbers in the narrowest pane. */
const LONG_NAME = 10

interface Props {
  readonly curves: readonly CurveView[]
  readonly selectedId: string | null
  /** "IC50 relative (µM)". */
  readonly potencyHeader: string
  /** "95 % CI". */
  readonly intervalHeader: string
  onSelect(id: string): void
}

export function CurveList({ curves, selectedId, potencyHeader, intervalHeader, onSelect }: Props) {
  const [filter, setFilter] = useState<CurveFilter>({ text: '', verdict: 'all' })
  const shown = filterCurves(curves, useDeferredValue(filter))
  const isLong = useMemo(() => curves.some(({ label }) => label.length > LONG_NAME), [curves])
  const isFiltered = curves.length >= FILTER_FROM
  return (
    <section className={styles.list} aria-label="Curves">
      {isFiltered && (
        <FilterBar
          title={`Curves ${countText(shown.length)} of ${countText(curves.length)}`}
          filter={filter}
          onChange={setFilter}
        />
      )}
      <div className={styles.head}>
        {isFiltered ? <span>Name</span> : <h2>Curves</h2>}
        <span className={styles.right}>{potencyHeader}</span>
        <span className={classNames(styles.right, styles.wide)}>{intervalHeader}</span>
        <span>Verdict</span>
      </div>
      {shown.length === 0 ? (
        <p className={styles.none}>
          {curves.length === 0 ? 'No curve yet.' : 'No curve matches the filter.'}
        </p>
      ) : (
        <CurveRows curves={shown} isLong={isLong} selectedId={selectedId} onSelect={onSelect} />
      )}
    </section>
  )
}

interface RowsProps extends Omit<Props, 'potencyHeader' | 'intervalHeader'> {
  readonly isLong: boolean
}

function CurveRows({ curves, isLong, selectedId, onSelect }: RowsProps) {
  const scrollRef = useRef<HTMLDivElement>(null)
  const selectedIndex = curves.findIndex((curve) => curve.id === selectedId)
  const rows = useVirtualizer({
    count: curves.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  })
  useEffect(() => {
    if (selectedIndex >= 0) rows.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [rows, selectedIndex])
  // The selection comes back through the address and its row through the scrolling, each a render later.
  const steppedTo = useRef<string | null>(null)
  useEffect(() => {
    const row = scrollRef.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (!row || steppedTo.current === null) return
    if (steppedTo.current === selectedId) steppedTo.current = null
    row.focus()
  })
  const step = (event: KeyboardEvent) => {
    const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    // A held key is faster than the address: the next step starts where the last one leads.
    const from = curves.findIndex(({ id }) => id === (steppedTo.current ?? selectedId))
    const next = curves[from + move]
    if (move === 0 || !next) return
    event.preventDefault()
    onSelect(next.id)
    steppedTo.current = next.id
  }
  return (
    <div
      ref={scrollRef}
      className={styles.scroll}
      role="listbox"
      aria-label="Curves"
      tabIndex={selectedIndex < 0 ? 0 : -1}
      onKeyDown={step}
      onPointerDown={() => (steppedTo.current = null)}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, start }) => {
          const curve = curves[index]
          return (
            curve && (
              <div
                key={curve.id}
                role="presentation"
                style={{ position: 'absolute', top: start, left: 0, right: 0 }}
              >
                <CurveRow
                  curve={curve}
                  index={index}
                  count={curves.length}
                  isSelected={curve.id === selectedId}
                  isLong={isLong}
                  onSelect={onSelect}
                />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

interface FilterProps {
  readonly title: string
  readonly filter: CurveFilter
  onChange(filter: CurveFilter): void
}

function FilterBar({ title, filter, onChange }: FilterProps) {
  return (
    <div className={styles.filter}>
      <h2>{title}</h2>
      <input
        className={styles.search}
        type="search"
        aria-label="Filter curves by name"
        placeholder="Filter by name"
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
      />
      <Select
        aria-label="Filter curves by verdict"
        value={filter.verdict}
        options={VERDICTS}
        onChange={(verdict) => onChange({ ...filter, verdict })}
      />
    </div>
  )
}

const VERDICTS = [
  { value: 'all', text: 'All verdicts' },
  ...VERDICT_KINDS.map((value) => ({ value, text: VERDICT_BADGES[value] })),
  { value: 'fitting', text: 'Fitting' },
] as const
