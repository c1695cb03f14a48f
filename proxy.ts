import { NextResponse, type NextRequest } from 'next/server'
import { foreignRefusal } from './app/server/front-door.ts'
import { contentSecurityPolicy, pageHeaders, REQUEST_ID } from './app/server/page-headers.ts'

/** A fresh script nonce per page; Next reads it from the request's policy and gives it to its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const appUrl = process.env['APP_URL']
  const named = request.headers.get('x-request-id') ?? ''
  const requestId = REQUEST_ID.test(named) ? named : crypto.randomUUID().slice(0, 8)
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV !== 'production')

  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  headers.set('x-request-id', requestId)
  // Where a page that asks to sign in comes back to.
  headers.set('x-address', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  const refusal = foreignRefusal(request, {
    appUrl,
    isSignInNeeded: (process.env['HALFMAX_OIDC_ISSUER'] ?? '') !== '',
  })
  const response =
    refusal === null
      ? NextResponse.next({ request: { headers } })
      : new NextResponse(`${refusal.words}\n`, { status: refusal.status })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-request-id', requestId)
  for (const [name, value] of pageHeaders(appUrl)) response.headers.set(name, value)
  return response
}

export const config = {
  // Not for files as they are, nor for prefetches, which would use up a nonce that no page shows.
  matcher: [
    {
      source: '/((?!_next/static|_next/image|favicon.ico|icon.svg).*)',
      missing: [
        { type: 'header', key: 'next-router-prefetch' },
        { type: 'header', key: 'purpose', value: 'prefetch' },
      ],
    },
  ],
}
