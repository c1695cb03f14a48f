import 'server-only'
import type { PgBoss } from 'pg-boss'
import * as z from 'zod'
import { openJobQueue } from '../store/job-queue.ts'
import { abandonedPushIds, unfinishedPushIds } from '../store/pushes.ts'
import { runPush, type RunDeps, type RunOutcome } from './run-push.ts'

const QUEUE = 'push'
const Job = z.object({ pushId: z.uuid() })

/** Pushes at a time; each is mostly waiting for a tenant. */
const CONCURRENCY = 4

export interface PushQueue {
  enqueue(pushId: string): Promise<void>
  /** Parks what runs, then stops taking jobs. The store stays open. */
  stop(): Promise<void>
}

export interface StartedPushQueue extends PushQueue {
  /** The queue itself, which other work of the same store may use until it is stopped. */
  readonly boss: PgBoss
}

export interface QueueEvents {
  readonly onRun?: (run: { readonly pushId: string; readonly outcome: RunOutcome | 'crashed' }) => void
  readonly onError?: (error: unknown) => void
}

/**
 * Starts the job queue inside the store's database and takes up every push that was left unfinished.
 *
 * The push tables are the truth and a job only says "look at this push": a second job for one push finds it claimed or
 * ended and does nothing. So unfinished pushes get fresh jobs at once, without waiting for a killed process's jobs to
 * expire (their heartbeat does that after half a minute).
 */
export async function startPushQueue(deps: RunDeps, events: QueueEvents = {}): Promise<StartedPushQueue> {
  const parking = new AbortController()
  const boss = await openJobQueue(deps.store, (error) => events.onError?.(error))
  await boss.createQueue(QUEUE, {
    retryLimit: 100,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    // A push may wait out two hours of downtime; a dead worker is noticed by its heartbeat long before.
    expireInSeconds: 6 * 3600,
    heartbeatSeconds: 30,
    deleteAfterSeconds: 24 * 3600,
  })
  const handle = async (jobs: readonly { readonly data: unknown }[]) => {
    for (const job of jobs) {
      const { pushId } = Job.parse(job.data)
      // On its own line: an optional call skips its arguments when nobody listens.
      const outcome = await runOnce(deps, pushId, { signal: parking.signal, events })
      events.onRun?.({ pushId, outcome })
    }
  }
  const worker = await boss.work(QUEUE, { localConcurrency: CONCURRENCY, pollingIntervalSeconds: 1 }, handle)

  const enqueue = async (pushId: string) => {
    await boss.send(QUEUE, { pushId })
    boss.notifyWorker(worker)
  }
  for (const pushId of await unfinishedPushIds(deps.store.db)) await enqueue(pushId)
  const sweep = deps.store.isShared ? sweepAbandoned(deps, enqueue, events) : null
  return {
    boss,
    enqueue,
    stop: async () => {
      sweep?.end()
      parking.abort()
      await boss.stop({ graceful: true, timeout: 5000, close: false })
    },
  }
}

/**
 * Looks from time to time for pushes that a replica left behind, killed or shut down, and gives them new jobs: with
 * several replicas there is no start that would.
 */
function sweepAbandoned({ store, pacing }: RunDeps, enqueue: PushQueue['enqueue'], events: QueueEvents) {
  const look = async () => {
    try {
      for (const pushId of await abandonedPushIds(store.db, pacing.leaseS)) await enqueue(pushId)
    } catch (cause) {
      events.onError?.(cause)
    }
  }
  const timer = setInterval(() => void look(), pacing.leaseS * 1000)
  timer.unref()
  return { end: () => clearInterval(timer) }
}

async function runOnce(
  deps: RunDeps,
  pushId: string,
  { signal, events }: { readonly signal: AbortSignal; readonly events: QueueEvents },
): Promise<RunOutcome> {
  try {
    return await runPush(deps, pushId, signal)
  } catch (cause) {
    if (signal.aborted) return 'parked'
    // A bug, or a full disk. Thrown on, so that the queue tries again after a while.
    events.onError?.(cause)
    events.onRun?.({ pushId, outcome: 'crashed' })
    throw cause
  }
}
