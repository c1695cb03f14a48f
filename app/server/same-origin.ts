import 'server-only'

/**
 * Whether a request comes from our own pages. The session cookie does not travel with foreign subrequests (SameSite=Lax),
 * so this is the second door. Behind the server the request's own address says localhost, hence `APP_URL`.
 */
export function isSameOrigin(headers: Headers, appUrl: string | undefined): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  // A form of our own page names no origin, since our pages send no referrer; only the browser can say `same-origin`.
  if (origin === 'null' && site === 'same-origin') return true
  const allowed = [hostOf(appUrl ?? ''), headers.get('host')]
  return allowed.includes(hostOf(origin) ?? '')
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}
