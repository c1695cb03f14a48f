import 'server-only'
import * as z from 'zod'
import type { LastPush } from '@/lib/outputs/pushed-state.ts'
import type { PushView } from '@/lib/outputs/push-view.ts'
import { listPushes, readLastPush, readPush, readPushTarget } from '@/lib/push/read-push.ts'
import { refusalProblem } from '@/lib/push/refusal-words.ts'
import { retryPush } from '@/lib/push/retry-push.ts'
import { startPush } from '@/lib/push/start-push.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import { analysisUrlOf, connectTo, hasGrants, type AnalysisConnection } from './connection.ts'
import { INVALID_INPUT, NO_SUCH_PUSH } from './problems.ts'
import { recordActs } from './record.ts'
import { runtime } from './runtime.ts'

const Target = z.object({ analysisId: z.string() })
const Source = Target.extend({ sourceFrameId: z.string().min(1).max(200) })
const PushRef = z.object({ pushId: z.uuid() })

export async function startGrantedPush(
  raw: unknown,
): Promise<Result<{ pushId: string; isRepeat: boolean }, Problem>> {
  const target = Target.safeParse(raw)
  if (!target.success) return err(INVALID_INPUT)
  const connection = await connectTo(target.data)
  if (!connection.ok) return connection
  const { store, queue, log } = runtime()
  const { grant, by, person, client } = connection.value
  const started = await startPush(
    { store, enqueue: (id) => queue.enqueue(id), client },
    { connection: { tenantHost: grant.tenantHost, by, personId: person.id }, input: raw },
  )
  if (!started.ok) return err(refusalProblem(started.error))
  const { pushId, isRepeat } = started.value
  await recordActs(person, grant, [
    { action: 'push-asked', subject: `push ${pushId}`, after: { isRepeat, outputs: outputNames(raw) } },
  ])
  log.info({ ...started.value, analysisId: grant.analysisId, tenant: grant.tenantHost, by }, 'push asked for')
  return started
}

export async function retryGrantedPush(raw: unknown): Promise<Result<{ pushId: string }, Problem>> {
  const found = await connectToPush(raw)
  if (!found.ok) return found
  const { store, queue, log } = runtime()
  const { pushId, by, person, grant } = found.value
  const retried = await retryPush({ store, enqueue: (id) => queue.enqueue(id) }, pushId)
  if (!retried.ok) return err(refusalProblem(retried.error))
  log.info({ pushId, by }, 'push retried')
  await recordActs(person, grant, [{ action: 'push-retried', subject: `push ${pushId}` }])
  return retried
}

/** `startPush` has checked the whole by then. */
function outputNames(raw: unknown): readonly string[] {
  const input = z.object({ outputs: z.array(z.object({ name: z.string() })) }).safeParse(raw)
  return input.data?.outputs.map(({ name }) => name) ?? []
}

export async function findGrantedPush(raw: unknown): Promise<Result<PushView, Problem>> {
  const found = await connectToPush(raw)
  if (!found.ok) return found
  const push = await readPush(runtime().store.db, found.value.pushId, analysisUrlOf)
  return push === null ? err(NO_SUCH_PUSH) : ok(push)
}

/** A push that is absent and one of an analysis this session has no grant for answer alike. */
async function connectToPush(
  raw: unknown,
): Promise<Result<AnalysisConnection & { pushId: string }, Problem>> {
  const ref = PushRef.safeParse(raw)
  if (!ref.success || !(await hasGrants())) return err(NO_SUCH_PUSH)
  const { pushId } = ref.data
  const target = await readPushTarget(runtime().store.db, pushId)
  if (target === null) return err(NO_SUCH_PUSH)
  const connection = await connectTo(target)
  return connection.ok ? ok({ ...connection.value, pushId }) : err(NO_SUCH_PUSH)
}

export async function listGrantedPushes(raw: unknown): Promise<Result<readonly PushView[], Problem>> {
  const target = Target.safeParse(raw)
  if (!target.success) return err(INVALID_INPUT)
  const connection = await connectTo(target.data)
  if (!connection.ok) return connection
  return ok(await listPushes(runtime().store.db, connection.value.grant, analysisUrlOf))
}

export async function findLastGrantedPush(raw: unknown): Promise<Result<LastPush | null, Problem>> {
  const source = Source.safeParse(raw)
  if (!source.success) return err(INVALID_INPUT)
  const connection = await connectTo(source.data)
  if (!connection.ok) return connection
  const { tenantHost, analysisId } = connection.value.grant
  const { sourceFrameId } = source.data
  return ok(await readLastPush(runtime().store.db, { tenantHost, analysisId, sourceFrameId }, analysisUrlOf))
}
