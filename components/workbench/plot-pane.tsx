import { Info } from 'lucide-react'
import { lazy, useMemo, useRef, useState } from 'react'
import { CurvePlotLazy } from '@/components/plot/curve-plot-lazy.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import { toMolar } from '@/lib/data-frame/dose-units.ts'
import { curveSummary } from '@/lib/workbench/fit-summary.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import { BenchDrawers } from './bench-drawers.tsx'
import type { Ghost } from './compare/ghost.ts'
import { boundsOf, levelsOf } from './handles/plot-marks.ts'
import { ModelPicker } from './model-picker.tsx'
import methods from './methods-sentence.module.css'
import styles from './plot-pane.module.css'
import { PlotToolbar, type PlotOptions } from './plot-toolbar.tsx'
import { curveKeys } from './point-keys.ts'
import { readingOf } from './reading.ts'
import { ReadingLine } from './reading-line.tsx'
import { selectOnPlot } from './selection/select-on-plot.ts'
import type { Bench } from './use-bench.ts'
import type { Figure } from './use-figure.ts'
import { usePlotLayers } from './use-plot-layers.tsx'

const PlotStrip = lazy(() => import('./plot-strip.tsx'))
const BenchMethods = lazy(() => import('./bench-methods.tsx'))

interface Props {
  readonly bench: Bench
  readonly figure: Figure
  readonly options: PlotOptions
  onOptions(options: PlotOptions): void
  readonly hasLetterKeys: boolean
  /** Somebody looks closer: what would help is drawn on the dose axis. */
  readonly isCloserOpen: boolean
  /** Opens the push panel on a push. */
  onShowPush(pushId: string): void
}

export const FIRST_OPTIONS: PlotOptions = {
  axis: 'dose',
  band: 'confidence',
  hasMeanSd: false,
  hasPrevious: true,
}

