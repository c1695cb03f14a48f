import type { HttpBindings } from '@hono/node-server'
import type { Fault, Settings } from './control.ts'
import type { FaultTable } from './fault-table.ts'
import type { RateBuckets, RateState } from './rate-buckets.ts'
import type { RequestLog } from './request-log.ts'
import type { Tenant } from './tenant.ts'
import type { Tokens } from './tokens.ts'

/** What the listeners share. */
export interface Sandbox {
  readonly tenant: Tenant
  readonly tokens: Tokens
  readonly buckets: RateBuckets
  readonly faults: FaultTable
  readonly log: RequestLog
  readonly now: () => number
  readonly settings: () => Settings
  readonly changeSettings: (change: Partial<Settings>) => void
  readonly restoreSettings: () => void
  readonly addresses: { readonly apiUrl: string; readonly storageUrl: string; readonly host: string }
}

/** Hono's types for the API listener; `fault` is what this call meets, where its handler must play it. */
export interface ApiEnv {
  readonly Bindings: HttpBindings
  readonly Variables: {
    fault: Fault | null
    rate: RateState
  }
}

export interface StorageEnv {
  readonly Bindings: HttpBindings
}
