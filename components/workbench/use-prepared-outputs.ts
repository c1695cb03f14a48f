import { useDeferredValue } from 'react'
import { useComparison } from './compare/use-comparison.ts'
import type { PlotOptions } from './plot-toolbar.tsx'
import { usePushScope, useScoped } from './push-scope.ts'
import { useRecordSource } from './record/use-record-source.ts'
import type { Bench } from './use-bench.ts'
import { useOutputs } from './use-outputs.ts'
import { MOST_AT_ONCE, useReadySource } from './use-ready-source.ts'

/**
 * The outputs of the curves in scope as the bench stands, what they are made from once every curve is fitted, and why they
 * cannot be written yet, or null.
 */
export function usePreparedOutputs(bench: Bench, plotOptions: PlotOptions) {
  const { fits, work } = bench
  const [scope, setScope] = usePushScope(bench)
  const isLarge = scope.curves.length > MOST_AT_ONCE
  // The panel with its choices is drawn first, and what thousands of curves are made of after it.
  const isDrawn = useDeferredValue(true, !isLarge)
  const source = useScoped(
    useRecordSource(isDrawn ? bench : { ...bench, curves: NO_CURVES }, plotOptions),
    scope,
  )
  const compared = useComparison(bench, work.comparison)
  const isComparing = compared.kind === 'working' || (compared.kind === 'ready' && compared.isStale)
  const missing = scope.curves.filter(({ id }) => fits.isStale(id)).length
  const { ready, isPreparing } = useReadySource(source, { isLarge, isFitted: isDrawn && missing === 0 })
  const outputs = useOutputs(ready, { readFonts: bench.readFonts, hasComparison: work.comparison !== null })
  const blocked =
    missing > 0
      ? `${missing} of ${scope.curves.length} curves are still being fitted`
      : scope.curves.length === 0
        ? 'No curve is approved as it is now'
        : isComparing
          ? 'The compared curves are still being fitted together'
          : isPreparing || !isDrawn
            ? 'The outputs are being put together'
            : outputs.isDrawing
              ? 'Pictures and reports are being made'
              : outputs.isPdfFailed
                ? 'The PDF report could not be made: leave it out, or choose it again'
                : outputs.arePagesFailed
                  ? 'This browser could not draw the plot pages: leave them out, or choose them again'
                  : null
  return {
    scope,
    setScope,
    outputs,
    blocked,
    context: missing === 0 && isDrawn && !isPreparing && ready !== null ? ready.context : null,
  }
}

const NO_CURVES: Bench['curves'] = []
