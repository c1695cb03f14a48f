import {
  queryOptions,
  useQuery,
  useQueryClient,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
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

/** Between two looks at a growing table, and before the first: each look re-renders it, and most tables are whole by then. */
const SHOW_EVERY_MS = 200

interface Wanted {
  readonly analysisId: string
  readonly frameId: string | null
}

/**
 * The one key and function by which the rows of a frame are asked for: by the workbench, and ahead of it by the start
 * page. `client` shows the rows as they stream in.
 */
export function frameQuery(
  { analysisId, frameId }: Wanted,
  { exportDataFrame, client }: Pick<WorkbenchActions, 'exportDataFrame'> & { readonly client: QueryClient },
) {
  const queryKey: QueryKey = ['frame', analysisId, frameId]
  return queryOptions<LoadedFrame, ProblemError | Error>({
    queryKey,
    retry: retryUnlessProblem,
    queryFn: async ({ signal }) => {
      const exported = valueOf(await exportDataFrame({ analysisId, frameId: frameId ?? '' }))
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

/** The rows of a frame, shown as they stream in; leaving the page stops the stream. */
export function useFrame({ actions, ...wanted }: Wanted & { readonly actions: WorkbenchActions }) {
  const client = useQueryClient()
  return useQuery({ ...frameQuery(wanted, { ...actions, client }), enabled: wanted.frameId !== null })
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
  let shownAt = performance.now()
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
