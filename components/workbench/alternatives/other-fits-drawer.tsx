import { useCallback, useEffect, useMemo } from 'react'
import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { FigureCurve } from '@/lib/figure/types.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { activePolicy, includedPoints } from '@/lib/workbench/selectors.ts'
import type { DrawerProps } from '../bench-drawers.tsx'
import { ghostOf, type Ghost } from '../compare/ghost.ts'
import type { Bench } from '../use-bench.ts'
import { FitTile } from './fit-tile.tsx'
import styles from './other-fits.module.css'
import { takeAction } from './take-ready-fit.ts'
import { useReadyFits, type ShownFit } from './use-ready-fits.ts'

/** Ready fits of the selected curve side by side on one scale; one click or one digit takes one. */
export default function OtherFitsDrawer({ bench, figure, hasLetterKeys, onTry }: DrawerProps) {
  const { curve, work, dispatch } = bench
  const shown = useReadyFits(bench)
  const draw = useDrawing(bench)
  const own = useMemo(
    () => ({ ...figure.input, curves: figure.input.curves.filter(({ id }) => id === curve?.id) }),
    [figure.input, curve],
  )
  useEffect(() => () => onTry(null), [onTry])
  if (!curve) return null
  const ghost = ghostOf(bench, [curve.id])?.fit ?? null
  const lowest = lowestAicc(shown, work.method)
  const take = ({ ready }: ShownFit) => {
    const action = takeAction(curve.id, ready)
    if (action) dispatch(action)
  }
  return (
    // The keys act while anything inside has the focus; each tile is a button of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.drawer}
      onKeyDown={(event) => {
        if (!hasLetterKeys || event.ctrlKey || event.metaKey || event.altKey) return
        const one = /^[1-8]$/.test(event.key) ? shown[Number(event.key) - 1] : undefined
        if (one) take(one)
      }}
    >
      <p className={styles.hint}>
        The same wells, fitted {shown.length} ways. {curve.label} takes the one you choose; other curves stay
        as they are.
      </p>
      <ul className={styles.tiles}>
        {shown.map((one, i) => (
          <FitTile
            key={one.ready.id}
            ready={one.ready}
            fit={one.fit}
            digit={i + 1}
            hasKeys={hasLetterKeys}
            figure={own}
            ghost={ghost}
            draw={draw}
            aiccAbove={lowest === null || one.fit?.aicc == null ? null : one.fit.aicc - lowest}
            names={{
              potency: bench.potencyName,
              unit: work.mapping.doseUnit,
              level: activePolicy(work).level,
            }}
            onTake={() => take(one)}
            onLook={(isLooking) => onTry(isLooking ? ghostOfFit(one) : null)}
          />
        ))}
      </ul>
    </div>
  )
}

/** No line for the fit in use, which is on the plot anyway, nor for one that is not there. */
function ghostOfFit({ ready, fit }: ShownFit): Ghost | null {
  if (ready.isInUse || !fit || fit.parameters.length === 0) return null
  return { id: 'tried', label: ready.title, fit }
}

function useDrawing({ curve, work, seriesOf }: Bench): (fit: CurveFit) => FigureCurve | null {
  return useCallback(
    (fit) =>
      curve &&
      figureCurve({
        curve,
        fit,
        isIncluded: includedPoints(work, curve),
        reasonOf: () => null,
        series: seriesOf.get(curve.id) ?? 0,
        level: activePolicy(work).level,
        potencyText: '',
        steps: 60,
      }),
    [curve, work, seriesOf],
  )
}

/** Of fits to the same rows with the same weights; weights from each own curve, and robust losses, are not comparable. */
function lowestAicc(shown: readonly ShownFit[], method: Bench['work']['method']): number | null {
  if (method.loss !== 'squares' || method.weighting !== 'none') return null
  const known = shown.flatMap(({ fit }) => (fit?.aicc == null ? [] : [fit.aicc]))
  return known.length === 0 ? null : Math.min(...known)
}