export function PlotPane(props: Props) {
  const { bench, figure, options, onOptions, hasLetterKeys } = props
  const { curve, entry, work } = bench
  const [viewKey, setViewKey] = useState(0)
  const [tried, setTried] = useState<Ghost | null>(null)
  const [hovered, setHovered] = useState<{ row: number; curveId: string } | null>(null)
  // A click on the selected point toggles it; an arrow key that stays on it must not.
  const isPointer = useRef(false)
  const { doseUnit } = work.mapping
  const doseScale = options.axis === 'log10M' ? 'log10-molar' : 'unit'
  const levels = levelsOf(entry?.fit ?? null)
  const fitView = () => setViewKey((key) => key + 1)
  const { asked } = bench
  const [askedRow] = asked?.rows ?? []
  const selected = curve && bench.selectedRow !== null ? { row: bench.selectedRow, curveId: curve.id } : null
  const read =
    asked && askedRow !== undefined ? { row: askedRow, curveId: asked.curveId } : (hovered ?? selected)
  const reading = useReading(bench, read)
  const pointed = hovered && { rows: [hovered.row], curveId: hovered.curveId }
  const wells = asked ?? pointed ?? (read && bench.wellsWith(read.row, read.curveId))
  const bandKind = options.band === 'prediction' ? 'prediction' : 'confidence'
  const layers = usePlotLayers({ bench, figure, bandKind, tried, wells, isCloserOpen: props.isCloserOpen })
  if (!curve) {
    return <div className={styles.empty}>{emptyText(bench)}</div>
  }
  const selectPoint = (row: number, curveId: string) => {
    const isOne = isPointer.current && bench.selection === null
    const isAgain = isOne && row === bench.selectedRow && curveId === curve.id
    if (isPointer.current) bench.selectWells(null)
    if (isAgain) bench.togglePoint(row, curveId)
    else bench.selectPoint(row, curveId)
  }
  return (
    <>
      <PlotToolbar
        modelPicker={<ModelPicker bench={bench} />}
        options={options}
        doseUnit={doseUnit}
        isMolar={toMolar(1, doseUnit) !== null}
        onChange={onOptions}
        onFitView={fitView}
      />
      <ReadingLine bench={bench} reading={reading} wells={asked || hovered === null ? wells : null} />
      {/* Only listens to what happens inside: the plot itself is the focusable group. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className={styles.plot}
        onPointerDownCapture={() => (isPointer.current = true)}
        onKeyDownCapture={() => (isPointer.current = false)}
        onKeyDown={curveKeys(bench, hasLetterKeys)}
      >
        <CurvePlotLazy
          figure={figure.input}
          previous={figure.previous}
          previousText={figure.previousText}
          options={{
            band: options.band,
            meanSd: options.hasMeanSd,
            previous: options.hasPrevious,
            doseScale,
          }}
          selectedRow={bench.selectedRow}
          selectedCurveId={curve.id}
          onSelectPoint={selectPoint}
          onTogglePoint={(row, curveId) => bench.toggleWells(bench.wellsWith(row, curveId))}
          onMark={(wells, how) => selectOnPlot(bench, wells, how)}
          onHover={setHovered}
          onFitView={fitView}
          onEscape={bench.releasePoint}
          viewKey={viewKey}
          label={`Dose-response plot of ${bench.loaded.name}`}
          summary={summaryOf(bench, figure)}
          levels={levels}
          bounds={boundsOf(work, curve.id)}
          live={bench.live}
          layers={layers}
          hasLetterKeys={hasLetterKeys}
        />
      </div>
      <LatePart name="Leave one out" fallback={<div className={styles.strip} />}>
        <PlotStrip
          bench={bench}
          figure={figure}
          doseScale={doseScale}
          hasLevels={levels.length > 0}
          wells={wells}
          isSelected={hovered === null}
        />
      </LatePart>
      <BandNote bench={bench} />
      <BenchDrawers
        bench={bench}
        figure={figure}
        plot={{ options, onOptions }}
        hasLetterKeys={hasLetterKeys}
        onTry={setTried}
        onShowPush={props.onShowPush}
      />
      <LatePart name="The methods sentence" fallback={<div className={methods.methods} />}>
        <BenchMethods bench={bench} />
      </LatePart>
    </>
  )
}

/** The plot in a sentence. */
function summaryOf({ curve, entry, work, potencyName }: Bench, { input }: Figure): string {
  if (!curve) return ''
  if (!entry) return `${curve.label}: ${curve.rows.length} points, not fitted yet.`
  return curveSummary({
    label: curve.label,
    responseName: input.responseLabel.replace(/ \(.*\)$/, '').toLowerCase(),
    fit: entry.fit,
    potency: potencyName,
    doseUnit: work.mapping.doseUnit,
    responseUnit: work.mapping.responseUnit,
    level: activePolicy(work).level,
  })
}

/** Why there is no curve, and what would bring one. */
function emptyText({ work, loaded }: Bench): string {
  if (loaded.frame.rowCount === 0)
    return 'This data frame has no rows, so there is nothing to plot. Add rows where the table comes from, then open it again.'
  return work.mapping.dose === null || work.mapping.responses.length === 0
    ? 'Choose the dose and response columns, and the curves appear here.'
    : 'No row has both a dose and a response that can be used. Look at the marked cells, or choose other columns.'
}

function useReading(bench: Bench, read: { row: number; curveId: string } | null) {
  const { curves, fits, work } = bench
  return useMemo(() => {
    const curve = read && curves.find(({ id }) => id === read.curveId)
    return curve ? readingOf({ row: read.row, curve, entry: fits.entries.get(curve.id) ?? null, work }) : null
  }, [curves, fits.entries, work, read])
}

function BandNote({ bench }: { bench: Bench }) {
  const { entry } = bench
  if (!entry || entry.fit.parameters.length === 0) return null
  const bound = entry.fit.parameters.find(({ state }) => state === 'at-lower' || state === 'at-upper')
  const why = bound
    ? 'a parameter sits on its bound, so the band would be too narrow'
    : entry.fit.covariance === null
      ? entry.fit.covarianceProblem
      : null
  if (why === null) return null
  return (
    <p className={styles.note}>
      <Info size={16} aria-hidden />
      <span>No confidence band: {lowerFirst(why.replace(/\.$/, ''))}.</span>
    </p>
  )
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
