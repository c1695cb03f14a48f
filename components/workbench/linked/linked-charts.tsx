import { useMemo } from 'react'
import { formatPotency } from '@/lib/format/format-potency.ts'
import type { Bench } from '../use-bench.ts'
import { LinkedChart } from './linked-chart.tsx'
import { linkedFigures } from './linked-figures.ts'
import styles from './linked.module.css'
import type { LinkedCurve } from './use-linked.ts'

interface Props {
  readonly bench: Bench
  readonly linked: readonly LinkedCurve[]
  /** All on one chart, or a chart each. */
  readonly isOverlaid: boolean
}

/** The linked curves drawn, each with its potency in words for who does not see it. */
export function LinkedCharts({ bench, linked, isOverlaid }: Props) {
  const { work, curve, loaded, seriesOf, selectPoint } = bench
  // The store is another one with each result; what is drawn of it are its entries.
  const { entries } = bench.fits
  const drawn = useMemo(
    () => linkedFigures({ work, entries, loaded, curve, seriesOf }, linked),
    [work, entries, loaded, curve, seriesOf, linked],
  )
  const selected = useMemo(
    () => new Map(linked.map(({ curve: { id }, selectedRows }) => [id, selectedRows])),
    [linked],
  )
  const shared = { axes: drawn.axes, selected, onPick: selectPoint }
  if (isOverlaid) {
    const curves = linked.map((one) => `${one.label}, ${saidOf(one, bench)}`).join('; ')
    return (
      <LinkedChart
        {...shared}
        figure={drawn.together}
        label={`${linked.length} curves over one another: ${curves}`}
      />
    )
  }
  return (
    <div className={styles.panels}>
      {linked.map((one, place) => {
        const figure = drawn.single[place]
        const isFocus = one.curve.id === curve?.id
        return (
          figure && (
            <figure key={one.curve.id} className={styles.panel}>
              <figcaption className={isFocus ? styles.inFocus : undefined}>
                {one.label}
                {isFocus && ', in focus'}
              </figcaption>
              <LinkedChart {...shared} figure={figure} label={`${one.label}: ${saidOf(one, bench)}`} />
            </figure>
          )
        )
      })}
    </div>
  )
}

/** "IC50 > 300 µM" */
function saidOf({ curve }: LinkedCurve, { fits, work, potencyName }: Bench): string {
  const fit = fits.entries.get(curve.id)?.fit
  if (!fit) return 'not fitted yet'
  return `${potencyName} ${formatPotency({ ...fit.relative, unit: work.mapping.doseUnit }).text}`
}
