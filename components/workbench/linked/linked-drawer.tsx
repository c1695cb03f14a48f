import { useMemo, useState } from 'react'
import { Segmented } from '@/components/ui/segmented.tsx'
import { Select } from '@/components/ui/select.tsx'
import { formatPotency } from '@/lib/format/format-potency.ts'
import type { DrawerProps } from '../bench-drawers.tsx'
import { LinkedChart } from './linked-chart.tsx'
import { linkedFigures } from './linked-figures.ts'
import { LinkedTable } from './linked-table.tsx'
import styles from './linked.module.css'
import { useLinked } from './use-linked.ts'

const VIEWS = [
  { value: 'beside', text: 'Side by side' },
  { value: 'over', text: 'Overlaid' },
] as const

/** The same sample in its other readouts, times or runs, on one pair of axes; a well selected in one is marked in all. */
export default function LinkedDrawer({ bench }: DrawerProps) {
  const { fits, work, curve, loaded, seriesOf } = bench
  const linked = useLinked(bench)
  const [view, setView] = useState<'beside' | 'over'>('beside')
  const { shown, by, choices } = linked
  const { entries } = fits
  const drawn = useMemo(
    () => linkedFigures({ work, fits: { ...fits, entries }, loaded, curve, seriesOf }, shown),
    // The store is another one with each result; what is drawn of it are its entries.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [work, entries, loaded, curve, seriesOf, shown],
  )
  const selected = useMemo(
    () => new Map(shown.map(({ curve: { id }, selectedRows }) => [id, selectedRows])),
    [shown],
  )
  if (!curve || by === null) {
    return (
      <p className={styles.none}>
        {curve?.label ?? 'This curve'} has no other readout, and no column that tells curves apart has another
        value of the same sample.
      </p>
    )
  }
  const name = choices.find((one) => one.by === by)?.name ?? ''
  const pick = (row: number, curveId: string) => bench.selectPoint(row, curveId)
  const saidOf = (id: string) => {
    const fit = entries.get(id)?.fit
    return fit
      ? `${bench.potencyName} ${formatPotency({ ...fit.relative, unit: work.mapping.doseUnit }).text}`
      : ''
  }
  return (
    <div className={styles.drawer}>
      <div className={styles.head}>
        <span>Same sample by</span>
        <Select
          aria-label="What differs between the curves"
          value={String(by)}
          options={choices.map((one) => ({
            value: String(one.by),
            text: `${one.name}, ${one.count} curves`,
          }))}
          onChange={(value) => linked.setBy(value === 'readout' ? value : Number(value))}
        />
        <Segmented label="View" options={VIEWS} value={view} onChange={(next) => setView(next)} />
      </div>
      {view === 'over' ? (
        <LinkedChart
          figure={drawn.together}
          axes={drawn.axes}
          selected={selected}
          label={`${shown.length} curves over one another: ${shown.map((one) => `${one.label}, ${saidOf(one.curve.id)}`).join('; ')}`}
          onPick={pick}
        />
      ) : (
        <div className={styles.panels}>
          {shown.map((one, place) => {
            const figure = drawn.single[place]
            return (
              figure && (
                <figure key={one.curve.id} className={styles.panel}>
                  <figcaption className={one.curve.id === curve.id ? styles.inFocus : undefined}>
                    {one.label}
                    {one.curve.id === curve.id && ', in focus'}
                  </figcaption>
                  <LinkedChart
                    figure={figure}
                    axes={drawn.axes}
                    selected={selected}
                    label={`${one.label}: ${saidOf(one.curve.id)}`}
                    onPick={pick}
                  />
                </figure>
              )
            )
          })}
        </div>
      )}
      <LinkedTable bench={bench} linked={shown} name={name} />
      <p className={styles.quiet}>
        {linked.count > shown.length && `${shown.length} of ${linked.count} curves. `}
        {by === 'readout' || shown.some(({ selectedRows }) => selectedRows.length > 0)
          ? 'A well selected in one is marked in all that read it.'
          : 'Wells of other runs and plates are others: only the well selected is marked.'}
      </p>
    </div>
  )
}
