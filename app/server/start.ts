import 'server-only'
import { createBenchlingClient } from '@/lib/benchling/create-client.ts'
import { createLogger } from '@/lib/benchling/log.ts'
import { findTenant, parseTenants } from '@/lib/benchling/tenants.ts'
import { pacingFrom } from '@/lib/push/pacing.ts'
import { startPushQueue } from '@/lib/push/queue.ts'
import { dataDir } from '@/lib/store/data-dir.ts'
import { openStore, storeErrorText } from '@/lib/store/open-store.ts'
import { sessionSecret } from '@/lib/store/session-secret.ts'
import { createRateLimit } from './rate-limit.ts'
import { setRuntime, type Runtime } from './runtime.ts'
import { createShutDown } from './shut-down.ts'

/**
 * Everything the server needs before its first answer: tenants, the store, the session secret, the push queue with what
 * was left unfinished. Ends the process with a message where one of them is wrong, for half a server helps nobody.
 */
export async function start(): Promise<void> {
  try {
    await bringUp()
  } catch (cause) {
    // Next would print the error and go on answering without a store.
    refuse([`Halfmax could not start: ${cause instanceof Error ? cause.message : String(cause)}`])
  }
}

async function bringUp(): Promise<void> {
  const tenants = parseTenants(process.env)
  if (!tenants.ok)
    return refuse(['The tenant configuration is wrong:', ...tenants.error.map((p) => `  - ${p}`)])

  const dir = dataDir(process.env)
  const store = await openStore(dir, { databaseUrl: process.env['DATABASE_URL']?.trim() })
  if (!store.ok) return refuse([storeErrorText(store.error)])
  process.once('exit', () => store.value.releaseLock())

  const secret = sessionSecret(dir, process.env)
  if (!secret.ok) return refuse([`The session secret in ${secret.error.where} needs 32 characters or more.`])

  const log = createLogger(tenants.value)
  const queue = await startPushQueue(
    {
      store: store.value,
      clientFor: (host) => {
        const tenant = findTenant(tenants.value, host)
        return tenant.ok ? createBenchlingClient(tenant.value) : null
      },
      pacing: pacingFrom(process.env),
    },
    {
      onRun: (run) => log.info(run, 'push run ended'),
      onError: (error) => log.error({ err: error }, 'push queue'),
    },
  )
  const runtime = {
    tenants: tenants.value,
    store: store.value,
    queue,
    sessionSecret: secret.value,
    log,
    admit: createRateLimit(),
  }
  setRuntime(runtime)
  stopOnSignal(runtime)
  if (tenants.value.length === 0) log.warn('no tenant is configured: set HALFMAX_TENANTS')
}

/**
 * With `NEXT_MANUAL_SIG_HANDLE`, as the start script sets it, the process ends here, after everything is closed. Without,
 * Next ends it as soon as its listener is closed, most often before the database is; nothing is lost then either: what
 * was committed is recovered at the next start, and the lock of a dead process is taken over.
 */
function stopOnSignal(runtime: Runtime): void {
  const shutDown = createShutDown(runtime)
  const stop = async () => {
    await shutDown()
    if (process.env['NEXT_MANUAL_SIG_HANDLE'] !== undefined) process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

function refuse(lines: readonly string[]): never {
  process.stderr.write(`\n${lines.join('\n')}\n\n`)
  process.exit(1)
}
