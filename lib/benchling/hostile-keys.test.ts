/** Keys as an attacker would forge them. The one thing asked of each: no request goes anywhere. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createBenchlingClient } from './create-client.ts'
import { parseAnalysisKey } from './key.ts'
import { findTenant, parseTenants } from './tenants.ts'
import { toProblem } from './words.ts'

const HOST = 'acme.benchling.com'
const ID = 'ana_Tx98nkEm'
const SANDBOX = 'localhost:4310'

const base64url = (text: string) => Buffer.from(text).toString('base64url')
const keyOf = (claims: unknown, id = ID) =>
  `${id}:${base64url('{"alg":"none"}')}.${base64url(typeof claims === 'string' ? claims : JSON.stringify(claims))}.c2ln`

/** Claimed hosts that are not a configured tenant, by kind. */
const AUDIENCES: Readonly<Record<string, readonly string[]>> = {
  'user information': [
    `x@${HOST}`,
    `${HOST}@evil.test`,
    `${HOST}:443@evil.test`,
    `user:pass@${HOST}`,
    `https://${HOST}@evil.test/`,
    `https://evil.test@${HOST}`,
    `@${HOST}`,
    `${HOST}%40evil.test`,
    `evil.test#@${HOST}`,
    `evil.test?@${HOST}`,
    `evil.test/@${HOST}`,
    `evil.test\\@${HOST}`,
  ],
  'a port': [
    `${HOST}:80`,
    `${HOST}:443`,
    `${HOST}:8443`,
    `${HOST}:0`,
    `${HOST}:`,
    `${HOST}:65536`,
    `${HOST}:-1`,
    `${HOST}:4e2`,
    `${HOST}:443:443`,
    `https://${HOST}:443`,
    'localhost:4311',
    'localhost:22',
    'localhost:04310',
    'localhost:4310:80',
    'localhost:4310.',
    'localhost:4310@evil.test',
    'localhost:4310/..',
    '127.0.0.1:4310',
    '[::1]:4310',
  ],
  'letters that look alike': [
    'аcme.benchling.com',
    'acme.bеnchling.com',
    'acmе.benchling.com',
    'acme.benchling.cоm',
    'acme.benchlıng.com',
    'acme.bench\u017fling.com',
    'ａcme.benchling.com',
    'acme.benchling\u2024com',
    'acme\u3002benchling.com',
    'acme\uff0ebenchling.com',
    'acme\uff61benchling.com',
    'ac\u00adme.benchling.com',
    'ac\u200dme.benchling.com',
    'ac\u2060me.benchling.com',
    '\ufeffacme.benchling.com',
    'acme.benchling.com\u202e',
    '\u202emoc.gnilhcneb.emca',
    'e\u0301vil.test',
    'acme.benchling.\u2102om',
    '\u24d0cme.benchling.com',
    'xn--cme-7cd.benchling.com',
    'xn--acm-5cd.benchling.com',
    'xn--80ak6aa92e.com',
    'straße.de',
  ],
  'an address of version 4': [
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '0',
    '0.0.0.0',
    '2130706433',
    '017700000001',
    '0x7f000001',
    '0x7f.1',
    '0x7f.0x0.0x0.0x1',
    '0177.0.0.1',
    '0177.0.0.0x1',
    '127.0.0.1.',
    '127.000.000.001',
    '127.0.0.1.nip.io',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '169.254.169.254.nip.io',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.100.100.200',
    '192.0.0.192',
    '255.255.255.255',
    '１２７.０.０.１',
    '①②⑦.0.0.1',
  ],
  'an address of version 6': [
    '::1',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[fe80::1%25eth0]',
    '[fd00:ec2::254]',
    '::ffff:169.254.169.254',
    '[::1]:80',
    '--1.ipv6-literal.net',
  ],
  'a name inside': [
    'localhost',
    'localhost.',
    'LOCALHOST',
    'localhost.localdomain',
    'ip6-localhost',
    'localtest.me',
    'lvh.me',
    'metadata',
    'metadata.google.internal',
    'instance-data.ec2.internal',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
    'host.docker.internal',
    'db',
    'postgres',
    'intranet',
    'consul.service.consul',
  ],
  dots: [
    `${HOST}.`,
    `${HOST}..`,
    `.${HOST}`,
    `..${HOST}`,
    'acme..benchling.com',
    'acme.benchling..com',
    '.',
    '..',
    '...',
    `${HOST}./`,
    `${HOST}.:443`,
  ],
  'another tenant of the vendor': [
    'other.benchling.com',
    'benchling.com',
    'www.benchling.com',
    'api.benchling.com',
    'acme2.benchling.com',
    'acme-test.benchling.com',
    'acmeb.enchling.com',
    'evilacme.benchling.com',
    `x.${HOST}`,
    `www.${HOST}`,
    `${HOST}.evil.test`,
    `${HOST}evil.test`,
    'acme.benchling.com-evil.test',
    'acme-benchling.com',
    'acme.benchling.co',
    'acme.benchling.org',
    'acme.benchling',
    'acme.benchling.com.au',
    '*.benchling.com',
    '%.benchling.com',
    'acme.benchling.com,evil.test',
    'acme.benchling.com;evil.test',
    'acme.benchling.com evil.test',
    'acme.benchling.com|evil.test',
  ],
  'more than a host': [
    `http://${HOST}`,
    `ftp://${HOST}`,
    `file://${HOST}`,
    `gopher://${HOST}`,
    `javascript://${HOST}`,
    `//${HOST}`,
    `///${HOST}`,
    `https:/${HOST}`,
    `https:${HOST}`,
    `https:\\\\${HOST}`,
    `https://https://${HOST}`,
    `https://${HOST}/api`,
    `${HOST}/../evil.test`,
    `${HOST}/api/v2`,
    `${HOST}?a=b`,
    `${HOST}#a`,
    `${HOST}\\evil.test`,
    `${HOST}%2fevil.test`,
    `${HOST}%00.evil.test`,
    `${HOST}%0d%0aHost:evil.test`,
    'file:///etc/passwd',
    'unix:/var/run/docker.sock',
    'data:text/html,x',
    '${jndi:ldap://evil.test/a}',
    '{{7*7}}',
    '$(id)',
    "' OR 1=1--",
    '__proto__',
    'constructor.prototype',
  ],
  'blanks and control characters': [
    ` ${HOST}`,
    `${HOST} `,
    `${HOST}\t`,
    `${HOST}\n`,
    `${HOST}\r\nHost: evil.test`,
    `${HOST}\u0000`,
    `${HOST}\u0000.evil.test`,
    'acme.\u0001benchling.com',
    'acme.bench\tling.com',
    'acme.bench\nling.com',
    `${HOST}\u007f`,
    `${HOST}\u0085`,
    `${HOST}\u00a0`,
    `${HOST}\u2028`,
    `${HOST}\ud800`,
  ],
  size: [
    `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(62)}.com`,
    `${'a'.repeat(64)}.benchling.com`,
    `${'a.'.repeat(1000)}benchling.com`,
    `${HOST}${'/'.repeat(3000)}`,
    'a'.repeat(5000),
    `${'.'.repeat(5000)}com`,
    `${'-'.repeat(60)}.com`,
  ],
}

