/** A value that succeeded, or the reason it did not. Expected failures travel as values; only bugs throw. */
export type Result<T, E> = Ok<T> | Err<E>

export interface Ok<T> {
  readonly ok: true
  readonly value: T
}

export interface Err<E> {
  readonly ok: false
  readonly error: E
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value }
}

export function err<E>(error: E): Err<E> {
  return { ok: false, error }
}

/**
 * A failure in the words a scientist reads: the only error shape that crosses from the server to the page.
 * Holds no key, token, signed URL or stack.
 */
export interface Problem {
  /** Slug for tests and for choosing an icon, e.g. `tenant-not-configured`. */
  readonly kind: string
  /** What happened, one short sentence. */
  readonly title: string
  /** What still holds and what to do, one or two sentences. */
  readonly detail: string
  /** Whether doing the same again can help. */
  readonly isRetryable: boolean
  /** Seconds to wait first, where the server said so. */
  readonly retryAfterS: number | null
  /** Id to quote to an administrator or to Benchling support. */
  readonly requestId: string | null
}
