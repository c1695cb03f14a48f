import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LastPush } from '@/lib/outputs/pushed-state.ts'
import type { Problem } from '@/lib/result.ts'
import { problemOf, retryUnlessProblem, valueOf } from './problem-error.ts'
import { isEnded } from './push-words.ts'
import type { usePush } from './use-push.ts'

export interface LastPushRead {
  /** Null: nothing was pushed from this frame; undefined: not known yet. */
  readonly last: LastPush | null | undefined
  readonly problem: Problem | null
}

/** What the next push of a frame is compared with; read again when a push ends. */
export function useLastPush(
  source: { readonly analysisId: string; readonly frameId: string },
  { push, reads }: Pick<ReturnType<typeof usePush>, 'push' | 'reads'>,
): LastPushRead {
  const { analysisId, frameId } = source
  const client = useQueryClient()
  const endedId = push !== null && isEnded(push) ? push.pushId : null
  useEffect(() => {
    if (endedId === null) return
    void client.invalidateQueries({ queryKey: ['last-push', analysisId] })
    void client.invalidateQueries({ queryKey: ['pushes', analysisId] })
  }, [client, endedId, analysisId])
  const { data, error } = useQuery({
    queryKey: ['last-push', analysisId, frameId],
    queryFn: async ({ signal }) => valueOf(await reads.lastPush({ analysisId, frameId }, signal)),
    // Another tab or person may have pushed since: asked anew each time the panel opens.
    staleTime: 0,
    gcTime: 0,
    retry: retryUnlessProblem,
  })
  return { last: data, problem: problemOf(error) }
}
