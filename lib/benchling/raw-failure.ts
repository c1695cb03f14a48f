/** The one place where raw failures (thrown values, statuses, bodies, schema issues) become `BenchlingError`. */
import type * as z from 'zod'
import type { BenchlingError } from './errors.ts'
import { redactText } from './redact.ts'
import { fail } from './retry.ts'
import type { Failure } from './retry.ts'
import { ErrorWire } from './wire.ts'
import type { Err } from '../result.ts'

/** What a call is about, for its errors. */
export interface Subject {
  readonly host: string
  /** "analysis", "data frame", "file", "task", "token", "storage". */
  readonly what: string
  readonly id: string | null
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** The limit that no header shows is counted over this window. */
const HIDDEN_WINDOW_S = 30
const MAX_SERVER_WAIT_S = 3600
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['ana', 'analysis'],
  ['dset', 'data frame'],
  ['data', 'data frame'],
  ['file', 'file'],
  ['lib', 'folder'],
  ['task', 'task'],
])
/** Codes after which no request can have left: the name or the connection failed. */
const NEVER_SENT: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection-refused'],
  ['ENOTFOUND', 'unknown-host'],
  ['EAI_AGAIN', 'unknown-host'],
  ['EHOSTUNREACH', 'no-route'],
  ['ENETUNREACH', 'no-route'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
])

/**
 * A thrown value of `fetch` or of reading a body. Where it is not certain that nothing was sent, and the call writes, the
 * answer counts as lost.
 */
export function fromThrown(cause: unknown, subject: Subject, isRead: boolean): BenchlingError {
  const code = causeCode(cause)
  const neverSent = NEVER_SENT.get(code)
  if (neverSent !== undefined) return { kind: 'unreachable', host: subject.host, reason: neverSent }
  if (/CERT|TLS|SSL|ALTNAME/.test(code))
    return { kind: 'unreachable', host: subject.host, reason: 'certificate' }
  return isRead
    ? { kind: 'unreachable', host: subject.host, reason: 'connection-closed' }
    : { kind: 'answer-lost', what: subject.what }
}

/** An API answer that is no success. */
export function fromApiAnswer(answer: RawAnswer, subject: Subject): Err<Failure> {
  const { status } = answer
  const { message, requestId, invalidId } = readErrorBody(answer.text)
  const { host } = subject
  // The id that Benchling objects to need not be the one in the path: an output to attach, a folder to write to.
  const { what, id } =
    invalidId === null ? subject : { what: whatIs(invalidId) ?? subject.what, id: invalidId }
  const serverWaitMs = readServerWaitMs(answer.headers)
  if (status >= 300 && status < 400) return fail({ kind: 'unsafe-url', host, reason: 'redirect' })
  if (status === 401) return fail({ kind: 'not-authenticated', host, requestId })
  if (status === 403) return fail({ kind: 'forbidden', what, requestId })
  if (status === 404) return fail({ kind: 'not-found', what, id, requestId })
  if (status === 413) return fail({ kind: 'too-large', limitBytes: 100_000_000, bytes: null })
  if (status === 429) {
    const retryAfterS = serverWaitMs === null ? HIDDEN_WINDOW_S : Math.ceil(serverWaitMs / 1000)
    return fail({ kind: 'rate-limited', retryAfterS }, { serverWaitMs })
  }
  if (status >= 500) {
    return fail({ kind: 'unavailable', status, isDowntime: status === 503, requestId }, { serverWaitMs })
  }
  return fail({ kind: 'rejected', message, requestId })
}

/** A refusal of the token endpoint; its bodies follow OAuth only loosely (contract, section 3). */
export function fromTokenAnswer(answer: RawAnswer, subject: Subject): Err<Failure> {
  const { type } = readErrorBody(answer.text)
  const isRefused = ['invalid_client', 'unauthorized_client', 'invalid_grant'].includes(type)
  if (answer.status === 401 || isRefused) return fail({ kind: 'credentials-refused', host: subject.host })
  return fromApiAnswer(answer, subject)
}

/** A storage answer that is no success: S3's XML, of which only the code is kept (the rest may quote the URL). */
export function fromStorageAnswer(answer: RawAnswer, subject: Subject): Err<Failure> {
  const { status, text } = answer
  const code = /<Code>([A-Za-z0-9]{1,60})<\/Code>/.exec(text)?.[1] ?? `HTTP${status}`
  if (status >= 300 && status < 400)
    return fail({ kind: 'unsafe-url', host: subject.host, reason: 'redirect' })
  if (status === 403 && text.includes('Request has expired')) return fail({ kind: 'url-expired' })
  if (status >= 500) return fail({ kind: 'unavailable', status, isDowntime: false, requestId: null })
  return fail({ kind: 'storage-refused', code })
}

/** The first field of an answer that is missing or of the wrong shape. */
export function fromIssues(error: z.ZodError, what: string): BenchlingError {
  const path = error.issues[0]?.path.map(String).join('.') ?? ''
  return { kind: 'unexpected-answer', what, path: path === '' ? 'body' : path }
}

/**
 * How long the server asks to wait, in milliseconds; null where it does not say. `x-rate-limit-reset` counts seconds left
 * and only means something once nothing remains.
 */
export function readServerWaitMs(headers: Headers): number | null {
  const waits: number[] = []
  if (headers.get('x-rate-limit-remaining') === '0')
    waits.push(Number(headers.get('x-rate-limit-reset') ?? NaN))
  waits.push(Number(headers.get('retry-after') ?? NaN))
  const usable = waits.filter((seconds) => seconds >= 0 && seconds <= MAX_SERVER_WAIT_S)
  return usable.length === 0 ? null : Math.max(...usable) * 1000
}

function whatIs(id: string): string | null {
  return PREFIXES.get(id.slice(0, id.indexOf('_'))) ?? null
}

interface ErrorBody {
  readonly type: string
  readonly message: string
  readonly requestId: string | null
  readonly invalidId: string | null
}

function readErrorBody(text: string): ErrorBody {
  const parsed = ErrorWire.safeParse(parseJson(text))
  if (!parsed.success) return { type: '', message: '', requestId: null, invalidId: null }
  const { error, error_description: description, message } = parsed.data
  const nested: Partial<Exclude<ErrorWire['error'], string | undefined>> =
    typeof error === 'object' ? error : { type: error }
  const words = nested.userMessage ?? description ?? message ?? nested.message ?? ''
  return {
    type: nested.type ?? '',
    message: tidy(words, 300),
    requestId: nested.errorId === undefined ? null : tidy(nested.errorId, 80),
    invalidId: nested.invalidId === undefined ? null : tidy(nested.invalidId, 80),
  }
}

/**
 * Benchling's words are untrusted text: one line, capped, without anything that looks like a secret, and without marks that
 * turn the direction of what stands around them.
 */
export function tidy(text: string, maxLength: number): string {
  const line = redactText(text)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ')
    .trim()
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line
}

/** Parsed JSON, or undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function causeCode(thrown: unknown): string {
  let current: unknown = thrown
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code
    current = 'cause' in current ? current.cause : undefined
  }
  return ''
}
