import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openAnalysis, openSample } from '@/app/actions.ts'
import { loadAnalysis, retryPush, startPush } from '@/app/analysis/[analysisId]/actions.ts'
import { findPush, insertPush, updatePush } from '@/lib/store/pushes.ts'
import { exportGrantedFrame } from './export-frame.ts'
import { saveGrant } from './session.ts'
import {
  answerOf,
  grantOf,
  GUARDED,
  listRoute,
  MINE,
  NO_PUSH,
  OUTPUT,
  pushOf,
  readRoute,
  THEIRS,
  type Endpoint,
} from './testing/doors.ts'
import { browser, newBrowser } from './testing/next-headers.ts'
import { CLIENT_SECRET, HOST, startTestRuntime } from './testing/test-runtime.ts'

vi.mock('next/headers', () => import('./testing/next-headers.ts'))

let server: Awaited<ReturnType<typeof startTestRuntime>>
const fetched = vi.fn<(url: string | URL | Request) => Promise<Response>>()

beforeAll(async () => {
  server = await startTestRuntime()
}, 60_000)

afterAll(() => server.stop())

beforeEach(() => {
  newBrowser()
  fetched.mockReset().mockRejectedValue(new Error('no network in this test'))
  vi.stubGlobal('fetch', fetched)
  server.lines.length = 0
  server.enqueued.length = 0
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

let saved = 0

async function savedPush(analysisId: string, tenantHost = HOST): Promise<string> {
  saved += 1
  const id = `00000000-0000-4000-8000-${String(saved).padStart(12, '0')}`
  const row = { id, pushKey: `key-${saved}`, tenantHost, analysisId, sourceFrameId: 'dset_in', by: 'tests' }
  await insertPush(server.store.db, { ...row, outputs: [OUTPUT] })
  return id
}

describe('without a grant', () => {
  it.each(GUARDED)('%s answers %s, reads nothing and sends nothing', async (_, kind, endpoint) => {
    const before = server.storeReads()
    expect(await endpoint()).toMatchObject({ ok: false, error: { kind } })
    expect(server.storeReads()).toBe(before)
    expect(fetched).not.toHaveBeenCalled()
    expect(server.enqueued).toEqual([])
    expect(browser.jar.values.size).toBe(0)
  })

  it.each(GUARDED)('%s takes no cookie that it did not seal', async (_, kind, endpoint) => {
    const forged = JSON.stringify({ id: 'x', grants: [grantOf(MINE)] })
    vi.stubEnv('PORT', '3000')
    browser.jar.set('halfmax-3000', forged, {})
    expect(await endpoint()).toMatchObject({ ok: false, error: { kind } })
    expect(fetched).not.toHaveBeenCalled()
  })

  it.each([
    ['loadAnalysis', () => loadAnalysis({ analysisId: THEIRS })],
    ['exportGrantedFrame', () => exportGrantedFrame({ analysisId: THEIRS, frameId: 'dset_in' })],
    ['startPush', () => startPush(pushOf(THEIRS))],
  ] satisfies [string, Endpoint][])('%s of another analysis is refused', async (_, endpoint) => {
    await saveGrant(grantOf(MINE))
    expect(await endpoint()).toMatchObject({ ok: false, error: { kind: 'no-grant' } })
    expect(fetched).not.toHaveBeenCalled()
    expect(server.enqueued).toEqual([])
  })
})

/** What a page of another making may send; reading a field of the last one throws, as of a class instance it does. */
const RAW: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 42],
  ['a text', 'ana_Mine1234'],
  ['a list', []],
  ['no fields', {}],
  ['fields of other types', { key: 1, analysisId: 7, frameId: [], pushId: {}, outputs: 'x' }],
  ['a path', { key: '../x', analysisId: MINE, frameId: '../files', pushId: '../x', outputs: [] }],
  ['no output', { ...pushOf(MINE), key: '', frameId: '', pushId: 'x', outputs: [] }],
  [
    'an output that is no bytes',
    { ...pushOf(MINE), key: 'x', frameId: 'a b', pushId: 1, outputs: [{ ...OUTPUT, bytes: 'a' }] },
  ],
  [
    'an unreadable reference',
    new Proxy(
      {},
      {
        get() {
          throw new Error('cannot be read')
        },
      },
    ),
  ],
]

