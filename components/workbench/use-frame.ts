import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { createFrameBuilder } from '@/lib/data-frame/frame-builder.ts'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import type { FrameExport, WorkbenchActions } from '@/lib/workbench/ports.ts'
import { ProblemError, retryUnlessProblem, valueOf } from './problem-error.ts'

export interface LoadedFrame {
  readonly frameId: string
  readonly name: string
  readonly frame: DataFrame
  /** False while rows still arrive. */
  readonly isComplete: boolean
}

/** Between two looks at a growing table; each look re-renders it. */
const SHOW_EVERY_MS = 200

interface Options {
  readonly analysisId: string
  readonly frameId: string | null
  readonly actions: WorkbenchActions
}

/** The rows of a frame, shown as they stream in; leaving the page stops the stream. */
export function useFrame({ analysisId, frameId, actions }: Options) {
  const client = useQueryClient()
  const queryKey: QueryKey = ['frame', analysisId, frameId]
  return useQuery<LoadedFrame, ProblemError | Error>({
    queryKey,
    enabled: frameId !== null,
    retry: retryUnlessProblem,
    queryFn: async ({ signal }) => {
      const exported = valueOf(await actions.exportDataFrame({ analysisId, frameId: frameId ?? '' }))
      return collect(exported, {
        signal,
        frameId: frameId ?? '',
        onProgress: (partial) => client.setQueryData(queryKey, partial),
      })
    },
    // Typed arrays: comparing 100,000 rows for structural sharing would cost more than it saves.
    structuralSharing: false,
  })
}

interface CollectOptions {
  readonly signal: AbortSignal
  readonly frameId: string
  onProgress(partial: LoadedFrame): void
}

async function collect(exported: FrameExport, options: CollectOptions): Promise<LoadedFrame> {
  const { signal, frameId, onProgress } = options
  const builder = createFrameBuilder(exported.columns)
  const reader = exported.chunks.getReader()
  const stop = () => void reader.cancel()
  signal.addEventListener('abort', stop, { once: true })
  let shownAt = -Infinity
  const look = (isComplete: boolean): LoadedFrame => ({
    frameId,
    name: exported.name,
    frame: builder.snapshot(),
    isComplete,
  })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) throw new ProblemError(CUT_SHORT)
      if (value.kind === 'problem') throw new ProblemError(value.problem)
      if (value.kind === 'end') return look(true)
      builder.append(value.chunk)
      if (performance.now() - shownAt >= SHOW_EVERY_MS) {
        onProgress(look(false))
        shownAt = performance.now()
      }
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** The stream closed without its end item, so rows may be missing and no fit may be made of it. */
const CUT_SHORT = {
  kind: 'truncated',
  title: 'The table arrived incomplete',
  detail: 'The connection ended before the last row. Load the data frame again.',
  isRetryable: true,
  retryAfterS: null,
  requestId: null,
} as const
