import { queryOptions, useQuery } from '@tanstack/react-query'
import type { AnalysisSummary, WorkbenchActions } from '@/lib/workbench/ports.ts'
import { ProblemError, retryUnlessProblem, valueOf } from './problem-error.ts'

/** The one key and function by which an analysis is asked for: by the workbench, and ahead of it by the start page. */
export function analysisQuery(analysisId: string, { loadAnalysis }: Pick<WorkbenchActions, 'loadAnalysis'>) {
  return queryOptions<AnalysisSummary, ProblemError | Error>({
    queryKey: ['analysis', analysisId],
    queryFn: async () => valueOf(await loadAnalysis({ analysisId })),
    retry: retryUnlessProblem,
  })
}

/** The analysis with its frames. Asked again while a frame is still being read by the tenant. */
export function useAnalysis(analysisId: string, actions: WorkbenchActions) {
  return useQuery({
    ...analysisQuery(analysisId, actions),
    refetchInterval: ({ state }) =>
      state.data?.frames.some((frame) => frame.state === 'in-progress') === true ? 4000 : false,
  })
}

/** The suggested frame, else the first that can be opened. */
export function frameToOpen(analysis: AnalysisSummary, wantedId: string | null): string | null {
  const ready = analysis.frames.filter((frame) => frame.state === 'ready')
  const chosen =
    ready.find(({ id }) => id === wantedId) ?? ready.find(({ isSuggested }) => isSuggested) ?? ready[0]
  return chosen?.id ?? null
}
