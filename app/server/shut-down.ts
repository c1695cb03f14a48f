import 'server-only'
import type { Runtime } from './runtime.ts'

/**
 * Parks refits and pushes, then closes the database, which gives the folder free; in this order, and each also where the one before
 * failed: a folder given free under an open database could be opened twice. Asked again, it is the same ending.
 */
export function createShutDown({
  queue,
  batches,
  store,
  log,
}: Pick<Runtime, 'queue' | 'batches' | 'store' | 'log'>): () => Promise<void> {
  let ending: Promise<void> | null = null
  const attempt = async (part: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (cause) {
      log.error({ err: cause, part }, 'shutdown')
    }
  }
  const end = async () => {
    await attempt('refits', () => batches.stop())
    await attempt('push queue', () => queue.stop())
    await attempt('store', () => store.close())
  }
  return () => (ending ??= end())
}
