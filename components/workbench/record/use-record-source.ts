import { useMemo } from 'react'
import { useComparison } from '../compare/use-comparison.ts'
import { outputContext } from '../output-context.ts'
import type { PlotOptions } from '../plot-toolbar.tsx'
import type { Bench } from '../use-bench.ts'
import { viewOf, type RecordSource } from './record-texts.ts'

/** All that outputs and records are made from, the same object until one of it changes. */
export function useRecordSource(bench: Bench, options: PlotOptions): RecordSource {
  const { analysis, loaded, frame, curves, fits, work, version } = bench
  const { entries } = fits
  const compared = useComparison(bench, work.comparison)
  const comparison = compared.kind === 'ready' ? compared.result : null
  const context = useMemo(
    () => ({ ...outputContext({ analysis, loaded, frame, curves, entries, work, version }), comparison }),
    [analysis, loaded, frame, curves, entries, work, version, comparison],
  )
  // Made anew at every render, and only another one where a part of it is.
  const viewText = JSON.stringify(viewOf(bench, options))
  return useMemo(
    () => ({ context, work, view: JSON.parse(viewText) as RecordSource['view'], analysis, loaded }),
    [context, work, viewText, analysis, loaded],
  )
}
