import 'server-only'
import type { Tenant } from '@/lib/benchling/tenants.ts'
import { currentSignIn } from '../person.ts'
import { runtime } from '../runtime.ts'
import { isMeant } from './rule.ts'

/** Whether the person behind the request may open anything of a tenant; looked at anew for every request. */
export async function mayOpen(tenant: Tenant): Promise<boolean> {
  // Without sign-in there is one person, at this machine; a tenant without a list is everybody's.
  if (runtime().signIn === null || tenant.people === null) return true
  const session = await currentSignIn()
  return session !== null && isMeant(tenant.people, session)
}