describe('raw input', () => {
  it.each(RAW)('%s is a problem, never a throw, to every action', async (_, raw) => {
    await saveGrant(grantOf(MINE))
    for (const action of [openAnalysis, startPush, retryPush]) {
      const answer = await action(raw)
      expect(answer.ok).toBe(false)
      if (!answer.ok) expect(answer.error).toMatchObject({ title: /./, detail: /./ })
    }
    expect(fetched).not.toHaveBeenCalled()
    expect(server.enqueued).toEqual([])
  })

  it.each([
    ['', 'invalid-input', 400],
    ['?analysisId=', 'no-grant', 403],
  ])('GET pushes%s answers %s with status %i', async (query, kind, status) => {
    await saveGrant(grantOf(MINE))
    const response = await listRoute(query)
    expect(response.status).toBe(status)
    expect(await answerOf(response)).toMatchObject({ ok: false, error: { kind } })
  })

  it('GET one push by what is no id answers 404', async () => {
    await saveGrant(grantOf(MINE))
    expect((await readRoute("' or 1=1")).status).toBe(404)
  })
})

describe('a push of another analysis', () => {
  it.each([
    ['another analysis', THEIRS, HOST],
    ['the same id at another tenant', MINE, 'other.benchling.com'],
  ])('of %s can be neither read nor retried', async (_, analysisId, host) => {
    await saveGrant(grantOf(MINE))
    const pushId = await savedPush(analysisId, host)
    await updatePush(server.store.db, pushId, { state: 'failed' })
    const absent = await answerOf(await readRoute(NO_PUSH))
    const response = await readRoute(pushId)
    expect(response.status).toBe(404)
    expect(await answerOf(response)).toEqual(absent)
    expect(await retryPush({ pushId })).toEqual(absent)
    expect((await findPush(server.store.db, pushId))?.state).toBe('failed')
    expect(server.enqueued).toEqual([])
    const listed = await answerOf(await listRoute(`?analysisId=${MINE}`))
    expect(JSON.stringify(listed)).not.toContain(pushId)
  })

  it('does not hide one’s own', async () => {
    await saveGrant(grantOf(MINE))
    const pushId = await savedPush(MINE)
    const response = await readRoute(pushId)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await answerOf(response)).toMatchObject({ ok: true, value: { pushId, state: 'queued' } })
    expect(JSON.stringify(await answerOf(await listRoute(`?analysisId=${MINE}`)))).toContain(pushId)
  })
})

describe('a push with a grant', () => {
  it('is saved, queued once and told of in the log, without its bytes', async () => {
    await saveGrant(grantOf(MINE))
    const [first, second] = await Promise.all([startPush(pushOf(MINE)), startPush(pushOf(MINE))])
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(first.value.pushId).toBe(second.value.pushId)
    expect(first.value.isRepeat).not.toBe(second.value.isRepeat)
    expect(new Set(server.enqueued)).toEqual(new Set([first.value.pushId]))
    expect(await findPush(server.store.db, first.value.pushId)).toMatchObject({
      tenantHost: HOST,
      by: expect.stringMatching(/^browser session [0-9a-f]{12}$/),
    })
    const log = server.lines.join('')
    expect(log).toContain('push asked for')
    expect(log).not.toContain('HeLa')
    expect(log).toContain('"by":"browser session ')
    expect(fetched).not.toHaveBeenCalled()
  })
})

describe('a foreign page', () => {
  it.each([
    ['list', () => listRoute(`?analysisId=${MINE}`, { 'sec-fetch-site': 'cross-site' })],
    ['push', () => readRoute(NO_PUSH, { origin: 'https://evil.test' })],
  ])('gets no answer from a route: %s', async (_, route) => {
    await saveGrant(grantOf(MINE))
    const before = server.storeReads()
    const response = await route()
    expect(response.status).toBe(403)
    expect(await answerOf(response)).toMatchObject({ error: { kind: 'foreign-origin' } })
    expect(server.storeReads()).toBe(before)
  })
})

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const keyFor = (aud: string) =>
  `${MINE}:${part({ alg: 'HS256' })}.${part({ aud, sub: 'PLANTED' })}.c2lnbmF0dXJl`

