import 'server-only'
import { parseAnalysisKey } from '@/lib/benchling/key.ts'
import { findTenant } from '@/lib/benchling/tenants.ts'
import { toProblem } from '@/lib/benchling/words.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { OpenedAnalysis } from '@/lib/workbench/ports.ts'
import { summarise } from './load-analysis.ts'
import { mayOpen } from './people/may-open.ts'
import { currentSignIn, personBehind } from './person.ts'
import { NOT_SIGNED_IN, NOT_YOUR_TENANT } from './problems.ts'
import { recordActs } from './record.ts'
import { runtime } from './runtime.ts'
import { saveGrant } from './session.ts'
import { tenantClient } from './tenant-client.ts'

/**
 * Reads a pasted key, asks the tenant it names (only if that is configured, before any network use) for the analysis, and
 * grants this session the analysis. The key is then forgotten. What was read is in the answer: a second look would cost
 * the reader a round trip.
 */
export async function openWithKey(text: string): Promise<Result<OpenedAnalysis, Problem>> {
  const signIn = await currentSignIn()
  const person = personBehind(signIn)
  if (person === null) return err(NOT_SIGNED_IN)
  const key = parseAnalysisKey(text)
  if (!key.ok) return err(toProblem(key.error))
  const tenant = findTenant(runtime().tenants, key.value.host)
  if (!tenant.ok) return err(toProblem(tenant.error))

  const { analysisId } = key.value
  const target = { analysisId, tenantHost: tenant.value.host }
  const subject = `analysis ${analysisId}`
  if (!mayOpen(tenant.value, signIn)) {
    await recordActs(person, target, [{ action: 'open-failed', subject, reason: NOT_YOUR_TENANT.title }])
    return err(NOT_YOUR_TENANT)
  }
  const client = tenantClient(tenant.value)
  const analysis = await client.getAnalysis(analysisId)
  if (!analysis.ok) {
    const problem = toProblem(analysis.error)
    await recordActs(person, target, [{ action: 'open-failed', subject, reason: problem.title }])
    return err(problem)
  }
  await recordActs(person, target, [{ action: 'opened', subject }])

  const grant = { analysisId, tenantHost: tenant.value.host, isKeyExpired: key.value.isExpired === true }
  await saveGrant(grant)
  return ok({ analysisId, analysis: await summarise({ client, grant }, analysis.value) })
}
