import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { dosePlaces } from '@/components/plot/dose-places.ts'
import { useElementSize } from '@/components/plot/use-element-size.ts'
import { useHeldResponseAxis } from '@/components/plot/use-page-geometry.ts'
import type { DoseScale } from '@/lib/figure/dose-axis.ts'
import { formatPotency } from '@/lib/format/format-potency.ts'
import { EffectLine } from './exclusions/effect-line.tsx'
import type { Wells } from './exclusions/use-exclusions.ts'
import styles from './leave-one-out.module.css'
import { LeaveOneOut } from './leave-one-out.tsx'
import { leaveOneOutView, type LeaveOneOutView } from './leave-one-out-view.ts'
import { stripColumns } from './strip-columns.ts'
import type { Bench } from './use-bench.ts'
import type { Figure } from './use-figure.ts'
import { useHeld } from './use-held.ts'

interface Props {
  readonly bench: Bench
  readonly figure: Figure
  readonly doseScale: DoseScale
  readonly hasLevels: boolean
  /** Read or selected on the plot. */
  readonly wells: Wells | null
  /** Selected rather than pointed at. */
  readonly isSelected: boolean
}

/**
 * What the curve would be without the wells pointed at; and how far the potency moves without each well, under the
 * doses of the plot where they leave room.
 */
export default function PlotStrip({ bench, figure, doseScale, hasLevels, wells, isSelected }: Props) {
  const [ref, size] = useElementSize()
  const { curve, entry, work } = bench
  const { doseUnit } = work.mapping
  const view = useMemo(() => {
    const multiples = entry?.fit.leaveOneOut
    // A multiple of a value that must not be reported would report it all the same.
    if (!curve || !multiples || entry?.fit.relative.qualifier !== '=') return null
    const { logRoot, interval } = entry.fit.relative
    if (logRoot === null) return null
    const { text } = formatPotency({ logDose: logRoot, qualifier: '=', unit: doseUnit })
    return leaveOneOutView({
      curve,
      isIncluded: entry.isIncluded,
      multiples,
      potencyText: text,
      potencyName: bench.potencyName,
      doseUnit: doseUnit === 'unknown' ? 'dose' : doseUnit,
      limits: [(interval?.lower ?? -Infinity) - logRoot, (interval?.upper ?? Infinity) - logRoot],
    })
  }, [curve, entry, doseUnit, bench.potencyName])
  // While a bound is dragged no refits without a well are made; the strip keeps its place and its last numbers.
  const held = useHeld(view, `${curve?.id}`, bench.isStale)
  const response = useHeldResponseAxis(figure.input, 0)
  const widthPx = size?.width ?? 0
  const columns = useMemo(() => {
    if (held === null || widthPx === 0) return null
    return stripColumns(
      dosePlaces(figure.input, held.doseValues, { widthPx, doseScale, response, hasLevels }),
    )
  }, [figure.input, held, widthPx, doseScale, response, hasLevels])
  const head = held && <StripHead view={held} isShort={columns?.hasSign === false} />
  return (
    <div ref={ref}>
      <div className={styles.head}>
        <EffectLine bench={bench} wells={wells} isSpoken={isSelected} idle={head} />
      </div>
      {held && curve && (
        <LeaveOneOut
          view={held}
          columns={columns}
          selectedRow={bench.selectedRow}
          onSelect={(row) => bench.selectPoint(row, curve.id)}
          onPonder={(row) => bench.pondered.set(row === null ? null : { rows: [row], curveId: curve.id })}
        />
      )}
    </div>
  )
}

/** What the numbers are, and the well that moves the potency most. */
function StripHead({ view, isShort }: { readonly view: LeaveOneOutView; readonly isShort: boolean }) {
  const isDecided = view.replicates.some(({ cells }) => cells.some((cell) => cell?.isDeciding))
  return (
    <>
      <span>{isShort ? view.shortTitle : view.title}</span>
      <span className={styles.most}>
        {isDecided && (
          <b className={styles.badge}>
            <TriangleAlert size={14} aria-hidden />
            One point decides
          </b>
        )}
        {view.most}
      </span>
    </>
  )
}
