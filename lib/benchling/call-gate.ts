import { setTimeout as wait } from 'node:timers/promises'
import { OwnCalls } from './call-window.ts'
import type { CallsTaken, SharedCalls } from './call-window.ts'
import { LIMITS } from './limits.ts'

/** How a tenant's limit is kept. */
export interface CallLimit {
  /** Benchling's limit for an app: so many requests in any window of so long. */
  readonly calls: number
  readonly windowMs: number
  /** Of these we use at most so many: the rest is for what no count sees, a slow connection or a neighbour. */
  readonly people: number
  /** The queue leaves some to people, who look at a page that waits. */
  readonly queue: number
  /** Requests to one tenant at the same time, of this process. */
  readonly places: number
  /** A counted request is at the tenant within this: the count covers it and the window. */
  readonly lagMs: number
  /** The shared count has to answer within this, or is away for a while. */
  readonly patienceMs: number
  readonly awayMs: number
}

export const CALL_LIMIT: CallLimit = {
  calls: 300,
  windowMs: 30_000,
  people: 270,
  queue: 210,
  places: LIMITS.concurrentCalls,
  lagMs: 2000,
  patienceMs: 1000,
  awayMs: 5000,
}

/** Who waits for a call: somebody at a page, or the job queue. */
export type CallerKind = 'people' | 'queue'

/** Leave to send one request now, and a place among those at once until it is given back. */
export interface Turn {
  /** The request is over. */
  leave(): void
}

export interface TurnRequest {
  readonly host: string
  readonly signal: AbortSignal
  /** Told of every wait of a second or more. */
  readonly onWait: (waitMs: number) => void
}

/** Lets requests to tenants through, in order and no faster than their limit. */
export interface CallGate {
  /** Resolves with a turn, which has to be given back; with null as soon as `signal` aborts. */
  enter(kind: CallerKind, request: TurnRequest): Promise<Turn | null>
  /** The share of a tenant's requests per window that is left, 0 to 1. */
  headroom(host: string): Promise<number>
}

export interface GateOptions {
  /** Null where this process is the only one. */
  readonly shared?: SharedCalls | null
  /** How many processes share the limit: each keeps to an even part of it while the shared count is away. */
  readonly replicas?: number
  readonly limit?: CallLimit
  readonly nowMs?: () => number
  readonly onError?: (cause: unknown) => void
}

/** Another process may have taken the room that was waited for; no less than this between two looks. */
const LOOK_MS = 50
const TOLD_MS = 1000

interface Waiter {
  readonly request: TurnRequest
  readonly admit: (turn: Turn) => void
}

interface Line {
  readonly own: OwnCalls
  readonly waiters: Record<CallerKind, Set<Waiter>>
  /** Places taken. */
  held: number
  isServed: boolean
  /** Ends the wait of whoever serves the line. */
  nudge: AbortController
}

export function createCallGate(options: GateOptions = {}): CallGate {
  return new Gate(options)
}

class Gate implements CallGate {
  readonly #lines = new Map<string, Line>()
  readonly #shared: SharedCalls | null
  readonly #replicas: number
  readonly #limit: CallLimit
  readonly #nowMs: () => number
  readonly #onError: (cause: unknown) => void
  #awayUntilMs = Number.NEGATIVE_INFINITY

  constructor({ shared = null, replicas = 1, limit = CALL_LIMIT, nowMs = Date.now, onError }: GateOptions) {
    this.#shared = shared
    this.#replicas = replicas
    this.#limit = limit
    this.#nowMs = nowMs
    this.#onError = onError ?? (() => undefined)
  }

  enter(kind: CallerKind, request: TurnRequest): Promise<Turn | null> {
    const { host, signal } = request
    if (signal.aborted) return Promise.resolve(null)
    const line = this.#lineOf(host)
    return new Promise((resolve) => {
      const leave = () => {
        line.waiters[kind].delete(waiter)
        resolve(null)
      }
      const admit = (turn: Turn) => {
        signal.removeEventListener('abort', leave)
        resolve(turn)
      }
      const waiter = { request, admit }
      signal.addEventListener('abort', leave, { once: true })
      line.waiters[kind].add(waiter)
      if (line.isServed) line.nudge.abort()
      else void this.#serve(host, line)
    })
  }

