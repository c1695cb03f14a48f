import 'server-only'
import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'
import type { Attempt } from './provider.ts'

/** Why nobody was signed in, as a word of ours that the page turns into a sentence. */
export type SignInFailure = 'unreachable' | 'expired' | 'refused' | 'not-allowed' | 'too-many'

interface FailedAnswer {
  readonly failure: SignInFailure
  /** For the audit trail: words of ours and codes, nothing of what the address or the provider said besides. */
  readonly reason: string
}

/** What is told of an answer without the cookie of its attempt. */
export const NO_ATTEMPT: FailedAnswer = {
  failure: 'expired',
  reason: 'no attempt of the last ten minutes in this browser',
}

/** Codes of RFC 6749 and OpenID Connect; whoever makes up an address can write any other text in their place. */
const CODES = new Set([
  ...[
    'access_denied',
    'invalid_request',
    'unauthorized_client',
    'unsupported_response_type',
    'invalid_scope',
  ],
  ...[
    'server_error',
    'temporarily_unavailable',
    'interaction_required',
    'login_required',
    'consent_required',
  ],
  ...['account_selection_required', 'invalid_client', 'invalid_grant', 'unsupported_grant_type'],
])

/**
 * @param cause  what `finishSignIn` threw
 * @param query  of the address the provider sent the browser to
 */
export function failedAnswer(cause: unknown, query: string, { state }: Attempt): FailedAnswer {
  if (new URLSearchParams(query).get('state') !== state)
    return { failure: 'refused', reason: 'the state is not that of the attempt' }
  if (cause instanceof AuthorizationResponseError)
    return { failure: 'refused', reason: `the provider answered ${known(cause.error)}` }
  if (cause instanceof ResponseBodyError)
    return { failure: 'refused', reason: `the provider refused the code: ${known(cause.error)}` }
  const code = codeOf(cause)
  // Without a code it is fetch that failed, under the library.
  if (code === null || code === 'OAUTH_TIMEOUT')
    return { failure: 'unreachable', reason: 'the provider could not be reached' }
  return { failure: 'refused', reason: `the answer of the provider does not fit (${code})` }
}

function known(code: string): string {
  return CODES.has(code) ? code : 'another error'
}

function codeOf(cause: unknown): string | null {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return null
  const { code } = cause
  return typeof code === 'string' && /^OAUTH_[A-Z_]{1,60}$/.test(code) ? code : null
}
