import { setTimeout as wait } from 'node:timers/promises'
import { err } from '../result.ts'
import type { Result } from '../result.ts'
import { CALL_LIMIT, createCallGate, type Turn, type TurnRequest } from './call-gate.ts'
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
  /** Waits for a turn at the tenant, which every request to its API takes; null once `signal` aborts. */
  readonly enter: (request: TurnRequest) => Promise<Turn | null>
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
  /** Stops the deadline's clock while `wait` runs, for two minutes in all: a line that moves is no silence of the tenant. */
  inLine<T>(wait: () => Promise<T>): Promise<T>
  /** What kept the work waiting last. */
  heldBackBy(error: BenchlingError): void
  /** Why `signal` aborted. */
  abortError(): BenchlingError
  /** It has its outcome: nothing waits for the deadline any more. What it opened goes on without one. */
  end(): void
}

export const DEFAULT_DEADLINE_MS = 60_000
const LONGEST_LINE_MS = 120_000

/** Where nobody counts, a tenant's calls at once are limited all the same. */
const uncounted = createCallGate({ limit: { ...CALL_LIMIT, people: Number.POSITIVE_INFINITY } })

/** The real clock, random source and network, and no count of requests; each may be replaced. */
export function withDefaults(deps: Partial<Deps> = {}): Deps {
  return {
    // Looked up at each call: frameworks replace the global after this module has loaded.
    fetch: deps.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now: deps.now ?? Date.now,
    random: deps.random ?? Math.random,
    sleep: deps.sleep ?? ((ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined)),
    enter: deps.enter ?? ((request) => uncounted.enter('people', request)),
    onAnswer: deps.onAnswer ?? (() => undefined),
  }
}

/** Starts the clock of one public call. */
export function beginOperation(options: CallOptions | undefined, now: () => number): Operation {
  const deadlineMs = options?.deadlineMs ?? DEFAULT_DEADLINE_MS
  const callerSignal = options?.signal ?? null
  const deadline = startDeadline(deadlineMs, now)
  let limited: BenchlingError | null = null
  return {
    signal: callerSignal === null ? deadline.signal : AbortSignal.any([callerSignal, deadline.signal]),
    callerSignal,
    onWait: options?.onWait ?? (() => undefined),
    remainingMs: deadline.remainingMs,
    inLine: async (wait) => {
      const before = limited
      const outcome = await deadline.pausedFor(wait)
      if (!deadline.signal.aborted) limited = before
      return outcome
    },
    heldBackBy: (error) => {
      limited = error.kind === 'rate-limited' ? error : null
    },
    abortError: () => {
      if (callerSignal?.aborted === true) return { kind: 'cancelled' }
      // Time spent on waits that the tenant asked for is no silence of the tenant.
      return limited ?? { kind: 'timed-out', afterS: Math.ceil(deadlineMs / 1000) }
    },
    end: deadline.end,
  }
}

function startDeadline(deadlineMs: number, now: () => number) {
  const late = new AbortController()
  let endsAt = now() + deadlineMs
  let timer: ReturnType<typeof setTimeout>
  /** Of one operation several calls may wait: the clock stands from the first to the last of them. */
  let waiting = 0
  let sinceMs = 0
  let lineLeftMs = LONGEST_LINE_MS
  const look = () => {
    if (waiting > 0 && now() - sinceMs < lineLeftMs) arm(1000)
    else late.abort()
  }
  let isOver = false
  const arm = (ms: number) => {
    // A timer holds all that its call knew until it rings: of an export, ten minutes.
    if (isOver) return
    timer = setTimeout(look, ms)
    timer.unref()
  }
  const moveOn = () => {
    waiting -= 1
    const waitedMs = now() - sinceMs
    if (waiting > 0 || waitedMs <= 0) return
    lineLeftMs -= waitedMs
    endsAt += waitedMs
    clearTimeout(timer)
    if (!late.signal.aborted) arm(Math.max(0, endsAt - now()))
  }
  arm(deadlineMs)
  return {
    signal: late.signal,
    remainingMs: () => endsAt - now(),
    end: () => {
      isOver = true
      clearTimeout(timer)
    },
    pausedFor: <T>(wait: () => Promise<T>): Promise<T> => {
      if (waiting === 0) sinceMs = now()
      waiting += 1
      return wait().finally(moveOn)
    },
  }
}

/** The cap of one attempt. */
export interface AttemptTimer {
  /** Aborts when the operation does, or at the cap. */
  readonly signal: AbortSignal
  isLate(): boolean
  end(): void
}

/** As `AbortSignal.timeout`, but to be ended with its attempt: the timer holds the request that began it until it rings. */
export function startAttempt(operation: Operation, ms: number): AttemptTimer {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), ms)
  timer.unref()
  return {
    signal: AbortSignal.any([operation.signal, late.signal]),
    isLate: () => late.signal.aborted,
    end: () => clearTimeout(timer),
  }
}

/** Runs `work` in its turn at the tenant, and says so where that takes long; null where the operation was over before. */
export async function inTurn<T>(
  host: string,
  { deps, operation }: { readonly deps: Deps; readonly operation: Operation },
  work: () => Promise<T>,
): Promise<T | null> {
  const turn = await operation.inLine(() =>
    deps.enter({
      host,
      signal: operation.signal,
      onWait: (waitMs) => {
        operation.heldBackBy({ kind: 'rate-limited', retryAfterS: Math.ceil(waitMs / 1000) })
        operation.onWait({ reason: 'rate-limited', waitMs })
      },
    }),
  )
  if (turn === null) return null
  try {
    return operation.signal.aborted ? null : await work()
  } finally {
    turn.leave()
  }
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
