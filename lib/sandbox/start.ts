import { Hono } from 'hono'
import { apiApp } from './api/api-app.ts'
import { controlApp } from './control-app.ts'
import { SANDBOX_DEFAULTS } from './control.ts'
import type { RunningSandbox, Settings } from './control.ts'
import { diskVault, memoryVault } from './disk.ts'
import { createFaultTable } from './fault-table.ts'
import { listen } from './listen.ts'
import { pagesApp } from './pages/pages-app.ts'
import { createRateBuckets } from './rate-buckets.ts'
import { createRequestLog } from './request-log.ts'
import { sampleKey } from './sample-key.ts'
import type { ApiEnv, Sandbox } from './sandbox.ts'
import { allSeeds } from './seeds/all-seeds.ts'
import { DEFAULT_SETTINGS } from './settings.ts'
import { storageApp } from './storage/storage-app.ts'
import { Tenant } from './tenant.ts'
import { createTokens } from './tokens.ts'

export interface SandboxOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly storagePort?: number
  /** Keeps what was pushed across restarts; null, the default, keeps it in memory alone. */
  readonly dataDir?: string | null
  /** Forgets what `dataDir` kept before it starts. */
  readonly reset?: boolean
  /** Adds an analysis with a frame of so many megabytes of CSV. */
  readonly hugeMegabytes?: number | null
  readonly now?: () => number
  readonly settings?: Partial<Settings>
}

/**
 * Starts a tenant that answers like Benchling, on loopback: one listener for API, pages and control, one for storage.
 * Throws `PortTakenError`, or an error naming the path when `dataDir` cannot be read.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  // Bound before the data folder is touched: whoever holds the ports may be using it.
  const api = await listen(options.port ?? 0)
  const bound = [api]
  const stop = async (): Promise<void> => {
    await Promise.all(bound.map((listener) => listener.stop()))
  }
  try {
    const storage = await listen(options.storagePort ?? 0)
    bound.push(storage)
    const sandbox = assemble(options, {
      apiUrl: `http://127.0.0.1:${api.port}`,
      storageUrl: `http://127.0.0.1:${storage.port}`,
      host: `localhost:${api.port}`,
    })
    api.serve(mainApp(sandbox).fetch)
    storage.serve(storageApp(sandbox).fetch)
    return { ...describeSandbox(sandbox), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function describeSandbox(sandbox: Sandbox): Omit<RunningSandbox, 'stop'> {
  const { apiUrl, storageUrl, host } = sandbox.addresses
  return {
    apiUrl,
    storageUrl,
    host,
    clientId: SANDBOX_DEFAULTS.clientId,
    clientSecret: SANDBOX_DEFAULTS.clientSecret,
    sampleKeys: sandbox.tenant.analyses().map(({ id, title }) => ({
      analysisId: id,
      title,
      key: sampleKey(id, host, sandbox.now()),
    })),
    analysisPageUrl: (analysisId) => `${apiUrl}/analyses/${encodeURIComponent(analysisId)}`,
  }
}

function assemble(options: SandboxOptions, addresses: Sandbox['addresses']): Sandbox {
  const now = options.now ?? Date.now
  const atStart = { ...DEFAULT_SETTINGS, ...options.settings }
  let settings = atStart
  const vault = typeof options.dataDir === 'string' ? diskVault(options.dataDir) : memoryVault()
  if (options.reset === true) vault.clear()
  return {
    tenant: new Tenant({ vault, seeds: allSeeds(options.hugeMegabytes), settings: () => settings, now }),
    tokens: createTokens(now),
    buckets: createRateBuckets(now),
    faults: createFaultTable(),
    log: createRequestLog(),
    now,
    settings: () => settings,
    changeSettings: (change) => void (settings = { ...settings, ...change }),
    restoreSettings: () => void (settings = atStart),
    addresses,
  }
}

function mainApp(sandbox: Sandbox): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.route('/_control', controlApp(sandbox))
  app.route('/', pagesApp(sandbox))
  app.route('/', apiApp(sandbox))
  return app
}
