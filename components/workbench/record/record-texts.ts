import type { OutputContext } from '@/lib/outputs/types.ts'
import { serialiseFitFile, type FitFileView } from '@/lib/record/fit-file.ts'
import { rScript } from '@/lib/record/r-script.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { PlotOptions } from '../plot-toolbar.tsx'
import type { Bench } from '../use-bench.ts'
import type { LoadedFrame } from '../use-frame.ts'

export interface RecordSource {
  readonly context: OutputContext
  /** The work that the fits of the context were made by. */
  readonly work: Work
  readonly view: FitFileView
  readonly analysis: Pick<AnalysisSummary, 'tenantHost' | 'analysisId'>
  readonly loaded: Pick<LoadedFrame, 'frameId' | 'name'>
}

export function fitFileText({ context, work, view, analysis, loaded }: RecordSource): string {
  const { tenantHost, analysisId } = analysis
  const source = { tenantHost, analysisId, frameId: loaded.frameId, frameName: loaded.name }
  return serialiseFitFile({ context, work, view, source })
}

/** @param curveId absent: every curve */
export function rScriptText(
  { context, work }: Pick<RecordSource, 'context' | 'work'>,
  curveId?: string,
): string {
  return rScript(context, work, curveId === undefined ? undefined : [curveId])
}

/** Which curve and point are on screen, and how the plot draws them. */
export function viewOf({ curve, selectedRow }: Bench, options: PlotOptions): FitFileView {
  const point =
    curve && selectedRow !== null ? { row: selectedRow, responseColumn: curve.responseColumn } : null
  return { curveId: curve?.id ?? null, point, ...options }
}
