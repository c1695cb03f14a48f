import 'server-only'
import { createCallGate } from '@/lib/benchling/call-gate.ts'
import { startBatchQueue } from '@/lib/batch/queue.ts'
import { threadsFrom } from '@/lib/batch/threads.ts'
import { createLogger } from '@/lib/benchling/log.ts'
import { findTenant, parseTenants } from '@/lib/benchling/tenants.ts'
import { pacingFrom } from '@/lib/push/pacing.ts'
import { startPushQueue } from '@/lib/push/queue.ts'
import { dataDir } from '@/lib/store/data-dir.ts'
import { databaseOf } from '@/lib/store/database-kind.ts'
import { openStore, storeErrorText } from '@/lib/store/open-store.ts'
import { sessionSecret } from '@/lib/store/session-secret.ts'
import { tenantCallsOn } from '@/lib/store/tenant-calls.ts'
import packageFile from '@/package.json' with { type: 'json' }
import { createMetrics } from './metrics.ts'
import { isReachableFromOutside } from './outside.ts'
import { parseSignIn } from './people/settings.ts'
import { createRateLimit } from './rate-limit.ts'
import { parseRetention } from './retention-settings.ts'
import { keepSweeping } from './retention.ts'
import { setRuntime, type Runtime } from './runtime.ts'
import { createShutDown } from './shut-down.ts'
import { tenantClient } from './tenant-client.ts'

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
  const { tenants, signIn, retention } = await readSettings()
  const { store, secret } = await openData()
  const log = createLogger(tenants, { others: secretsOf(process.env, secret) })
  const services = await startServices({ tenants, store, log })
  const runtime = {
    ...services,
    tenants,
    store,
    sessionSecret: secret,
    log,
    admit: createRateLimit(),
    phase: { isEnding: false },
    signIn,
    discovered: new Map(),
  }
  setRuntime(runtime)
  stopOnSignal(runtime)
  keepSweeping(runtime, retention)
  if (store.isShared && !process.env['HALFMAX_SESSION_SECRET']?.trim())
    log.warn('without HALFMAX_SESSION_SECRET no other copy on this database knows the sessions of this one')
  if (tenants.length === 0) log.warn('no tenant is configured: set HALFMAX_TENANTS')
}

/** What the environment says, or the end of the process where it makes no sense. */
async function readSettings() {
  const tenants = parseTenants(process.env)
  if (!tenants.ok)
    return refuse(['The tenant configuration is wrong:', ...tenants.error.map((p) => `  - ${p}`)])

  const signIn = parseSignIn(process.env)
  if (!signIn.ok)
    return refuse(['The sign-in configuration is wrong:', ...signIn.error.map((p) => `  - ${p}`)])
  if (signIn.value === null && (await isReachableFromOutside(Number(process.env['PORT']))))
    return refuse(OPEN_TO_ALL)

  const retention = parseRetention(process.env)
  if (!retention.ok)
    return refuse(['The settings of what is kept are wrong:', ...retention.error.map((p) => `  - ${p}`)])
  return { tenants: tenants.value, signIn: signIn.value, retention: retention.value }
}

/** The store, whose lock ends with the process, and the secret that seals sessions. */
async function openData() {
  const dir = dataDir(process.env)
  const store = await openStore(dir, databaseOf(process.env))
  if (!store.ok) return refuse([storeErrorText(store.error)])
  process.once('exit', () => store.value.releaseLock())
  const secret = sessionSecret(dir, process.env)
  if (!secret.ok) return refuse([`The session secret in ${secret.error.where} needs 32 characters or more.`])
  return { store: store.value, secret: secret.value }
}

/** The line of calls at the tenants, and the two queues with what was left unfinished. */
async function startServices({ tenants, store, log }: Pick<Runtime, 'tenants' | 'store' | 'log'>) {
  const metrics = createMetrics()
  const calls = createCallGate({
    shared: store.isShared ? tenantCallsOn(store.db) : null,
    replicas: replicasOf(process.env),
    onError: (error) => log.error({ err: error }, 'shared count of requests; an even share until it is back'),
  })
  const clientFor = (host: string) => {
    const tenant = findTenant(tenants, host)
    return tenant.ok ? tenantClient(tenant.value, { metrics, calls }, 'queue') : null
  }
  const pacing = pacingFrom(process.env)
  const queue = await startPushQueue(
    { store, clientFor, pacing },
    {
      onRun: (run) => {
        log.info(run, 'push run ended')
        metrics.count('halfmax_push_runs_total', { outcome: run.outcome })
      },
      onError: (error) => log.error({ err: error }, 'push queue'),
    },
  )
  const { version } = packageFile
  const batches = await startBatchQueue(
    queue.boss,
    { store, clientFor, version, threads: threadsFrom(process.env), leaseS: pacing.leaseS },
    {
      onRun: (run) => {
        log.info(run, 'refit run ended')
        metrics.count('halfmax_refit_runs_total', { outcome: run.outcome })
      },
      onError: (error) => log.error({ err: error }, 'refits'),
    },
  )
  return { metrics, calls, queue, batches }
}

/**
 * With `NEXT_MANUAL_SIG_HANDLE`, as the start script sets it, the process ends here, after everything is closed. Without,
 * Next ends it as soon as its listener is closed, most often before the database is; nothing is lost then either: what
 * was committed is recovered at the next start, and the lock of a dead process is taken over.
 */
function stopOnSignal(runtime: Runtime): void {
  const shutDown = createShutDown(runtime)
  const stop = async () => {
    runtime.phase.isEnding = true
    await shutDown()
    if (process.env['NEXT_MANUAL_SIG_HANDLE'] !== undefined) process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

/** How many copies share the database, as far as anybody said. */
function replicasOf(env: NodeJS.ProcessEnv): number {
  const replicas = Number(env['HALFMAX_REPLICAS'] ?? '')
  return Number.isInteger(replicas) && replicas > 0 ? replicas : USUAL_REPLICAS
}

const USUAL_REPLICAS = 2

/** What no line of the log may hold, besides the secrets of tenants. */
function secretsOf(env: NodeJS.ProcessEnv, sessionSecret: string): readonly string[] {
  const password = URL.parse(env['DATABASE_URL']?.trim() ?? '')?.password ?? ''
  const others = [
    sessionSecret,
    env['HALFMAX_OIDC_CLIENT_SECRET'] ?? '',
    env['HALFMAX_METRICS_TOKEN'] ?? '',
    password,
  ]
  // A password as short as a word would take that word out of every line.
  return others.filter((one) => one.length >= 8)
}

const OPEN_TO_ALL = [
  'Halfmax can be reached from other machines, but nobody needs to sign in.',
  '  Either let it listen on loopback only: next start -H 127.0.0.1, or HOSTNAME=127.0.0.1 for the standalone server,',
  '  or set up sign-in: HALFMAX_OIDC_ISSUER and what belongs to it (docs/configuration.md).',
]

function refuse(lines: readonly string[]): never {
  process.stderr.write(`\n${lines.join('\n')}\n\n`)
  process.exit(1)
}
