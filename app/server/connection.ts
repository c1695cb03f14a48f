import 'server-only'
import type { BenchlingClient } from '@/lib/benchling/client.ts'
import { analysisUrl, findTenant } from '@/lib/benchling/tenants.ts'
import { toProblem } from '@/lib/benchling/words.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import { findGrant, type Grant } from './grants.ts'
import { currentSignIn, LOCAL_PERSON, personBehind, type Person } from './person.ts'
import { mayOpen } from './people/may-open.ts'
import { NO_GRANT, NOT_SIGNED_IN, NOT_YOUR_TENANT } from './problems.ts'
import { runtime } from './runtime.ts'
import { readSession } from './session.ts'
import { tenantClient } from './tenant-client.ts'

/** A person's proven right to one analysis, with the client to use it. */
export interface AnalysisConnection {
  readonly person: Person
  readonly grant: Grant
  readonly client: BenchlingClient
  /** For the record of pushes. */
  readonly by: string
  /** Whose work in progress it is: the person's, or without sign-in that of this browser's session. */
  readonly owner: string
}

/** Checks the session's grant for an analysis; every action and route starts here. */
export async function connectTo(target: {
  readonly analysisId: string
  readonly tenantHost?: string
}): Promise<Result<AnalysisConnection, Problem>> {
  const signIn = await currentSignIn()
  const person = personBehind(signIn)
  if (person === null) return err(NOT_SIGNED_IN)
  const session = await readSession()
  const grant = findGrant(session.grants, target)
  if (grant === null) return err(NO_GRANT)
  const tenant = findTenant(runtime().tenants, grant.tenantHost)
  if (!tenant.ok) return err(toProblem(tenant.error))
  if (!mayOpen(tenant.value, signIn)) return err(NOT_YOUR_TENANT)
  const isLocal = person.id === LOCAL_PERSON.id
  const by = isLocal ? `browser session ${session.id}` : (person.email ?? person.name)
  const owner = isLocal ? `local ${session.id}` : person.id
  return ok({ person, grant, client: tenantClient(tenant.value), by, owner })
}

/** Whether this session opened anything at all: without, there is nothing to look up for it. */
export async function hasGrants(): Promise<boolean> {
  return (await readSession()).grants.length > 0
}

export function analysisUrlOf(tenantHost: string, analysisId: string): string | null {
  const tenant = findTenant(runtime().tenants, tenantHost)
  return tenant.ok ? analysisUrl(tenant.value, analysisId) : null
}
