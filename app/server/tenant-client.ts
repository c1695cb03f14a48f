import 'server-only'
import type { BenchlingClient } from '@/lib/benchling/client.ts'
import { createBenchlingClient } from '@/lib/benchling/create-client.ts'
import type { Tenant } from '@/lib/benchling/tenants.ts'
import type { Metrics } from './metrics.ts'
import { runtime } from './runtime.ts'

/** Benchling's limit for an app: so many calls in so long. */
const WINDOW_MS = 30_000
const CALLS_PER_WINDOW = 300

/** Counts the calls to each tenant: for the metrics, and for how much of its limit is left. */
export interface CallCounter {
  note(host: string): void
  /** The share of a tenant's calls per window that is left, 0 to 1, as this process counts them. */
  headroom(host: string): number
}

export function createCallCounter(nowMs: () => number = Date.now): CallCounter {
  const calls = new Map<string, readonly number[]>()
  const lately = (host: string) => (calls.get(host) ?? []).filter((atMs) => atMs > nowMs() - WINDOW_MS)
  return {
    note: (host) => calls.set(host, [...lately(host), nowMs()]),
    headroom: (host) => Math.max(0, 1 - lately(host).length / CALLS_PER_WINDOW),
  }
}

/** A client whose calls are counted; made per request, it shares token and queue with the others of its tenant. */
export function tenantClient(
  tenant: Tenant,
  { metrics, calls }: { readonly metrics: Metrics; readonly calls: CallCounter } = runtime(),
): BenchlingClient {
  return createBenchlingClient(tenant, {
    onAnswer: ({ host, what, method, status, tookMs }) => {
      metrics.count('halfmax_tenant_answers_total', { host, call: `${method} ${what}`, status })
      metrics.observe('halfmax_tenant_answer_seconds', { host }, tookMs / 1000)
      calls.note(host)
    },
  })
}
