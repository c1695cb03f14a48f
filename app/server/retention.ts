import 'server-only'
import { sweep, type Retention } from '@/lib/store/retention/sweep.ts'
import type { Runtime } from './runtime.ts'

const SIX_HOURS_MS = 6 * 3_600_000

/** Deletes what has been kept long enough, now and four times a day; what goes wrong is logged, and tried again then. */
export function keepSweeping({ store, log }: Pick<Runtime, 'store' | 'log'>, retention: Retention): void {
  const once = async () => {
    try {
      const swept = await sweep(store, retention)
      if (Object.values(swept).some((count) => count > 0))
        log.info(swept, 'deleted what was kept long enough')
    } catch (cause) {
      log.error({ err: cause }, 'retention')
    }
  }
  setInterval(() => void once(), SIX_HOURS_MS).unref()
  void once()
}
