import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, pageHeaders } from './page-headers.ts'

function directives(isDevelopment: boolean): Map<string, string[]> {
  const policy = contentSecurityPolicy('Tm9uY2U=', isDevelopment)
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}

describe('contentSecurityPolicy', () => {
  it('runs scripts by nonce alone, without eval or inline', () => {
    const scripts = directives(false).get('script-src')
    expect(scripts).toContain("'nonce-Tm9uY2U='")
    expect(scripts).not.toContain("'unsafe-inline'")
    expect(scripts).not.toContain("'unsafe-eval'")
  })

  it.each([
    ['talks to our server alone', 'connect-src', ["'self'"]],
    ['is framed by nobody', 'frame-ancestors', ["'none'"]],
    ['has no plug-ins', 'object-src', ["'none'"]],
    ['cannot be given another base', 'base-uri', ["'none'"]],
    ['sends forms home', 'form-action', ["'self'"]],
    ['runs its own workers', 'worker-src', ["'self'"]],
    ['falls back to our own', 'default-src', ["'self'"]],
  ])('%s', (_, name, sources) => {
    expect(directives(false).get(name)).toEqual(sources)
  })

  it('names no foreign host and no scheme that fetches', () => {
    for (const sources of directives(false).values()) {
      for (const source of sources) expect(source).toMatch(/^('.+'|data:|blob:)$/)
    }
  })

  it('lets an empty style element in by its hash, and no other', () => {
    const emptyHash = createHash('sha256').update('').digest('base64')
    expect(directives(false).get('style-src')).toEqual([
      "'self'",
      "'nonce-Tm9uY2U='",
      `'sha256-${emptyHash}'`,
    ])
  })

  it('loosens in development only what React and its tools need', () => {
    expect(directives(true).get('script-src')).toContain("'unsafe-eval'")
    expect(directives(true).get('connect-src')).toEqual(["'self'", 'ws:'])
  })
})

it('sends no address on, takes types as told, and opens no device', () => {
  const headers = new Map(pageHeaders('http://127.0.0.1:3000'))
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('permissions-policy')).toContain('camera=()')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
})

it('binds the browser to https where the public address is, and nowhere else', () => {
  const hsts = (appUrl?: string) => new Map(pageHeaders(appUrl)).get('strict-transport-security')
  expect(Number(/max-age=(\d+)/.exec(hsts('https://halfmax.acme.org') ?? '')?.[1])).toBeGreaterThan(
    31_536_000,
  )
  expect(hsts('http://127.0.0.1:3000')).toBeUndefined()
  expect(hsts()).toBeUndefined()
})
