import { describe, expect, it } from 'vitest'
import { isMeant } from './rule.ts'
import { parseSignIn } from './settings.ts'

const rule = (part: Partial<Parameters<typeof isMeant>[0]>) => ({
  emails: [],
  domains: [],
  groups: [],
  ...part,
})

describe('who is meant', () => {
  it.each([
    ['a domain', rule({ domains: ['acme.org'] }), 'ada@acme.org', [], true],
    ['a domain in capitals', rule({ domains: ['ACME.org'] }), 'Ada@Acme.ORG', [], true],
    ['a domain below', rule({ domains: ['acme.org'] }), 'ada@x.acme.org', [], false],
    ['a domain that ends alike', rule({ domains: ['acme.org'] }), 'ada@evil-acme.org', [], false],
    ['two at signs', rule({ domains: ['acme.org'] }), 'ada@acme.org@evil.test', [], false],
    ['a name that is the domain', rule({ domains: ['acme.org'] }), 'acme.org', [], false],
    ['no address', rule({ domains: ['acme.org'] }), null, [], false],
    ['everybody', rule({ domains: ['*'] }), null, [], true],
    ['a star as a part', rule({ domains: ['*.org'] }), 'ada@acme.org', [], false],
    ['an address', rule({ emails: ['Ada@acme.org'] }), 'ada@acme.org', [], true],
    ['a group', rule({ groups: ['assay'] }), null, ['x', 'assay'], true],
    ['a group in capitals', rule({ groups: ['assay'] }), null, ['Assay'], false],
    ['nobody', rule({}), 'ada@acme.org', ['assay'], false],
  ])('%s', (_, given, email, groups, expected) => {
    expect(isMeant(given, { email, groups })).toBe(expected)
  })
})

const GOOD = {
  APP_URL: 'https://halfmax.acme.org',
  HALFMAX_OIDC_ISSUER: 'https://login.acme.org',
  HALFMAX_OIDC_CLIENT_ID: 'halfmax',
  HALFMAX_OIDC_CLIENT_SECRET: 'PLANTED',
  HALFMAX_ALLOWED_DOMAINS: ' acme.org, acme.com ,',
}

describe('the configuration of sign-in', () => {
  it('is none without a provider', () => {
    expect(parseSignIn({ HALFMAX_ALLOWED_DOMAINS: 'acme.org', HALFMAX_OIDC_ISSUER: '' })).toEqual({
      ok: true,
      value: null,
    })
  })

  it('is read', () => {
    expect(parseSignIn(GOOD)).toMatchObject({
      ok: true,
      value: {
        allowed: { domains: ['acme.org', 'acme.com'], groups: [] },
        idleMs: 43_200_000,
        maxMs: 604_800_000,
      },
    })
  })

  it.each([
    ['plain http', { HALFMAX_OIDC_ISSUER: 'http://login.acme.org' }, 'HALFMAX_OIDC_ISSUER'],
    ['no address', { HALFMAX_OIDC_ISSUER: 'login' }, 'HALFMAX_OIDC_ISSUER'],
    ['no public address', { APP_URL: '' }, 'APP_URL'],
    ['a public address without TLS', { APP_URL: 'http://halfmax.acme.org' }, 'APP_URL'],
    ['no client', { HALFMAX_OIDC_CLIENT_ID: '' }, 'HALFMAX_OIDC_CLIENT_ID'],
    ['no secret', { HALFMAX_OIDC_CLIENT_SECRET: '' }, 'HALFMAX_OIDC_CLIENT_SECRET'],
    ['nobody allowed', { HALFMAX_ALLOWED_DOMAINS: ' , ' }, 'HALFMAX_ALLOWED_DOMAINS'],
    ['hours that are none', { HALFMAX_SESSION_IDLE_HOURS: 'soon' }, 'HALFMAX_SESSION_IDLE_HOURS'],
    ['no time at all', { HALFMAX_SESSION_MAX_HOURS: '-1' }, 'HALFMAX_SESSION_MAX_HOURS'],
  ])('is refused with %s, by the name of the variable and without its value', (_, change, name) => {
    const parsed = parseSignIn({ ...GOOD, ...change })
    if (parsed.ok) throw new Error('was taken')
    expect(parsed.error.join()).toContain(name)
    expect(parsed.error.join()).not.toContain('PLANTED')
  })
})
