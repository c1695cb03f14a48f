import type * as z from 'zod'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import { isJson, readAnswer, send } from './http.ts'
import { LIMITS } from './limits.ts'
import { inTurn, startAttempt } from './operation.ts'
import type { Deps, Operation } from './operation.ts'
import { fromApiAnswer, fromIssues, fromThrown, parseJson } from './raw-failure.ts'
import type { RawAnswer, Subject } from './raw-failure.ts'
import { fail, withRetries } from './retry.ts'
import type { Attempt, RepeatRule } from './retry.ts'
import type { Tenant } from './tenants.ts'
import { dropToken, getToken } from './token.ts'

/** Base path per resource: analyses exist under v2-beta alone (contract, section 1). */
export const PATHS = {
  analyses: '/api/v2-beta/analyses',
  dataFrames: '/api/v2/data-frames',
  files: '/api/v2/files',
  tasks: '/api/v2/tasks',
} as const

export interface ApiCall<T> {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  /** "analysis", "data frame", "file", "task". */
  readonly what: string
  readonly id: string | null
  readonly schema: z.ZodType<T>
  readonly rule: RepeatRule<ApiAnswer<T>>
  /** One attempt's cap; 30 s unless the call is known to be slow. */
  readonly attemptMs?: number
}

export interface ApiAnswer<T> {
  readonly body: T
  readonly headers: Headers | null
}

/** What a call needs of the client. */
export interface Context {
  readonly tenant: Tenant
  readonly deps: Deps
  readonly operation: Operation
}

const ATTEMPT_MS = 30_000
const ID = /^[A-Za-z0-9_=+/-]{1,200}$/

/**
 * An id as a path segment, or null where it cannot be one. Ids are chosen by others; without dots, `?` and `#`, and with
 * the slash of a base64 task id encoded, none can leave its place.
 */
export function pathOf(base: string, id: string): string | null {
  return ID.test(id) ? `${base}/${encodeURIComponent(id)}` : null
}

/** Calls the API: token, queue, retries, JSON, schema. */
export function callApi<T>(
  context: Context,
  call: ApiCall<T>,
): Promise<Result<ApiAnswer<T>, BenchlingError>> {
  const { deps, operation } = context
  return withRetries({ deps, operation, rule: call.rule }, () => attempt(context, call))
}

/** One attempt; a refused token is renewed and the request sent once more, which is safe: a 401 had no effect. */
async function attempt<T>(context: Context, call: ApiCall<T>): Promise<Attempt<ApiAnswer<T>>> {
  const token = await getToken(context.tenant, context)
  if (!token.ok) return fail(token.error, { isFinal: true })
  const first = await sendOnce(context, call, token.value)
  if (first.ok || first.error.error.kind !== 'not-authenticated') return first

  dropToken(context.tenant, token.value)
  const renewed = await getToken(context.tenant, context)
  if (!renewed.ok) return fail(renewed.error, { isFinal: true })
  return sendOnce(context, call, renewed.value)
}

async function sendOnce<T>(
  context: Context,
  call: ApiCall<T>,
  token: string,
): Promise<Attempt<ApiAnswer<T>>> {
  const { tenant, operation } = context
  const subject = { host: tenant.host, what: call.what, id: call.id }
  const attemptMs = call.attemptMs ?? ATTEMPT_MS
  const outcome = await inTurn(tenant.host, context, async (): Promise<Attempt<ApiAnswer<T>>> => {
    const timer = startAttempt(operation, attemptMs)
    try {
      return await exchange(context, call, { token, signal: timer.signal })
    } catch (cause) {
      if (operation.signal.aborted) return fail(operation.abortError(), { isFinal: true })
      if (timer.isLate()) return fail({ kind: 'timed-out', afterS: attemptMs / 1000 })
      return fail(fromThrown(cause, subject, call.rule.kind === 'safe'))
    } finally {
      timer.end()
    }
  })
  return outcome ?? fail(operation.abortError(), { isFinal: true })
}

async function exchange<T>(
  { tenant, deps }: Context,
  call: ApiCall<T>,
  { token, signal }: { token: string; signal: AbortSignal },
): Promise<Attempt<ApiAnswer<T>>> {
  const { method, what, id } = call
  const startedMs = deps.now()
  const response = await send(deps, {
    method,
    url: tenant.baseUrl + call.path,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal,
  })
  const answer = await readAnswer(response, LIMITS.apiBodyBytes)
  const { status } = response
  deps.onAnswer({ host: tenant.host, method, what, status, tookMs: deps.now() - startedMs })
  if (!answer.ok) return fail({ kind: 'too-large', limitBytes: LIMITS.apiBodyBytes, bytes: null })
  return readApiAnswer(answer.value, call.schema, { host: tenant.host, what, id })
}

function readApiAnswer<T>(answer: RawAnswer, schema: z.ZodType<T>, subject: Subject): Attempt<ApiAnswer<T>> {
  if (answer.status < 200 || answer.status >= 300) return fromApiAnswer(answer, subject)
  if (!isJson(answer.headers)) {
    return fail({ kind: 'unexpected-answer', what: subject.what, path: 'content-type' })
  }
  const parsed = schema.safeParse(parseJson(answer.text))
  if (!parsed.success) return fail(fromIssues(parsed.error, subject.what))
  return ok({ body: parsed.data, headers: answer.headers })
}

/** For ids that fail `pathOf`: no tenant has such an object, so none is asked. */
export function noSuch(what: string, id: string) {
  return err({ kind: 'not-found', what, id: id.slice(0, 80), requestId: null } as const)
}
