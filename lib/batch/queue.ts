import 'server-only'
import type { PgBoss } from 'pg-boss'
import * as z from 'zod'
import { unfinishedBatchIds } from '../store/batches.ts'
import { runBatch, type BatchDeps, type BatchOutcome } from './run-batch.ts'

const QUEUE = 'batch'
const Job = z.object({ batchId: z.uuid() })

/** After a tenant did not answer. */
const AGAIN_AFTER_S = 30

export interface BatchQueue {
  enqueue(batchId: string): Promise<void>
  /** Parks what runs. The queue itself is stopped by whoever started it. */
  stop(): Promise<void>
}

interface Events {
  readonly onRun?: (run: { readonly batchId: string; readonly outcome: BatchOutcome | 'crashed' }) => void
  readonly onError?: (error: unknown) => void
}

/**
 * Takes batches from the queue that carries pushes, one at a time per process, for it fits on all the threads it may.
 *
 * As with pushes the tables are the truth and a job only says "look at this batch". With a server every replica also
 * looks by itself from time to time, and takes chunks of a batch that others are at work on.
 */
export async function startBatchQueue(
  boss: PgBoss,
  deps: BatchDeps,
  events: Events = {},
): Promise<BatchQueue> {
  const parking = new AbortController()
  const running = new Map<string, Promise<BatchOutcome>>()
  await boss.createQueue(QUEUE, {
    retryLimit: 100,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 12 * 3600,
    heartbeatSeconds: 30,
    deleteAfterSeconds: 24 * 3600,
  })
  const run = async (batchId: string): Promise<BatchOutcome> => {
    // One look at a time per process: a second would read the same rows to find the chunks taken.
    const work = running.get(batchId) ?? runBatch(deps, batchId, parking.signal)
    running.set(batchId, work)
    try {
      return await work
    } finally {
      running.delete(batchId)
    }
  }
  const handle = async (jobs: readonly { readonly data: unknown }[]) => {
    for (const job of jobs) {
      const { batchId } = Job.parse(job.data)
      try {
        const outcome = await run(batchId)
        if (outcome === 'waiting') await boss.send(QUEUE, { batchId }, { startAfter: AGAIN_AFTER_S })
        events.onRun?.({ batchId, outcome })
      } catch (cause) {
        if (parking.signal.aborted) return
        events.onError?.(cause)
        events.onRun?.({ batchId, outcome: 'crashed' })
        throw cause
      }
    }
  }
  const worker = await boss.work(QUEUE, { localConcurrency: 1, pollingIntervalSeconds: 1 }, handle)
  const enqueue = async (batchId: string) => {
    await boss.send(QUEUE, { batchId })
    boss.notifyWorker(worker)
  }
  for (const batchId of await unfinishedBatchIds(deps.store.db)) await enqueue(batchId)
  const sweep = deps.store.isShared ? setInterval(() => void look(), deps.leaseS * 1000).unref() : null
  const look = async () => {
    try {
      // What this process is at work on already needs no second look.
      if (running.size > 0) return
      for (const batchId of await unfinishedBatchIds(deps.store.db)) await enqueue(batchId)
    } catch (cause) {
      events.onError?.(cause)
    }
  }
  return {
    enqueue,
    stop: async () => {
      if (sweep !== null) clearInterval(sweep)
      parking.abort()
      await Promise.allSettled(running.values())
    },
  }
}
