import { describe, expect, it } from 'vitest'
import { foreignRefusal } from './front-door.ts'

const APP = 'https://halfmax.acme.org'

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly isSignInNeeded?: boolean
}

function refused({ method = 'POST', path = '/', headers = {}, isSignInNeeded = false }: Asked) {
  const request = {
    method,
    url: `http://localhost:3000${path}`,
    headers: new Headers({ host: 'halfmax.acme.org', ...headers }),
  }
  return foreignRefusal(request, { appUrl: APP, isSignInNeeded })?.status ?? null
}

describe('the front door', () => {
  it.each<[string, Asked, number | null]>([
    ['a page', { method: 'GET' }, null],
    [
      'a page from a link on another site',
      { method: 'GET', headers: { 'sec-fetch-site': 'cross-site' } },
      null,
    ],
    ['our own form', { headers: { origin: APP, 'sec-fetch-site': 'same-origin' } }, null],
    [
      'a form of another site',
      { headers: { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' } },
      403,
    ],
    ['a form of a site beside us', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
    ['a form from a sandboxed frame', { headers: { origin: 'null' } }, 403],
    ['work in progress', { method: 'PUT', path: '/api/drafts', headers: { origin: APP } }, null],
    ['work in progress of another site', { method: 'PUT', headers: { origin: 'https://evil.test' } }, 403],
    ['another method', { method: 'DELETE', headers: { origin: APP } }, 405],
    ['a preflight', { method: 'OPTIONS', headers: { origin: 'https://evil.test' } }, 405],
    ['a push of 60 MB', { path: '/analysis/ana_A1234', headers: { 'content-length': '60000000' } }, null],
    ['more than any push', { path: '/analysis/ana_A1234', headers: { 'content-length': '70000000' } }, 413],
    [
      'a draft of 8 MB',
      { method: 'PUT', path: '/api/drafts', headers: { 'content-length': '8000000' } },
      null,
    ],
    [
      'a draft of 12 MB',
      { method: 'PUT', path: '/api/drafts', headers: { 'content-length': '12000000' } },
      413,
    ],
    ['a key of 2 MB', { headers: { 'content-length': '2000000' } }, 413],
    ['a length that is none', { headers: { 'content-length': 'much' } }, 413],
  ])('%s', (_, asked, expected) => {
    expect(refused(asked)).toBe(expected)
  })

  it.each([
    ['loopback', '127.0.0.1:3000', null],
    ['loopback by name', 'localhost:3000', null],
    ['loopback of version 6', '[::1]:3000', null],
    ['the configured name', 'halfmax.acme.org', null],
    ['the configured name in capitals', 'HALFMAX.acme.org', null],
    ['a name that points at loopback', 'rebound.evil.test:3000', 421],
    ['a name that begins like loopback', 'localhost.evil.test', 421],
    ['a name that holds ours', 'halfmax.acme.org.evil.test', 421],
  ])('without sign-in, called by %s', (_, host, expected) => {
    expect(refused({ method: 'GET', headers: { host } })).toBe(expected)
    // Signed in or not is told by a cookie, which a name pointed elsewhere does not have.
    expect(refused({ method: 'GET', headers: { host }, isSignInNeeded: true })).toBeNull()
  })
})
