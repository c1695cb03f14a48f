import 'server-only'
import type { Tenant } from '@/lib/benchling/tenants.ts'
import { runtime } from '../runtime.ts'
import { isMeant, type Identity } from './rule.ts'

/** Whether the person of a sign-in may open anything of a tenant; looked at anew for every request. */
export function mayOpen(tenant: Tenant, session: Identity | null): boolean {
  // Without sign-in there is one person, at this machine; a tenant without a list is everybody's.
  if (runtime().signIn === null || tenant.people === null) return true
  return session !== null && isMeant(tenant.people, session)
}
