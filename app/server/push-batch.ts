import 'server-only'
import * as z from 'zod'
import { framesOf } from '@/lib/batch/read-batch.ts'
import { resultsOutput } from '@/lib/batch/results-frames.ts'
import { refusalProblem } from '@/lib/push/refusal-words.ts'
import { startPush } from '@/lib/push/start-push.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import { chunksOf } from '@/lib/store/batches.ts'
import { FrameSize } from '@/lib/workbench/refit-results.ts'
import { connectToFinished } from './batches.ts'
import { INVALID_INPUT, NO_SUCH_BATCH } from './problems.ts'
import { recordActs } from './record.ts'
import { runtime } from './runtime.ts'

const Input = z.object({ batchId: z.uuid(), size: FrameSize })

/** One push per data frame, in their order. `isRepeat`: all of them had been asked for before. */
export interface AskedPushes {
  readonly pushIds: readonly string[]
  readonly isRepeat: boolean
}

/**
 * Hands the results of a finished refit to the queue of pushes. Large results are several frames and as many pushes, so
 * that one frame is in memory at a time; asked for again, after a kill half way too, each frame finds the push it has.
 */
export async function pushGrantedBatch(raw: unknown): Promise<Result<AskedPushes, Problem>> {
  const input = Input.safeParse(raw)
  if (!input.success) return err(INVALID_INPUT)
  const found = await connectToFinished(input.data)
  if (!found.ok) return found
  const { batch, person, grant, by } = found.value
  const { store, queue, log } = runtime()
  const chunks = await chunksOf(store.db, batch.id)
  const frames = framesOf(batch, chunks, input.data.size)
  if (batch.header === null || frames.length === 0) return err(NO_SUCH_BATCH)
  const { header, id } = batch
  const { tenantHost, analysisId } = grant
  const asked: { readonly pushId: string; readonly isRepeat: boolean }[] = []
  for (const frame of frames) {
    const output = await resultsOutput(store.db, { id, header, chunks }, frame)
    const started = await startPush(
      { store, enqueue: (pushId) => queue.enqueue(pushId) },
      {
        connection: { tenantHost, by, personId: person.id },
        input: { analysisId, sourceFrameId: batch.frameId, outputs: [output] },
      },
    )
    if (!started.ok) return err(refusalProblem(started.error))
    const { pushId, isRepeat } = started.value
    asked.push(started.value)
    const after = { isRepeat, outputs: [frame.name], refit: id }
    await recordActs(person, grant, [{ action: 'push-asked', subject: `push ${pushId}`, after }])
    log.info({ pushId, isRepeat, batchId: id, analysisId, tenant: tenantHost, by }, 'push asked for')
  }
  return ok({
    pushIds: asked.map(({ pushId }) => pushId),
    isRepeat: asked.every(({ isRepeat }) => isRepeat),
  })
}
