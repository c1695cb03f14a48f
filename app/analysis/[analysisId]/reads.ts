import * as z from 'zod/mini'
import { PushView } from '@/lib/outputs/push-view.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { WorkbenchReads } from '@/lib/workbench/ports.ts'

const ProblemBody = z.object({
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  isRetryable: z.boolean(),
  retryAfterS: z.nullable(z.number()),
  requestId: z.nullable(z.string()),
})

/** The GET routes of the push, each answer parsed. Cancelled by the signal; a lost connection is a Problem. */
export const workbenchReads: WorkbenchReads = {
  readPush: (pushId, signal) => read(`/api/pushes/${encodeURIComponent(pushId)}`, PushView, signal),
  listPushes: (analysisId, signal) =>
    read(`/api/pushes?analysisId=${encodeURIComponent(analysisId)}`, z.array(PushView), signal),
}

async function read<T>(
  path: string,
  schema: z.ZodMiniType<T>,
  signal: AbortSignal,
): Promise<Result<T, Problem>> {
  try {
    const response = await fetch(path, { signal, headers: { accept: 'application/json' } })
    const body: unknown = await response.json()
    const result = z.union([
      z.object({ ok: z.literal(true), value: schema }),
      z.object({ ok: z.literal(false), error: ProblemBody }),
    ])
    const parsed = result.safeParse(body)
    if (!parsed.success) return err(unreadable(response.status))
    return parsed.data.ok ? ok(parsed.data.value) : err(parsed.data.error)
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

function unreadable(status: number): Problem {
  return {
    kind: 'unexpected-answer',
    title: 'The state of the push could not be read',
    detail: `Halfmax answered with status ${status} in a form this page does not know. Reload the page.`,
    isRetryable: true,
    retryAfterS: null,
    requestId: null,
  }
}
