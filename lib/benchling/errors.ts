/** Every way a call to a tenant can fail. One function (`raw-failure.ts`) makes them, one (`words.ts`) says them. */
export type BenchlingError =
  | { readonly kind: 'invalid-key'; readonly problem: KeyProblem }
  | { readonly kind: 'tenant-not-configured'; readonly host: string }
  | { readonly kind: 'credentials-refused'; readonly host: string }
  | { readonly kind: 'not-authenticated'; readonly host: string; readonly requestId: string | null }
  | { readonly kind: 'forbidden'; readonly what: string; readonly requestId: string | null }
  | {
      readonly kind: 'not-found'
      readonly what: string
      readonly id: string | null
      readonly requestId: string | null
    }
  | { readonly kind: 'rejected'; readonly message: string; readonly requestId: string | null }
  | { readonly kind: 'too-large'; readonly limitBytes: number; readonly bytes: number | null }
  | { readonly kind: 'rate-limited'; readonly retryAfterS: number }
  | {
      readonly kind: 'unavailable'
      readonly status: number | null
      readonly isDowntime: boolean
      readonly requestId: string | null
    }
  | { readonly kind: 'unreachable'; readonly host: string; readonly reason: string }
  /** The answer never came although the call may have taken effect: look before repeating. */
  | { readonly kind: 'answer-lost'; readonly what: string }
  | { readonly kind: 'timed-out'; readonly afterS: number }
  | { readonly kind: 'cancelled' }
  /** `path` is the field that is missing or wrong, or `content-type`. `createdId` is what was made all the same. */
  | {
      readonly kind: 'unexpected-answer'
      readonly what: string
      readonly path: string
      readonly createdId?: string
    }
  | { readonly kind: 'storage-refused'; readonly code: string }
  | { readonly kind: 'url-expired' }
  | {
      readonly kind: 'unsafe-url'
      readonly host: string
      readonly reason: 'redirect' | 'not-a-url' | 'not-https' | 'foreign-host' | 'user-in-url'
      readonly createdId?: string
    }
  | { readonly kind: 'truncated'; readonly what: string }
  | { readonly kind: 'bad-csv'; readonly part: number; readonly row: number; readonly reason: string }
  | { readonly kind: 'frame-not-ready'; readonly status: string; readonly message: string | null }

export type KeyProblem =
  | 'empty'
  | 'too-long'
  | 'no-colon'
  | 'bad-id'
  | 'not-a-jwt'
  | 'payload-unreadable'
  | 'no-audience'
  | 'bad-audience'
