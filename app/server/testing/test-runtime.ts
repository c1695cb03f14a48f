/** A started server for tests: a real store, one tenant, a queue that only notes, a log that can be read. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCallGate } from '@/lib/benchling/call-gate.ts'
import { createLogger } from '@/lib/benchling/log.ts'
import { parseTenants } from '@/lib/benchling/tenants.ts'
import { openStore, storeErrorText } from '@/lib/store/open-store.ts'
import { createMetrics } from '../metrics.ts'
import type { SignInSettings } from '../people/settings.ts'
import type { LimitName } from '../rate-limit.ts'
import { setRuntime, type Runtime } from '../runtime.ts'

export const HOST = 'acme.benchling.com'
export const CLIENT_SECRET = 'planted-client-secret'

export async function startTestRuntime(signIn: SignInSettings | null = null) {
  const dir = mkdtempSync(join(tmpdir(), 'halfmax-app-'))
  const opened = await openStore(dir)
  if (!opened.ok) throw new Error(storeErrorText(opened.error))
  const tenants = parseTenants({
    HALFMAX_TENANTS: JSON.stringify([
      { host: HOST, name: 'Acme', clientId: 'client', clientSecret: CLIENT_SECRET },
      { host: 'other.benchling.com', name: 'Other', clientId: 'client', clientSecret: CLIENT_SECRET },
      {
        host: 'closed.benchling.com',
        clientId: 'client',
        clientSecret: CLIENT_SECRET,
        people: { groups: ['assay'] },
      },
    ]),
  })
  if (!tenants.ok) throw new Error(tenants.error.join())

  const lines: string[] = []
  const enqueued: string[] = []
  const admitted: { limit: LimitName; address: string }[] = []
  let waitS: number | null = null
  let reads = 0
  const store = opened.value
  const started: Runtime = {
    tenants: tenants.value,
    store: new Proxy(store, {
      get(target, name: keyof typeof store) {
        if (name === 'db') reads += 1
        return target[name]
      },
    }),
    queue: {
      enqueue: (pushId) => {
        enqueued.push(pushId)
        return Promise.resolve()
      },
      stop: () => Promise.resolve(),
    },
    batches: {
      enqueue: (batchId) => {
        enqueued.push(batchId)
        return Promise.resolve()
      },
      stop: () => Promise.resolve(),
    },
    admit: (limit, { address }) => {
      admitted.push({ limit, address })
      return waitS
    },
    metrics: createMetrics(),
    calls: createCallGate(),
    phase: { isEnding: false },
    signIn,
    discovered: new Map(),
    sessionSecret: 's'.repeat(48),
    log: createLogger(tenants.value, { destination: { write: (line: string) => void lines.push(line) } }),
  }
  setRuntime(started)
  return {
    store,
    lines,
    enqueued,
    /** Again the runtime of this process, after another one. */
    use: (changes: Partial<Runtime> = {}) => setRuntime({ ...started, ...changes }),
    /** What was taken from which allowance. */
    admitted,
    /** From now on no caller is within its allowance. */
    drain: () => void (waitS = 7),
    refill: () => void (waitS = null),
    /** How often the database was reached for. */
    storeReads: () => reads,
    stop: async () => {
      await store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
