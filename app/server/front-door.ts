import { isSameOrigin } from './same-origin.ts'

/** What is wrong with a request before anything of it is read. */
export interface Refusal {
  readonly status: 403 | 405 | 413 | 421
  readonly words: string
}

type Door = Pick<Request, 'method' | 'url' | 'headers'>

const MEGABYTE = 1024 * 1024

/**
 * By the beginning of the path: a push carries its files in one call, a draft the work on a whole table. Whatever the header
 * says, Next ends actions at 64 MB and routes count what they read.
 */
const MAX_BYTES: readonly (readonly [string, number])[] = [
  ['/analysis/', 64 * MEGABYTE],
  ['/api/', 10 * MEGABYTE],
  ['/', MEGABYTE],
]

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
  // Actions and forms post; work in progress is put.
  if (method !== 'POST' && method !== 'PUT') return { status: 405, words: 'Not a method of Halfmax.' }
  if (!isSameOrigin(headers, appUrl))
    return { status: 403, words: 'Refused: the request came from another site.' }
  const { pathname } = new URL(request.url)
  const limit = MAX_BYTES.find(([beginning]) => pathname.startsWith(beginning))?.[1] ?? 0
  const length = Number(headers.get('content-length') ?? 0)
  return length <= limit ? null : { status: 413, words: 'Too much in one request.' }
}

function isOurName(host: string | null, appUrl: string | undefined): boolean {
  if (host === null || LOOPBACK.test(host)) return true
  return appUrl !== undefined && URL.canParse(appUrl) && new URL(appUrl).host === host.toLowerCase()
}
