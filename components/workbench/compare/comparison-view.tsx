import { useEffect, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { columnUnit } from '@/lib/format/format-potency.ts'
import type { ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import { SeriesGlyph } from '../series-glyph.tsx'
import type { Bench } from '../use-bench.ts'
import styles from './compare.module.css'
import { withParallelOnly } from './comparison-edits.ts'
import {
  comparedPotency,
  fitSentence,
  foldText,
  parallelWords,
  ratioCaution,
  relativeText,
} from './comparison-words.ts'
import { EquivalenceTable } from './equivalence-table.tsx'
import { OverlayChart } from './overlay-chart.tsx'
import { chosenSeries, overlayFigure } from './overlay-figure.ts'
import type { ComparisonState } from './use-comparison.ts'

interface Props {
  readonly bench: Bench
  readonly state: ComparisonState
}

/** What comes of the comparison: the curves over one another, potencies and ratios, and how parallel they are. */
export function ComparisonView({ bench, state }: Props) {
  if (state.kind === 'ready') return <Ready bench={bench} result={state.result} isStale={state.isStale} />
  return (
    <div className={styles.results}>
      {state.kind === 'off' && <p className={styles.off}>{state.reason}</p>}
      {state.kind === 'working' && <p className={styles.off}>Comparing the curves…</p>}
      {state.kind === 'failed' && (
        <Notice tone="danger" title="The curves could not be compared">
          {state.reason} Everything else works; change the choice to try again.
        </Notice>
      )}
    </div>
  )
}

interface ReadyProps {
  readonly bench: Bench
  readonly result: ComparisonResult
  readonly isStale: boolean
}

function Ready({ bench, result, isStale }: ReadyProps) {
  const [pointed, setPointed] = useState<string | null>(null)
  const ids = result.curves.map(({ id }) => id)
  const reference = result.curves[0]
  const selected = ids.slice(1).find((id) => id === bench.curve?.id)
  const highlightedId = pointed !== null && ids.includes(pointed) ? pointed : (selected ?? ids[1] ?? '')
  const figure = useMemo(() => overlayFigure(bench, result, highlightedId), [bench, result, highlightedId])
  const caution = ratioCaution(result)
  const isMixed =
    new Set(result.curves.slice(1).map((one) => parallelWords(one).kind === 'parallel')).size === 2
  const { unequalVariances: unequal } = result
  const { said } = bench
  const spoken = isStale ? null : fitSentence(result)
  useEffect(() => {
    if (spoken !== null) said.set(spoken)
  }, [spoken, said])
  if (result.problem !== null) {
    return (
      <div className={styles.results}>
        <Notice tone="warning" title="No fit of all curves together">
          {result.problem}
        </Notice>
        <EquivalenceTable result={result} />
      </div>
    )
  }
  return (
    <div className={styles.results} aria-busy={isStale}>
      <OverlayChart
        figure={figure}
        referenceId={reference?.id ?? ''}
        label={`${ids.length} curves over one another: ${result.curves.map(({ label }) => label).join(', ')}`}
      />
      <PotencyTable bench={bench} result={result} onPoint={setPointed} />
      <p className={styles.hint}>{fitSentence(result)}</p>
      {unequal && (
        <Notice tone="warning" title={`Residual variances differ ${foldText(unequal.ratio)}`}>
          {unequal.highest} scatters more than {unequal.lowest}. One scatter for all curves makes intervals of
          the first too narrow and of the second too wide.
        </Notice>
      )}
      {caution !== null && (
        <Notice
          tone="warning"
          title="One relative potency may not hold"
          actions={
            isMixed && (
              <Button size="compact" onClick={() => bench.dispatch(withParallelOnly(result))}>
                Keep the parallel curves
              </Button>
            )
          }
        >
          {caution}
        </Notice>
      )}
      {[...result.warnings, ...result.notes].map((text) => (
        <p key={text} className={styles.hint}>
          {text}
        </p>
      ))}
      <EquivalenceTable result={result} />
    </div>
  )
}

interface TableProps {
  readonly bench: Bench
  readonly result: ComparisonResult
  onPoint(curveId: string | null): void
}

function PotencyTable({ bench, result, onPoint }: TableProps) {
  const { doseUnit } = bench.work.mapping
  const series = chosenSeries(bench, result.comparison)
  const unit = columnUnit(
    result.curves.map(({ potency }) => potency.logDose),
    doseUnit,
  )
  return (
    <table className={styles.potencies}>
      <caption>Potencies and relative potencies</caption>
      <thead>
        <tr>
          <th scope="col">Curve</th>
          <th scope="col">{bench.potencyName} relative</th>
          <th scope="col">Relative potency</th>
          <th scope="col">Parallel</th>
        </tr>
      </thead>
      <tbody>
        {result.curves.map((curve) => (
          <tr
            key={curve.id}
            onPointerEnter={() => onPoint(curve.id)}
            onPointerLeave={() => onPoint(null)}
            onFocus={() => onPoint(curve.id)}
            onBlur={() => onPoint(null)}
          >
            <th scope="row">
              <button type="button" className={styles.pick} onClick={() => bench.selectCurve(curve.id)}>
                <SeriesGlyph series={series.get(curve.id) ?? 0} />
                {curve.label}
              </button>
            </th>
            <td>{comparedPotency(curve, doseUnit, unit)}</td>
            <td>
              {curve.isReference
                ? 'Reference'
                : curve.relativeProblem === null
                  ? relativeText(curve)
                  : 'Not determined'}
              {curve.relativeProblem !== null && (
                <span className={styles.problem}>{curve.relativeProblem}</span>
              )}
            </td>
            <td>{curve.isReference ? '' : parallelWords(curve).text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
