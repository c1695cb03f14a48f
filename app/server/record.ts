import 'server-only'
import { redactText, redactValue } from '@/lib/benchling/redact.ts'
import { appendAudit, type AuditContext, type AuditEvent } from '@/lib/store/audit/append.ts'
import type { Person } from './person.ts'
import { requestContext } from './request-context.ts'
import { runtime } from './runtime.ts'

/**
 * Adds to the audit trail what a person did. Secrets are taken out of it, also those that somebody typed into a reason.
 * Throws where it cannot be written: what is not on record is not done.
 *
 * @param target  the analysis it was done to, or null
 */
export async function recordActs(
  person: Pick<Person, 'id' | 'name'>,
  target: { readonly tenantHost: string; readonly analysisId: string } | null,
  events: readonly AuditEvent[],
): Promise<void> {
  const context = await auditContext(person, target)
  await appendAudit(runtime().store.db, context, events.map(withoutSecrets))
}

/** Who does it, to which analysis, in the request being answered. */
export async function auditContext(
  person: Pick<Person, 'id' | 'name'>,
  target: { readonly tenantHost: string; readonly analysisId: string } | null,
): Promise<AuditContext> {
  const { requestId } = await requestContext()
  return { person: { id: person.id, name: person.name }, target: target && pick(target), requestId }
}

/** A grant holds more than the trail keeps. */
function pick({ tenantHost, analysisId }: { readonly tenantHost: string; readonly analysisId: string }) {
  return { tenantHost, analysisId }
}

/** For what goes into the trail by another way than `recordActs`. */
export function withoutSecrets(event: AuditEvent): AuditEvent {
  const secrets = runtime().tenants.map(({ clientSecret }) => clientSecret)
  const { subject, before, after, reason } = event
  return {
    ...event,
    subject: redactText(subject, secrets),
    before: redactValue(before, secrets),
    after: redactValue(after, secrets),
    reason: reason === undefined || reason === null ? null : redactText(reason, secrets),
  }
}
