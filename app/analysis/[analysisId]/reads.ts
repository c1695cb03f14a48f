import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { WorkbenchReads, WorkbenchRefits } from '@/lib/workbench/ports.ts'
import { readOwner } from '@/components/workbench/use-author.ts'
import { unreadableAnswer } from './unreadable-answer.ts'

/** The schemas come with the first answer: the page starts without them. */
type Schemas = typeof import('./read-answer.ts')

/** The routes of pushes and of work in progress, each answer parsed. Cancelled by the signal; a lost connection is a Problem. */
export const workbenchReads: WorkbenchReads = {
  readPush: (pushId, signal) =>
    read(`/api/pushes/${encodeURIComponent(pushId)}`, signal, ({ readPushAnswer }) => readPushAnswer),
  listPushes: (analysisId, signal) =>
    read(
      `/api/pushes?analysisId=${encodeURIComponent(analysisId)}`,
      signal,
      ({ readPushList }) => readPushList,
    ),
  lastPush: ({ analysisId, frameId }, signal) =>
    read(
      `/api/pushes/last?${new URLSearchParams({ analysisId, frameId })}`,
      signal,
      ({ readLastPush }) => readLastPush,
    ),
  drafts: {
    read: ({ analysisId, frameId }, signal) =>
      read(
        `/api/drafts?${new URLSearchParams({ analysisId, frameId, ...owner() })}`,
        signal,
        ({ readDraft }) => readDraft,
      ),
    save: (place, draft, signal) =>
      read('/api/drafts', signal, ({ readDraftAnswer }) => readDraftAnswer, {
        method: 'PUT',
        body: JSON.stringify({ ...place, ...draft, ...owner() }),
      }),
  },
}

export const refitReads: Pick<WorkbenchRefits, 'list' | 'fits' | 'resultsAddress'> = {
  list: ({ analysisId, frameId }, signal) =>
    read(
      `/api/batches?${new URLSearchParams({ analysisId, frameId })}`,
      signal,
      ({ readBatchList }) => readBatchList,
    ),
  fits: async (batchId, signal) => {
    const path = `/api/batches/${encodeURIComponent(batchId)}/fits`
    try {
      const response = await fetch(path, { signal })
      if (!response.ok) return await read(path, signal, ({ readNothing }) => readNothing)
      return ok((await response.text()).trimEnd().split('\n'))
    } catch (error) {
      if (signal.aborted) throw error
      return err(UNREACHABLE)
    }
  },
  resultsAddress: (batchId) => `/api/batches/${encodeURIComponent(batchId)}/results`,
}

/** Whose page this is: somebody else may have signed in since. */
function owner(): { owner?: string } {
  const mark = readOwner()
  return mark === null ? {} : { owner: mark }
}

async function read<T>(
  path: string,
  signal: AbortSignal,
  choose: (schemas: Schemas) => (body: unknown) => Result<T, Problem> | null,
  sent: RequestInit = {},
): Promise<Result<T, Problem>> {
  try {
    const response = await fetch(path, { ...sent, signal, headers: { accept: 'application/json' } })
    const body: unknown = await response.json()
    const readBody = choose(await import('./read-answer.ts'))
    return readBody(body) ?? err(unreadableAnswer('The state of the push could not be read', response.status))
  } catch (error) {
    // React Query tells a cancelled read from a failed one by the rethrown AbortError.
    if (signal.aborted) throw error
    return err(UNREACHABLE)
  }
}

const UNREACHABLE: Problem = {
  kind: 'dashboard-unreachable',
  title: 'Halfmax did not answer',
  detail: 'The push goes on without this page; its state is read again when the connection is back.',
  isRetryable: true,
  retryAfterS: null,
  requestId: null,
}
