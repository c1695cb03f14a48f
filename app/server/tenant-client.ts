import 'server-only'
import type { CallerKind, CallGate } from '@/lib/benchling/call-gate.ts'
import type { BenchlingClient } from '@/lib/benchling/client.ts'
import { createBenchlingClient } from '@/lib/benchling/create-client.ts'
import type { Tenant } from '@/lib/benchling/tenants.ts'
import type { Metrics } from './metrics.ts'
import { runtime } from './runtime.ts'

/**
 * A client whose calls are counted and wait for their turn; made per request, it shares token, turns and places with the
 * others of its tenant.
 */
export function tenantClient(
  tenant: Tenant,
  { metrics, calls }: { readonly metrics: Metrics; readonly calls: CallGate } = runtime(),
  kind: CallerKind = 'people',
): BenchlingClient {
  return createBenchlingClient(tenant, {
    enter: (request) => calls.enter(kind, request),
    onAnswer: ({ host, what, method, status, tookMs }) => {
      metrics.count('halfmax_tenant_answers_total', { host, call: `${method} ${what}`, status })
      metrics.observe('halfmax_tenant_answer_seconds', { host }, tookMs / 1000)
    },
  })
}
