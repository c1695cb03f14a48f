import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import type { LimitFunction } from 'p-limit'
import type { Result } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import { LIMITS } from './limits.ts'
import type { Tenant } from './tenants.ts'

/** What all clients of one tenant share: its token, and how many upload at once. In memory only. */
export interface TenantState {
  token: { readonly value: string; readonly renewAtMs: number } | null
  /** The token request under way, which every caller waits for. */
  tokenFlight: Promise<Result<string, BenchlingError>> | null
  readonly uploads: LimitFunction
}

// On the global object: a framework may load this module more than once in one process.
const REGISTRY = Symbol.for('halfmax.benchling.tenant-state')

export function tenantState(tenant: Tenant): TenantState {
  const states = registry()
  // The secret belongs to the identity (a corrected one must not meet the old token), but only as a digest.
  const secretDigest = createHash('sha256').update(tenant.clientSecret).digest('base64')
  const identity = JSON.stringify([tenant.host, tenant.baseUrl, tenant.clientId, secretDigest])
  const known = states.get(identity)
  if (known !== undefined) return known
  const fresh: TenantState = { token: null, tokenFlight: null, uploads: pLimit(LIMITS.concurrentUploads) }
  states.set(identity, fresh)
  return fresh
}

function registry(): Map<string, TenantState> {
  // The symbol is ours alone, so what it holds is what this function put there.
  const holder = globalThis as unknown as { [REGISTRY]?: Map<string, TenantState> }
  holder[REGISTRY] ??= new Map()
  return holder[REGISTRY]
}