/** Claims and texts in a form that no key has. */
const SHAPES: readonly (readonly [string, string])[] = [
  ['a nested audience', keyOf({ aud: { aud: HOST } })],
  ['lists in lists', keyOf(`{"aud":${'['.repeat(2000)}"${HOST}"${']'.repeat(2000)}}`)],
  ['objects in objects', keyOf(`${'{"aud":'.repeat(900)}1${'}'.repeat(900)}`)],
  ['a text of two hosts', keyOf({ aud: [HOST, 'evil.test'] })],
  ['a list of two equal hosts', keyOf({ aud: [HOST, HOST] })],
  ['the audience twice, ours first', keyOf(`{"aud":"${HOST}","aud":"evil.test"}`)],
  ['a boxed text', keyOf({ aud: { 0: 'a', length: 1 } })],
  ['a true audience', keyOf({ aud: true })],
  ['a number', keyOf({ aud: 2130706433 })],
  ['an audience under __proto__', keyOf(`{"__proto__":{"aud":"${HOST}"}}`)],
  ['an audience in capitals', keyOf({ AUD: HOST })],
  ['an issuer instead', keyOf({ iss: HOST, azp: HOST })],
  ['a payload with a byte order mark', keyOf(`\ufeff\ufeff{"aud":"evil.test"}`)],
  ['a payload with a comment', keyOf(`{"aud":"${HOST}"/**/}`)],
  [
    'a payload in another encoding',
    `${ID}:e30.${Buffer.from('{"aud":"x"}', 'utf16le').toString('base64url')}.c2ln`,
  ],
  ['an overlong encoding', `${ID}:e30.${Buffer.from([0xc0, 0xae]).toString('base64url')}.c2ln`],
  ['an encrypted token of five parts', `${keyOf({ aud: HOST })}.e30.e30`],
  ['padding in the middle', `${ID}:e30=.e3=0.c2ln`],
  ['two keys', `${keyOf({ aud: HOST })} ${keyOf({ aud: HOST })}`],
  ['two keys after each other', `${keyOf({ aud: HOST })}${keyOf({ aud: HOST })}`],
  ['a key in a URL', `https://${HOST}/?key=${keyOf({ aud: HOST })}`],
  ['a huge key', `${ID}:${'A'.repeat(500_000)}.${'B'.repeat(500_000)}.c`],
  ['a million colons', ':'.repeat(1_000_000)],
  ['a million dots', `${ID}:${'.'.repeat(30_000)}`],
  ['an id of another kind of path', keyOf({ aud: HOST }, 'ana_/../../token')],
  ['an id with an escape', keyOf({ aud: HOST }, 'ana_%2e%2e%2f')],
  ['an id with a tab', keyOf({ aud: HOST }, 'ana_Tx98\tnkEm')],
  ['an id of full-width letters', keyOf({ aud: HOST }, 'ana_Ｔx98nkEm')],
  ['an id with a null', keyOf({ aud: HOST }, 'ana_Tx98\u0000kEm')],
  ['an id with a query', keyOf({ aud: HOST }, 'ana_Tx98?x=1')],
  ['an id that is a formula', keyOf({ aud: HOST }, '=cmd_Tx98')],
  ['an id that is a script', keyOf({ aud: HOST }, '<script>_x')],
  ['an id that is very long', keyOf({ aud: HOST }, `ana_${'A'.repeat(65)}`)],
  ['a prototype as id', keyOf({ aud: HOST }, '__proto__')],
]

