import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { analysisUrl, findTenant, parseTenants } from './tenants.ts'

const ENTRY = { host: 'acme.benchling.com', clientId: 'id', clientSecret: 'PLANTED-SECRET' }
const SANDBOX = {
  HALFMAX_SANDBOX_URL: 'http://127.0.0.1:4310',
  HALFMAX_SANDBOX_STORAGE_URL: 'http://127.0.0.1:4311',
  HALFMAX_SANDBOX_CLIENT_ID: 'id',
  HALFMAX_SANDBOX_CLIENT_SECRET: 'PLANTED-SECRET',
}
const list = (...entries: unknown[]) => ({ HALFMAX_TENANTS: JSON.stringify(entries) })

describe('parseTenants', () => {
  it('reads the list and fills what may be left out', () => {
    expect(parseTenants(list(ENTRY))).toEqual({
      ok: true,
      value: [
        {
          ...ENTRY,
          name: 'acme.benchling.com',
          baseUrl: 'https://acme.benchling.com',
          storageHosts: [],
          analysisUrlTemplate: null,
          isSandbox: false,
          people: null,
        },
      ],
    })
  })

  it('reads the same list from a file', () => {
    const readFile = (path: string) => (path === '/etc/tenants.json' ? JSON.stringify([ENTRY]) : '[]')
    const tenants = parseTenants({ HALFMAX_TENANTS_FILE: '/etc/tenants.json' }, readFile)
    expect(tenants).toMatchObject({ ok: true, value: [{ host: ENTRY.host }] })
  })

  it('adds the sandbox after the list', () => {
    const tenants = parseTenants({ ...list(ENTRY), ...SANDBOX })
    expect(tenants).toMatchObject({
      value: [
        { isSandbox: false },
        {
          host: 'localhost:4310',
          name: 'Sandbox tenant',
          baseUrl: 'http://127.0.0.1:4310',
          storageHosts: ['127.0.0.1:4311'],
          analysisUrlTemplate: 'http://127.0.0.1:4310/analyses/{analysisId}',
          isSandbox: true,
        },
      ],
    })
  })

  it('gives none where none is set', () => {
    expect(parseTenants({})).toEqual({ ok: true, value: [] })
  })

  const wrong: readonly (readonly [string, Record<string, string>, string])[] = [
    [
      'broken JSON',
      { HALFMAX_TENANTS: '[{"clientSecret":"PLANTED-SECRET",]' },
      'HALFMAX_TENANTS is not valid JSON.',
    ],
    [
      'an object',
      { HALFMAX_TENANTS: JSON.stringify(ENTRY) },
      'HALFMAX_TENANTS must be a JSON list of tenants.',
    ],
    ['no object', list('PLANTED-SECRET'), 'HALFMAX_TENANTS entry 1: must be an object.'],
    [
      'a missing secret',
      list(ENTRY, { ...ENTRY, host: 'b.benchling.com', clientSecret: undefined }),
      'HALFMAX_TENANTS entry 2: clientSecret is missing.',
    ],
    ['an empty id', list({ ...ENTRY, clientId: '' }), 'HALFMAX_TENANTS entry 1: clientId is empty.'],
    [
      'a host with a scheme',
      list({ ...ENTRY, host: 'https://acme.benchling.com' }),
      'HALFMAX_TENANTS entry 1: host must be a bare lower-case host name.',
    ],
    [
      'an upper-case host',
      list({ ...ENTRY, host: 'Acme.benchling.com' }),
      'HALFMAX_TENANTS entry 1: host must be a bare lower-case host name.',
    ],
    [
      'a wildcard',
      list({ ...ENTRY, host: '*.benchling.com' }),
      'HALFMAX_TENANTS entry 1: host must be a bare lower-case host name.',
    ],
    [
      'a host twice',
      list(ENTRY, ENTRY),
      'HALFMAX_TENANTS entry 2: host acme.benchling.com is already listed.',
    ],
    [
      'a misspelt field',
      list({ ...ENTRY, storageHost: 'x.test' }),
      'HALFMAX_TENANTS entry 1: unknown field storageHost.',
    ],
    [
      'a storage host with a path',
      list({ ...ENTRY, storageHosts: ['x.test/a'] }),
      'HALFMAX_TENANTS entry 1: each storage host must be a bare lower-case host name.',
    ],
    [
      'a plain http page',
      list({ ...ENTRY, analysisUrlTemplate: 'http://x/{analysisId}' }),
      'HALFMAX_TENANTS entry 1: analysisUrlTemplate must begin with https://.',
    ],
    [
      'both sources',
      { ...list(ENTRY), HALFMAX_TENANTS_FILE: 'x' },
      'Set HALFMAX_TENANTS or HALFMAX_TENANTS_FILE, not both.',
    ],
    [
      'no such file',
      { HALFMAX_TENANTS_FILE: '/no/such/file' },
      'HALFMAX_TENANTS_FILE: the file cannot be read.',
    ],
    [
      'a sandbox elsewhere',
      { ...SANDBOX, HALFMAX_SANDBOX_URL: 'http://10.0.0.5:4310' },
      'HALFMAX_SANDBOX_URL must be an http address on loopback, such as http://127.0.0.1:4310.',
    ],
    [
      'a sandbox name that only looks local',
      { ...SANDBOX, HALFMAX_SANDBOX_URL: 'http://localhost.evil.test:4310' },
      'HALFMAX_SANDBOX_URL must be an http address on loopback, such as http://127.0.0.1:4310.',
    ],
    [
      'sandbox storage elsewhere',
      { ...SANDBOX, HALFMAX_SANDBOX_STORAGE_URL: 'http://evil.test:4311' },
      'HALFMAX_SANDBOX_STORAGE_URL must be an http address on loopback.',
    ],
    [
      'a real tenant as sandbox host',
      { ...SANDBOX, HALFMAX_SANDBOX_HOST: 'acme.benchling.com' },
      'HALFMAX_SANDBOX_HOST must be localhost and a port.',
    ],
    [
      'a sandbox without a secret',
      { ...SANDBOX, HALFMAX_SANDBOX_CLIENT_SECRET: '' },
      'HALFMAX_SANDBOX_CLIENT_SECRET is missing.',
    ],
  ]

  it.each(wrong)('names entry and field for %s, and no secret', (_, env, message) => {
    const tenants = parseTenants(env)
    expect(tenants).toEqual({ ok: false, error: [message] })
    expect(JSON.stringify(tenants)).not.toContain('PLANTED')
  })
})

describe('a tenant', () => {
  const parsed = parseTenants({ ...list(ENTRY), ...SANDBOX })
  const tenants = parsed.ok ? parsed.value : []

  it('is found by its exact host alone', () => {
    expect(findTenant(tenants, 'acme.benchling.com')).toMatchObject({
      value: { baseUrl: 'https://acme.benchling.com' },
    })
    expect(findTenant(tenants, 'ACME.benchling.com').ok).toBe(false)
    expect(findTenant(tenants, 'localhost').ok).toBe(false)
  })

  it('does not print its secret, but still has it', () => {
    const [tenant] = tenants
    expect(`${JSON.stringify(tenant)}${inspect(tenant)}`).not.toContain('PLANTED')
    expect(tenant?.clientSecret).toBe('PLANTED-SECRET')
  })

  it('gives the address of an analysis where it is known', () => {
    expect(tenants.map((tenant) => analysisUrl(tenant, 'ana_1234'))).toEqual([
      null,
      'http://127.0.0.1:4310/analyses/ana_1234',
    ])
  })
})