  async headroom(host: string): Promise<number> {
    const { calls, windowMs } = this.#limit
    const own = this.#lineOf(host).own.count(windowMs)
    const counted =
      (await this.#askShared((shared) => shared.count(host, windowMs))) ??
      own * (this.#shared === null ? 1 : this.#replicas)
    return Math.max(0, 1 - counted / calls)
  }

  /**
   * Until nobody waits any more. People first: the queue has hours, and they have not. A turn is counted once there is a
   * place for it, so that it is used at once and none is counted in vain.
   */
  async #serve(host: string, line: Line): Promise<void> {
    line.isServed = true
    for (;;) {
      const kind = (['people', 'queue'] as const).find((one) => line.waiters[one].size > 0)
      if (kind === undefined) break
      line.nudge = new AbortController()
      const free = this.#limit.places - line.held
      if (free <= 0) {
        await aborted(line.nudge.signal)
        continue
      }
      const taken = await this.#take(host, line, { kind, free })
      this.#admit(line, { kind, given: taken.given })
      const waitMs = Math.max(LOOK_MS, taken.waitMs)
      if (taken.waitMs <= 0 || line.waiters[kind].size === 0) continue
      if (waitMs >= TOLD_MS) for (const { request } of line.waiters[kind]) request.onWait(waitMs)
      await wait(waitMs, undefined, { signal: line.nudge.signal }).catch(() => undefined)
    }
    line.isServed = false
  }

  #admit(line: Line, { kind, given }: { readonly kind: CallerKind; readonly given: number }): void {
    const waiters = line.waiters[kind]
    for (const waiter of [...waiters].slice(0, given)) {
      waiters.delete(waiter)
      line.held += 1
      let isHeld = true
      const leave = () => {
        if (!isHeld) return
        isHeld = false
        line.held -= 1
        line.nudge.abort()
      }
      waiter.admit({ leave })
    }
  }

  async #take(
    host: string,
    { own, waiters }: Line,
    { kind, free }: { readonly kind: CallerKind; readonly free: number },
  ): Promise<CallsTaken> {
    const { windowMs, lagMs } = this.#limit
    const spanMs = windowMs + lagMs
    const wanted = Math.min(free, waiters[kind].size)
    const most = this.#limit[kind]
    const late = own.unshared(spanMs)
    const taken = await this.#askShared((shared) => shared.take(host, { wanted, most, spanMs, late }))
    if (taken === null) {
      return own.take({
        wanted,
        most: this.#shared === null ? most : Math.floor(most / this.#replicas),
        spanMs,
      })
    }
    own.noteShared(taken.given)
    return taken
  }

  /** Null without a shared count, and while it is away. */
  async #askShared<T>(ask: (shared: SharedCalls) => Promise<T>): Promise<T | null> {
    if (this.#shared === null || this.#nowMs() < this.#awayUntilMs) return null
    const { patienceMs, awayMs } = this.#limit
    const over = new AbortController()
    try {
      const late = wait(patienceMs, undefined, { signal: over.signal }).then(() => {
        throw new Error(`the shared count of requests did not answer within ${patienceMs} ms`)
      })
      late.catch(() => undefined)
      return await Promise.race([ask(this.#shared), late])
    } catch (cause) {
      this.#awayUntilMs = this.#nowMs() + awayMs
      this.#onError(cause)
      return null
    } finally {
      over.abort()
    }
  }

  #lineOf(host: string): Line {
    const known = this.#lines.get(host)
    if (known !== undefined) return known
    const fresh: Line = {
      own: new OwnCalls(this.#nowMs),
      waiters: { people: new Set(), queue: new Set() },
      held: 0,
      isServed: false,
      nudge: new AbortController(),
    }
    this.#lines.set(host, fresh)
    return fresh
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
