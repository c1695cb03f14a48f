import { useQuery } from '@tanstack/react-query'
import type { AnalysisSummary, WorkbenchActions } from '@/lib/workbench/ports.ts'
import { ProblemError, retryUnlessProblem, valueOf } from './problem-error.ts'

/** The analysis with its frames. Asked again while a frame is still being read by the tenant. */
export function useAnalysis(analysisId: string, actions: WorkbenchActions) {
  return useQuery<AnalysisSummary, ProblemError | Error>({
    queryKey: ['analysis', analysisId],
    queryFn: async () => valueOf(await actions.loadAnalysis({ analysisId })),
    retry: retryUnlessProblem,
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
