import * as z from 'zod/mini'
import { LastPush } from '@/lib/outputs/pushed-state.ts'
import { PushView } from '@/lib/outputs/push-view.ts'
import { BatchView } from '@/lib/workbench/batch-view.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'

const ProblemBody = z.object({
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  isRetryable: z.boolean(),
  retryAfterS: z.nullable(z.number()),
  requestId: z.nullable(z.string()),
})

const Draft = z.object({ version: z.number(), work: z.string() })

/** Of one push, of all pushes of an analysis, or of the last one of a frame. Null where the answer has a form this page does not know. */
export const readPushAnswer = (body: unknown) => readAnswer(body, PushView)
export const readPushList = (body: unknown) => readAnswer(body, z.array(PushView))
export const readDraft = (body: unknown) => readAnswer(body, z.nullable(Draft))
export const readDraftAnswer = (body: unknown) =>
  readAnswer(
    body,
    z.union([
      z.object({ kind: z.literal('saved'), version: z.number() }),
      z.object({ kind: z.literal('stale'), draft: z.nullable(Draft) }),
    ]),
  )
export const readBatchList = (body: unknown) => readAnswer(body, z.array(BatchView))
/** Where nothing but a problem is expected. */
export const readNothing = (body: unknown) => readAnswer(body, z.never())
export const readLastPush = (body: unknown) => readAnswer(body, z.nullable(LastPush))

/** Null where it is no refusal. */
export function readRefusal(body: unknown): Problem | null {
  const answer = readAnswer(body, z.never())
  return answer === null || answer.ok ? null : answer.error
}

function readAnswer<T>(body: unknown, schema: z.ZodMiniType<T>): Result<T, Problem> | null {
  const answer = z.union([
    z.object({ ok: z.literal(true), value: schema }),
    z.object({ ok: z.literal(false), error: ProblemBody }),
  ])
  const parsed = answer.safeParse(body)
  if (!parsed.success) return null
  return parsed.data.ok ? ok(parsed.data.value) : err(parsed.data.error)
}
