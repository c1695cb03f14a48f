export interface RateState {
  readonly isRefused: boolean
  readonly limit: number
  readonly remaining: number
  /** Whole seconds left in the window, as the header says it. */
  readonly resetS: number
}

export interface RateBuckets {
  /** Counts one request, also one that then fails. */
  take(clientId: string, rule: { readonly limit: number; readonly windowS: number }): RateState
  clear(): void
}

/** Fixed windows per client id; a window opens with the first request after the last one closed. */
export function createRateBuckets(now: () => number): RateBuckets {
  const windows = new Map<string, { endsAtMs: number; used: number }>()
  return {
    take(clientId, rule) {
      const nowMs = now()
      let window = windows.get(clientId)
      if (window === undefined || nowMs >= window.endsAtMs) {
        window = { endsAtMs: nowMs + rule.windowS * 1000, used: 0 }
        windows.set(clientId, window)
      }
      window.used += 1
      return {
        isRefused: window.used > rule.limit,
        limit: rule.limit,
        remaining: Math.max(0, rule.limit - window.used),
        resetS: Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1000)),
      }
    },
    clear: () => windows.clear(),
  }
}
