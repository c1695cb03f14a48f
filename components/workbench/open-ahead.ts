import type { QueryClient } from '@tanstack/react-query'
import type { OpenedAnalysis, WorkbenchActions } from '@/lib/workbench/ports.ts'
import { analysisQuery, frameToOpen } from './use-analysis.ts'
import { frameQuery } from './use-frame.ts'

/**
 * Hands the workbench what opening has read already, and asks for the rows of the frame it will show while the page
 * changes. A failure stays with the query: the workbench reports it.
 */
export function openAhead(
  client: QueryClient,
  { analysisId, analysis }: OpenedAnalysis,
  actions: Pick<WorkbenchActions, 'loadAnalysis' | 'exportDataFrame'>,
): void {
  client.setQueryData(analysisQuery(analysisId, actions).queryKey, analysis)
  const frameId = frameToOpen(analysis, null)
  if (frameId === null) return
  void client.prefetchQuery(frameQuery({ analysisId, frameId }, { ...actions, client }))
}
