import { setTimeout as wait } from 'node:timers/promises'
import { err } from '../result.ts'
import type { Result } from '../result.ts'
import type { Turn, TurnRequest } from './call-gate.ts'
import type { CallOptions } from './client.ts'
import type { BenchlingError } from './errors.ts'

/** The outside world of the client, replaceable in tests. */
export interface Deps {
  readonly fetch: typeof fetch
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** 0 to 1. */
  readonly random: () => number
  /** Resolves early, without throwing, when `signal` aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** Waits for a turn at the tenant; every request to its API takes one. */
  readonly enter: (request: TurnRequest) => Promise<Turn>
  /** Told of every request that got an answer; carries no key, token or query. */
  readonly onAnswer: (answer: AnswerNote) => void
}

export interface AnswerNote {
  readonly host: string
  readonly method: string
  readonly what: string
  readonly status: number
  readonly tookMs: number
}

/** One public call, retries and waits included: who may cancel it and when it must be over. */
export interface Operation {
  /** Aborts on the caller's wish or at the deadline. */
  readonly signal: AbortSignal
  readonly callerSignal: AbortSignal | null
  readonly onWait: NonNullable<CallOptions['onWait']>
  remainingMs(): number
  /** What kept the work waiting last. */
  heldBackBy(error: BenchlingError): void
  /** Why `signal` aborted. */
  abortError(): BenchlingError
}

export const DEFAULT_DEADLINE_MS = 60_000

const ALWAYS: Turn = { isFresh: () => true }

/** The real clock, random source and network, and no limit of requests; each may be replaced. */
export function withDefaults(deps: Partial<Deps> = {}): Deps {
  return {
    // Looked up at each call: frameworks replace the global after this module has loaded.
    fetch: deps.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now: deps.now ?? Date.now,
    random: deps.random ?? Math.random,
    sleep: deps.sleep ?? ((ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined)),
    enter: deps.enter ?? (() => Promise.resolve(ALWAYS)),
    onAnswer: deps.onAnswer ?? (() => undefined),
  }
}

/** Starts the clock of one public call. */
export function beginOperation(options: CallOptions | undefined, now: () => number): Operation {
  const deadlineMs = options?.deadlineMs ?? DEFAULT_DEADLINE_MS
  const callerSignal = options?.signal ?? null
  const timer = AbortSignal.timeout(deadlineMs)
  const endsAt = now() + deadlineMs
  let limited: BenchlingError | null = null
  return {
    signal: callerSignal === null ? timer : AbortSignal.any([callerSignal, timer]),
    callerSignal,
    onWait: options?.onWait ?? (() => undefined),
    remainingMs: () => endsAt - now(),
    heldBackBy: (error) => {
      limited = error.kind === 'rate-limited' ? error : null
    },
    abortError: () => {
      if (callerSignal?.aborted === true) return { kind: 'cancelled' }
      // Time spent on waits that the tenant asked for is no silence of the tenant.
      return limited ?? { kind: 'timed-out', afterS: Math.ceil(deadlineMs / 1000) }
    },
  }
}

/** Waits for a turn at the tenant, which says so where it takes long; a void turn once the operation is over. */
export function waitTurn(tenant: { readonly host: string }, deps: Deps, operation: Operation): Promise<Turn> {
  return deps.enter({
    host: tenant.host,
    signal: operation.signal,
    onWait: (waitMs) => {
      operation.heldBackBy({ kind: 'rate-limited', retryAfterS: Math.ceil(waitMs / 1000) })
      operation.onWait({ reason: 'rate-limited', waitMs })
    },
  })
}

/** The outcome of `work`, or the abort as soon as it comes: a queue or a shared request need not be waited for. */
export function leaveOnAbort<T>(
  work: Promise<Result<T, BenchlingError>>,
  operation: Operation,
): Promise<Result<T, BenchlingError>> {
  const { signal } = operation
  if (signal.aborted) return Promise.resolve(err(operation.abortError()))
  return new Promise((resolve, reject) => {
    const leave = () => resolve(err(operation.abortError()))
    signal.addEventListener('abort', leave, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
