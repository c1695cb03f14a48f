import { NextResponse, type NextRequest } from 'next/server'
import { contentSecurityPolicy, PAGE_HEADERS } from './app/server/page-headers.ts'

/** A fresh script nonce per page; Next reads it from the request's policy and gives it to its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV !== 'production')
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  for (const [name, value] of PAGE_HEADERS) response.headers.set(name, value)
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