const FORGED: readonly (readonly [string, string])[] = [
  ...Object.entries(AUDIENCES).flatMap(([kind, hosts]) =>
    hosts.map((aud) => [`${kind}: ${JSON.stringify(aud).slice(0, 60)}`, keyOf({ aud })] as const),
  ),
  ...SHAPES,
]

const tenants = parseTenants({
  HALFMAX_TENANTS: JSON.stringify([{ host: HOST, clientId: 'id', clientSecret: 'PLANTED-SECRET' }]),
  HALFMAX_SANDBOX_URL: 'http://127.0.0.1:4310',
  HALFMAX_SANDBOX_STORAGE_URL: 'http://127.0.0.1:4311',
  HALFMAX_SANDBOX_HOST: SANDBOX,
  HALFMAX_SANDBOX_CLIENT_ID: 'id',
  HALFMAX_SANDBOX_CLIENT_SECRET: 'PLANTED-SECRET',
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

describe(`${FORGED.length} forged keys`, () => {
  it('are more than two hundred, each another', () => {
    expect(FORGED.length).toBeGreaterThanOrEqual(200)
    expect(new Set(FORGED.map(([, key]) => key)).size).toBe(FORGED.length)
  })

  it.each(FORGED)('%s', async (_, text) => {
    const outcome = await open(text)
    if (outcome.ok) throw new Error('was let in')
    expect(['invalid-key', 'tenant-not-configured']).toContain(outcome.error.kind)
    expect(fetch).not.toHaveBeenCalled()
    const words = JSON.stringify(toProblem(outcome.error))
    expect(words).not.toContain(text.slice(0, 60))
    expect(words.length).toBeLessThan(1000)
  })
})

describe('any text at all', () => {
  const claims = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc
      .record({
        aud: fc.oneof(fc.domain(), fc.webUrl(), fc.ipV4(), fc.ipV6(), fc.string({ unit: 'binary' })),
      })
      .map((c) => JSON.stringify(c)),
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .tuple(fc.string({ maxLength: 20 }), claims)
      .map(([id, payload]) => `${id}:e30.${base64url(payload)}.c2ln`),
    claims.map((payload) => keyOf(payload)),
  )

  it('is read or refused, never throws, and reaches no tenant that is not named to the letter', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (pasted) => {
        const key = parseAnalysisKey(pasted)
        if (key.ok && (key.value.host === HOST || key.value.host === SANDBOX)) return
        const outcome = await open(pasted)
        expect(outcome.ok).toBe(false)
        expect(fetch).not.toHaveBeenCalled()
      }),
      { numRuns: 1000 },
    )
  })

  it('that is read gives an id and a host without a character that means something in an address', () => {
    fc.assert(
      fc.property(text, (pasted) => {
        const key = parseAnalysisKey(pasted)
        if (!key.ok) return
        expect(key.value.analysisId).toMatch(/^[a-z]+_[A-Za-z0-9]+$/)
        expect(key.value.host).toMatch(/^[a-z0-9.-]+(:\d+)?$/)
      }),
      { numRuns: 1000 },
    )
  })
})

it('the same way does reach the tenant with a good key', async () => {
  fetch.mockReset().mockResolvedValueOnce(new Response('{}', { status: 401 }))
  expect(await open(keyOf({ aud: HOST }))).toMatchObject({ error: { kind: 'credentials-refused' } })
  expect(fetch).toHaveBeenCalledTimes(1)
})
