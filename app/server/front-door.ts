import { isSameOrigin } from './same-origin.ts'

/** What is wrong with a request before anything of it is read. */
export interface Refusal {
  readonly status: 403 | 405 | 413 | 421
  readonly words: string
}

type Door = Pick<Request, 'method' | 'url' | 'headers'>

/** A push carries its files in one call; nothing else is nearly as large. Next itself ends at 64 MB whatever the header says. */
const MAX_BYTES = { analysis: 64 * 1024 * 1024, elsewhere: 1024 * 1024 } as const

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/

/**
 * The outermost check; actions and routes check again. Where nobody signs in, the name under which we are called must be
 * ours: otherwise a foreign page could point its own name at loopback (DNS rebinding) and talk to us as the same origin.
 */
export function foreignRefusal(
  request: Door,
  { appUrl, isSignInNeeded }: { readonly appUrl: string | undefined; readonly isSignInNeeded: boolean },
): Refusal | null {
  const { method, headers } = request
  if (!isSignInNeeded && !isOurName(headers.get('host'), appUrl))
    return { status: 421, words: 'Halfmax answers here under its own address only (APP_URL).' }
  if (method === 'GET' || method === 'HEAD') return null
  if (method !== 'POST') return { status: 405, words: 'Not a method of Halfmax.' }
  if (!isSameOrigin(headers, appUrl))
    return { status: 403, words: 'Refused: the request came from another site.' }
  const limit = new URL(request.url).pathname.startsWith('/analysis/')
    ? MAX_BYTES.analysis
    : MAX_BYTES.elsewhere
  const length = Number(headers.get('content-length') ?? 0)
  return length <= limit ? null : { status: 413, words: 'Too much in one request.' }
}

function isOurName(host: string | null, appUrl: string | undefined): boolean {
  if (host === null || LOOPBACK.test(host)) return true
  return appUrl !== undefined && URL.canParse(appUrl) && new URL(appUrl).host === host.toLowerCase()
}
