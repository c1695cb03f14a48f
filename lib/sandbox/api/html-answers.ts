import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What the tenant's host gives on any path it does not know: status 200 and its sign-in page, never a 404. */
export function signInPage(c: Context): Response {
  return page(c, 200, 'Sign in', 'Sign in to the sandbox tenant to continue. There is no such API path.')
}

/** What a proxy in front of the tenant says when the tenant does not answer. */
export function proxyErrorPage(c: Context, status: 502 | 503 | 504): Response {
  const titles = { 502: '502 Bad Gateway', 503: '503 Service Unavailable', 504: '504 Gateway Time-out' }
  return page(c, status, titles[status], titles[status])
}

function page(c: Context, status: ContentfulStatusCode, title: string, text: string): Response {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`
  return c.html(body, status)
}
