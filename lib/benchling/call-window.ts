/** What is asked of a count of requests. */
export interface CallAsk {
  readonly wanted: number
  /** Up to so many may lie in the span. */
  readonly most: number
  readonly spanMs: number
  /** Requests let through lately that this count was not told of. */
  readonly late: number
}

export interface CallsTaken {
  readonly given: number
  /** How long until there is room again; 0 where everything wanted was given. */
  readonly waitMs: number
}

/** A count of requests per tenant that several processes share. May reject: whoever asks has another way. */
export interface SharedCalls {
  take(host: string, ask: CallAsk): Promise<CallsTaken>
  /** Requests let through in the span that ends now. */
  count(host: string, spanMs: number): Promise<number>
}

/** The requests of this process to one tenant in the span that ends now: none is ever let through above a limit. */
export class OwnCalls {
  #calls: { readonly atMs: number; isShared: boolean }[] = []
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  take({ wanted, most, spanMs }: Omit<CallAsk, 'late'>): CallsTaken {
    const count = this.count(spanMs)
    const given = Math.max(0, Math.min(wanted, most - count))
    this.#note(given, false)
    if (given === wanted) return { given, waitMs: 0 }
    // When this one leaves the span there is room for one more.
    const leaving = this.#calls[this.#calls.length - most]
    return { given, waitMs: leaving === undefined ? spanMs : leaving.atMs + spanMs - this.#nowMs() }
  }

  /** Notes what the shared count let through: from now on it knows of everything there was. */
  noteShared(given: number): void {
    for (const call of this.#calls) call.isShared = true
    this.#note(given, true)
  }

  /** Let through while the shared count was away. */
  unshared(spanMs: number): number {
    this.count(spanMs)
    return this.#calls.filter(({ isShared }) => !isShared).length
  }

  count(spanMs: number): number {
    const fromMs = this.#nowMs() - spanMs
    this.#calls = this.#calls.filter(({ atMs }) => atMs > fromMs)
    return this.#calls.length
  }

  #note(given: number, isShared: boolean): void {
    const atMs = this.#nowMs()
    for (let n = 0; n < given; n += 1) this.#calls.push({ atMs, isShared })
  }
}