/** A tenant that knows one analysis. */
function tenantAnswers(): void {
  fetched.mockImplementation((input) => {
    const url = input instanceof Request ? input.url : String(input)
    const body = url.endsWith('/token')
      ? { access_token: 'planted-access-token', expires_in: 900, token_type: 'Bearer' }
      : { id: MINE, folderId: 'lib_1', dataFrameIds: [], fileIds: [] }
    return Promise.resolve(Response.json(body))
  })
}

describe('openAnalysis', () => {
  it.each([
    ['a tenant that is not configured', 'evil.benchling.com', 'tenant-not-configured'],
    ['a name that ends like a tenant', `x.${HOST}`, 'tenant-not-configured'],
    ['an address inside', '169.254.169.254', undefined],
  ])('sends nothing and grants nothing for %s', async (_, host, kind) => {
    const key = keyFor(host)
    const opened = await openAnalysis({ key })
    expect(opened.ok).toBe(false)
    if (!opened.ok && kind !== undefined) expect(opened.error.kind).toBe(kind)
    expect(fetched).not.toHaveBeenCalled()
    expect(browser.jar.values.size).toBe(0)
    expect(JSON.stringify(opened)).not.toContain(key.split(':')[1])
  })

  it('grants nothing when the tenant refuses', async () => {
    fetched.mockImplementation(() =>
      Promise.resolve(Response.json({ error: { type: 'invalid_client' } }, { status: 401 })),
    )
    expect(await openAnalysis({ key: keyFor(HOST) })).toMatchObject({ ok: false })
    expect(browser.jar.values.size).toBe(0)
  })

  it.each([
    ['over plain http', 'http://127.0.0.1:3000', 'halfmax-3000', false],
    ['over https', 'https://halfmax.acme.org', '__Host-halfmax', true],
  ])(
    'seals the grant, not the key, into a cookie no script and no foreign page can use: %s',
    async (...row) => {
      const [, appUrl, name, secure] = row
      vi.stubEnv('APP_URL', appUrl)
      vi.stubEnv('PORT', '3000')
      tenantAnswers()
      const key = keyFor(HOST)
      expect(await openAnalysis({ key })).toMatchObject({ ok: true, value: { analysisId: MINE } })

      expect([...browser.jar.values.keys()]).toEqual([name])
      const flags = browser.jar.flags.get(name)
      expect(flags).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure })
      expect(flags?.['domain']).toBeUndefined()
      const cookie = browser.jar.values.get(name) ?? ''
      expect(cookie).not.toContain(MINE)
      expect(await loadAnalysis({ analysisId: MINE })).toMatchObject({ ok: true })

      const said = `${server.lines.join('')}${cookie}`
      for (const secret of [key, key.split(':')[1], 'PLANTED', CLIENT_SECRET, 'planted-access-token']) {
        expect(said).not.toContain(secret)
      }
    },
  )

  it('answers with what it has read, asking the tenant for the analysis once', async () => {
    tenantAnswers()
    expect(await openAnalysis({ key: keyFor(HOST) })).toMatchObject({
      ok: true,
      value: {
        analysis: { analysisId: MINE, tenantHost: HOST, tenantName: 'Acme', folderId: 'lib_1', frames: [] },
      },
    })
    const asked = fetched.mock.calls.filter(([url]) => new Request(url).url.includes('/analyses/'))
    expect(asked).toHaveLength(1)
  })

  it('has no sample without the sandbox', async () => {
    vi.stubEnv('HALFMAX_SANDBOX_SAMPLE_KEY', '')
    expect(await openSample()).toMatchObject({ ok: false, error: { kind: 'no-sandbox' } })
    expect(fetched).not.toHaveBeenCalled()
  })
})

describe('a bug', () => {
  it('is answered with an id that stands in the log, and with nothing else', async () => {
    await saveGrant(grantOf(MINE))
    browser.jar = new Proxy(browser.jar, {
      get() {
        throw new Error('detail for the log: client_secret=planted')
      },
    })
    const answer = await loadAnalysis({ analysisId: MINE })
    if (answer.ok) throw new Error('no failure')
    expect(answer.error).toMatchObject({ kind: 'unexpected', isRetryable: true })
    expect(JSON.stringify(answer)).not.toContain('for the log')
    const line = server.lines.find((text) => text.includes('unexpected failure')) ?? ''
    expect(line).toContain(answer.error.requestId)
    expect(line).toContain('detail for the log')
    expect(line).not.toContain('planted')
  })
})
