import { loadCurvePlot } from '@/components/plot/curve-plot-lazy.tsx'
import { startWorkerAhead } from '@/lib/fit-worker/browser-worker.ts'
import { loadParseAhead } from './use-parse-saved.ts'

/**
 * Fetches and starts what the first curve will need while the reader still looks for the key: Plotly's chunk is the
 * largest part of the way from key to curve. A failure is of no account here: the workbench asks again and reports it.
 */
export function preloadBench(): void {
  loadCurvePlot().catch(() => undefined)
  startWorkerAhead()
  loadParseAhead()
}
