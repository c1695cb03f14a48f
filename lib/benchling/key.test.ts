import { describe, expect, it, vi } from 'vitest'
import { createBenchlingClient } from './create-client.ts'
import { parseAnalysisKey } from './key.ts'
import { findTenant, parseTenants } from './tenants.ts'
import { toProblem } from './words.ts'

const HOST = 'acme.benchling.com'
const ID = 'ana_Tx98nkEm'
const NOW = Date.UTC(2026, 0, 1)

const base64url = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const keyFor = (payload: unknown, id = ID) =>
  `${id}:${base64url({ alg: 'HS256' })}.${base64url(payload)}.c2ln`
const withAud = (aud: unknown) => keyFor({ aud })

describe('a good key', () => {
  it.each([
    ['as copied', withAud(HOST)],
    ['with spaces and line ends around', `\n  ${withAud(HOST)} \r\n`],
    ['in double quotes', `"${withAud(HOST)}"`],
    ['in typographic quotes', `“${withAud(HOST)}”`],
    ['wrapped by a mail program', withAud(HOST).replace(/(.{20})/g, '$1\r\n')],
    ['with an upper-case host', withAud('ACME.Benchling.com')],
    ['with a scheme and a slash', withAud(`https://${HOST}/`)],
    ['with a list of one audience', withAud([HOST])],
    ['with padding', `${ID}:e30=.${Buffer.from(JSON.stringify({ aud: HOST })).toString('base64')}.c2ln`],
    [
      'with the plain alphabet',
      `${ID}:e30.${Buffer.from(JSON.stringify({ aud: HOST, x: 'ÿ?>~~~' })).toString('base64')}.c2ln`,
    ],
  ])('is read %s', (_, key) => {
    expect(parseAnalysisKey(key, NOW)).toEqual({
      ok: true,
      value: { analysisId: ID, host: HOST, isExpired: null },
    })
  })

  it.each([
    ['past', NOW / 1000 - 1, true],
    ['to come', NOW / 1000 + 1, false],
    ['no number', 'soon', null],
  ])('with an expiry that is %s is let through and says so', (_, exp, isExpired) => {
    expect(parseAnalysisKey(keyFor({ aud: HOST, exp }), NOW)).toMatchObject({ value: { isExpired } })
  })

  it('lets another id prefix through, and the sandbox with its port', () => {
    expect(parseAnalysisKey(keyFor({ aud: 'localhost:4310' }, 'astep_AbCd1234'))).toMatchObject({
      value: { analysisId: 'astep_AbCd1234', host: 'localhost:4310' },
    })
  })
})

