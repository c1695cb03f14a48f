import type * as z from 'zod'
import { ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import { isJson, readAnswer, send } from './http.ts'
import { LIMITS } from './limits.ts'
import { beginOperation, inTurn, leaveOnAbort, startAttempt } from './operation.ts'
import type { Deps, Operation } from './operation.ts'
import { fromIssues, fromThrown, fromTokenAnswer, parseJson } from './raw-failure.ts'
import { fail, withRetries } from './retry.ts'
import type { Attempt } from './retry.ts'
import { tenantState } from './tenant-state.ts'
import type { Tenant } from './tenants.ts'
import { TokenWire } from './wire.ts'

const TOKEN_PATH = '/api/v2/token'
const ATTEMPT_MS = 20_000

/** The tenant's bearer token: cached, renewed early, fetched once for all who wait. Each waiter may leave alone. */
export async function getToken(
  tenant: Tenant,
  { deps, operation }: { deps: Deps; operation: Operation },
): Promise<Result<string, BenchlingError>> {
  const state = tenantState(tenant)
  if (state.token !== null && deps.now() < state.token.renewAtMs) return ok(state.token.value)

  state.tokenFlight ??= fetchToken(tenant, deps, operation.onWait).finally(() => {
    state.tokenFlight = null
  })
  return leaveOnAbort(state.tokenFlight, operation)
}

/** Forgets `token` after a 401, unless another caller has renewed it meanwhile. */
export function dropToken(tenant: Tenant, token: string): void {
  const state = tenantState(tenant)
  if (state.token?.value === token) state.token = null
}

/** Renewed early by a tenth of its life, at most 60 s, at least 1 s. */
export function renewalMs(expiresInS: number): number {
  return (expiresInS - Math.max(1, Math.min(60, expiresInS / 10))) * 1000
}

/** Has a deadline of its own: the first caller's cancellation must not fail the others. */
async function fetchToken(
  tenant: Tenant,
  deps: Deps,
  onWait: Operation['onWait'],
): Promise<Result<string, BenchlingError>> {
  const operation = beginOperation({ onWait }, deps.now)
  const outcome = await withRetries({ deps, operation, rule: { kind: 'safe' } }, () =>
    askForToken(tenant, deps, operation),
  ).finally(operation.end)
  if (!outcome.ok) return outcome
  const { access_token: value, expires_in: expiresInS } = outcome.value
  tenantState(tenant).token = { value, renewAtMs: deps.now() + renewalMs(expiresInS) }
  return ok(value)
}

async function askForToken(tenant: Tenant, deps: Deps, operation: Operation): Promise<Attempt<TokenAnswer>> {
  const outcome = await inTurn(tenant.host, { deps, operation }, () => exchange(tenant, deps, operation))
  return outcome ?? fail(operation.abortError(), { isFinal: true })
}

type TokenAnswer = z.infer<typeof TokenWire>

async function exchange(tenant: Tenant, deps: Deps, operation: Operation): Promise<Attempt<TokenAnswer>> {
  const subject = { host: tenant.host, what: 'token', id: null }
  // Not form-encoded first, against RFC 6749: Benchling documents base64(id:secret) as it is.
  const pair = `${tenant.clientId}:${tenant.clientSecret}`
  const startedMs = deps.now()
  const timer = startAttempt(operation, ATTEMPT_MS)
  try {
    const response = await send(deps, {
      method: 'POST',
      url: tenant.baseUrl + TOKEN_PATH,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      signal: timer.signal,
    })
    const answer = await readAnswer(response, LIMITS.apiBodyBytes)
    deps.onAnswer({
      host: tenant.host,
      method: 'POST',
      what: 'token',
      status: response.status,
      tookMs: deps.now() - startedMs,
    })
    if (!answer.ok) return fail({ kind: 'unexpected-answer', what: 'token', path: 'body' })
    if (!response.ok) return fromTokenAnswer(answer.value, subject)
    if (!isJson(response.headers)) {
      return fail({ kind: 'unexpected-answer', what: 'token', path: 'content-type' })
    }
    const parsed = TokenWire.safeParse(parseJson(answer.value.text))
    return parsed.success ? ok(parsed.data) : fail(fromIssues(parsed.error, 'token'))
  } catch (cause) {
    if (timer.isLate()) return fail({ kind: 'timed-out', afterS: ATTEMPT_MS / 1000 })
    return fail(fromThrown(cause, subject, true))
  } finally {
    timer.end()
  }
}