const FORGED: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'empty'],
  ['only spaces', '  \n ', 'empty'],
  ['only quotes', '""', 'empty'],
  ['more than 8 KiB', `${withAud(HOST)}${'A'.repeat(8192)}`, 'too-long'],
  ['a very long text', ':'.repeat(1_000_000), 'too-long'],
  ['no colon', withAud(HOST).replace(':', ' '), 'no-colon'],
  ['no id', withAud(HOST).slice(ID.length), 'bad-id'],
  ['an id with a slash', keyFor({ aud: HOST }, 'ana_Tx98/../x'), 'bad-id'],
  ['an id with dots', keyFor({ aud: HOST }, '..'), 'bad-id'],
  ['an id with a query', keyFor({ aud: HOST }, 'ana_Tx98?a=b'), 'bad-id'],
  ['an id with a hash', keyFor({ aud: HOST }, 'ana_Tx98#x'), 'bad-id'],
  ['an id with percent', keyFor({ aud: HOST }, 'ana_Tx98%2e'), 'bad-id'],
  ['an id that is too short', keyFor({ aud: HOST }, 'ana_T'), 'bad-id'],
  ['an id in upper case', keyFor({ aud: HOST }, 'ANA_Tx98nkEm'), 'bad-id'],
  ['an id with a blank', keyFor({ aud: HOST }, 'ana_Tx98 kEm'), 'bad-id'],
  ['a URL before the key', `https://x:${withAud(HOST)}`, 'bad-id'],
  ['nothing after the colon', `${ID}:`, 'not-a-jwt'],
  ['two parts', `${ID}:e30.e30`, 'not-a-jwt'],
  ['four parts', `${withAud(HOST)}.e30`, 'not-a-jwt'],
  ['an empty signature', withAud(HOST).replace(/c2ln$/, ''), 'not-a-jwt'],
  ['an empty header', `${ID}:.e30.c2ln`, 'not-a-jwt'],
  ['other characters', `${ID}:e30.e3!0.c2ln`, 'not-a-jwt'],
  ['a blank inside', `${ID}:e30.e3 0.c2ln`, 'not-a-jwt'],
  ['a payload that is no JSON', keyFor('aud=x'), 'payload-unreadable'],
  ['a payload that is a list', keyFor([HOST]), 'payload-unreadable'],
  ['a payload that is text', keyFor('"x"'), 'payload-unreadable'],
  ['a payload that is null', keyFor('null'), 'payload-unreadable'],
  ['a payload that is no UTF-8', `${ID}:e30._____w.c2ln`, 'payload-unreadable'],
  ['no audience', keyFor({}), 'no-audience'],
  ['an audience only inherited', keyFor('{"__proto__":{"aud":"acme.benchling.com"}}'), 'no-audience'],
  ['an empty audience', withAud(''), 'no-audience'],
  ['a null audience', withAud(null), 'no-audience'],
  ['a list of no audience', withAud([]), 'bad-audience'],
  ['a list of two', withAud([HOST, HOST]), 'bad-audience'],
  ['a number', withAud(5), 'bad-audience'],
  ['an object', withAud({ host: HOST }), 'bad-audience'],
  ['a list in a list', withAud([[HOST]]), 'bad-audience'],
  ['a user', withAud(`x@${HOST}`), 'bad-audience'],
  ['a user and password', withAud(`${HOST}:pw@evil.test`), 'bad-audience'],
  ['a path', withAud(`${HOST}/x`), 'bad-audience'],
  ['two slashes at the end', withAud(`${HOST}//`), 'bad-audience'],
  ['a query', withAud(`${HOST}?x`), 'bad-audience'],
  ['a hash', withAud(`evil.test#.${HOST}`), 'bad-audience'],
  ['a backslash', withAud(`evil.test\\.${HOST}`), 'bad-audience'],
  ['a percent sign', withAud(`evil.test%2f.${HOST}`), 'bad-audience'],
  ['a blank', withAud(`${HOST} `), 'bad-audience'],
  ['a tab inside', withAud('acme.bench\tling.com'), 'bad-audience'],
  ['a line end inside', withAud('acme.bench\nling.com'), 'bad-audience'],
  ['a null character', withAud(`${HOST}\u0000.evil.test`), 'bad-audience'],
  ['an invisible character', withAud('acme.bench\u200bling.com'), 'bad-audience'],
  ['a Cyrillic letter', withAud('аcme.benchling.com'), 'bad-audience'],
  ['a Kelvin sign that lower-cases to k', withAud('\u212aey.benchling.com'), 'bad-audience'],
  ['an ideographic full stop', withAud('acme。benchling.com'), 'bad-audience'],
  ['a trailing dot', withAud(`${HOST}.`), 'bad-audience'],
  ['an empty label', withAud('acme..benchling.com'), 'bad-audience'],
  ['a leading hyphen', withAud('-acme.benchling.com'), 'bad-audience'],
  ['a single name', withAud('localhost'), 'bad-audience'],
  ['another port', withAud(`${HOST}:8443`), 'bad-audience'],
  ['the usual port', withAud(`${HOST}:443`), 'bad-audience'],
  ['a port that is none', withAud('localhost:99999'), 'bad-audience'],
  ['plain http', withAud(`http://${HOST}`), 'bad-audience'],
  ['the scheme twice', withAud(`https://https://${HOST}`), 'bad-audience'],
  ['the metadata address', withAud('169.254.169.254'), 'bad-audience'],
  ['loopback', withAud('127.0.0.1'), 'bad-audience'],
  ['loopback with a port', withAud('127.0.0.1:4310'), 'bad-audience'],
  ['an address as one number', withAud('2130706433'), 'bad-audience'],
  ['an address in hexadecimal', withAud('0x7f.0x0.0x0.0x1'), 'bad-audience'],
  ['an address in octal', withAud('0177.0.0.01'), 'bad-audience'],
  ['an IPv6 address', withAud('[::1]'), 'bad-audience'],
  ['a mapped IPv6 address', withAud('[::ffff:127.0.0.1]:80'), 'bad-audience'],
  ['a label that is too long', withAud(`${'a'.repeat(64)}.benchling.com`), 'bad-audience'],
  ['a host that is too long', withAud(`${'a.'.repeat(130)}com`), 'bad-audience'],
]

const STRANGERS = [
  'evil.test',
  'benchling.com',
  'other.benchling.com',
  'evilacme.benchling.com',
  'acme.benchling.com.evil.test',
  'x.acme.benchling.com',
  'acme-benchling.com',
  'acme.benchling.co',
  'metadata.google.internal',
  'localhost:80',
  'localhost:4311',
  'xn--cme-7cd.benchling.com',
]

describe('a forged key', () => {
  const tenants = parseTenants({
    HALFMAX_TENANTS: JSON.stringify([{ host: HOST, clientId: 'id', clientSecret: 'PLANTED-SECRET' }]),
  })
  const fetch = vi.fn<typeof globalThis.fetch>()

  /** The whole way from text to the first request, as the server goes it. */
  async function open(text: string) {
    if (!tenants.ok) throw new Error(tenants.error.join())
    const key = parseAnalysisKey(text)
    if (!key.ok) return key
    const tenant = findTenant(tenants.value, key.value.host)
    if (!tenant.ok) return tenant
    return createBenchlingClient(tenant.value, { fetch }).getAnalysis(key.value.analysisId)
  }

  it.each(FORGED)('with %s uses no network', async (_, text, problem) => {
    const outcome = await open(text)
    expect(outcome).toEqual({ ok: false, error: { kind: 'invalid-key', problem } })
    expect(fetch).not.toHaveBeenCalled()
  })

  it.each(STRANGERS)('for the host %s uses no network', async (host) => {
    const outcome = await open(withAud(host))
    expect(outcome).toEqual({ ok: false, error: { kind: 'tenant-not-configured', host } })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('never comes back in the words about it', () => {
    for (const [, text] of FORGED) {
      const key = parseAnalysisKey(text)
      if (key.ok || text.length < 20) continue
      expect(JSON.stringify(toProblem(key.error))).not.toContain(text.trim().slice(0, 40))
    }
  })

  it('is told from a good one, which does reach the tenant', async () => {
    fetch.mockResolvedValueOnce(new Response('{}', { status: 401 }))
    expect(await open(withAud(HOST))).toMatchObject({ error: { kind: 'credentials-refused' } })
    expect(fetch.mock.calls[0]?.[0]).toBe('https://acme.benchling.com/api/v2/token')
  })
})
