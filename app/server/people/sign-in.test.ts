import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { GET as callbackRoute } from '@/app/sign-in/callback/route.ts'
import { GET as signInRoute } from '@/app/sign-in/route.ts'
import { POST as signOutRoute } from '@/app/sign-out/route.ts'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { auditEntries } from '@/lib/store/schema.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { currentPerson } from '../person.ts'
import { createRateLimit } from '../rate-limit.ts'
import { readSession, saveGrant } from '../session.ts'
import { CookieJar } from '../testing/cookie-jar.ts'
import { answerOf, DOORS, draftRoute, grantOf, MINE, putDraftRoute } from '../testing/doors.ts'
import { CLIENT, startTestProvider, type TestProvider } from '../testing/test-provider.ts'
import { browser, newBrowser } from '../testing/next-headers.ts'
import { HOST, startTestRuntime } from '../testing/test-runtime.ts'
import { parseSignIn } from './settings.ts'
import { pathOfOurs } from './sign-in.ts'

vi.mock('next/headers', () => import('../testing/next-headers.ts'))

const APP = 'http://127.0.0.1:3000'
const ACCOUNTS = {
  ada: { name: 'Ada Lovelace', email: 'ada@acme.org', email_verified: true, groups: ['other', 'assay'] },
  bob: { name: 'Bob', email: 'bob@acme.org' },
  eve: { name: 'Eve', email: 'eve@evil.test' },
  mallory: { name: 'Mallory', email: 'mallory@acme.org', email_verified: false },
  grace: { name: 'Grace', email: 'grace@partner.test', groups: ['assay'] },
}

let provider: TestProvider
let server: Awaited<ReturnType<typeof startTestRuntime>>

beforeAll(async () => {
  provider = await startTestProvider(APP, ACCOUNTS)
  const settings = parseSignIn(variables(provider.issuer))
  if (!settings.ok) throw new Error(settings.error.join())
  server = await startTestRuntime(settings.value)
}, 60_000)

afterAll(async () => {
  await server.stop()
  await provider.stop()
})

beforeEach(() => {
  vi.stubEnv('APP_URL', APP)
  vi.stubEnv('PORT', '3000')
  vi.useRealTimers()
  newBrowser()
  server.lines.length = 0
})

function variables(issuer: string) {
  return {
    APP_URL: APP,
    HALFMAX_OIDC_ISSUER: issuer,
    HALFMAX_OIDC_CLIENT_ID: CLIENT.id,
    HALFMAX_OIDC_CLIENT_SECRET: CLIENT.secret,
    HALFMAX_ALLOWED_DOMAINS: 'acme.org',
    HALFMAX_ALLOWED_GROUPS: 'assay',
  }
}

/** Follows the provider's pages as a browser would, up to our own address. */
async function throughProvider(address: string, who: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(address)
  for (let hop = 0; hop < 8 && next.origin !== APP; hop += 1) {
    if (next.pathname.startsWith('/interaction/')) next.searchParams.set('as', who)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    next = new URL(answer.headers.get('location') ?? APP, next)
  }
  return next
}

async function begin(to = '/'): Promise<string> {
  const response = await signInRoute(new Request(`${APP}/sign-in?to=${encodeURIComponent(to)}`))
  expect(response.status).toBe(303)
  return response.headers.get('location') ?? ''
}

async function finish(address: URL): Promise<string> {
  return (await callbackRoute(new Request(address))).headers.get('location') ?? ''
}

async function signIn(who: keyof typeof ACCOUNTS, to = '/'): Promise<string> {
  return finish(await throughProvider(await begin(to), who))
}

async function signOut(where = ''): Promise<Response> {
  const body = new URLSearchParams({ where })
  return signOutRoute(
    new Request(`${APP}/sign-out`, { method: 'POST', body, headers: { host: '127.0.0.1:3000' } }),
  )
}

describe('signing in', () => {
  it('asks with code, PKCE, state and nonce, and comes back to the page that was asked for', async () => {
    const asked = new URL(await begin('/analysis/ana_Mine1234'))
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{20,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      redirect_uri: `${APP}/sign-in/callback`,
    })
    expect(asked.href).not.toContain(CLIENT.secret)
    expect(await finish(await throughProvider(asked.href, 'ada'))).toBe('/analysis/ana_Mine1234')
    expect(await currentPerson()).toEqual({ id: 'oidc:ada', name: 'Ada Lovelace', email: 'ada@acme.org' })
  })

  it('is known to a replica on another port behind the same address', async () => {
    await signIn('ada')
    vi.stubEnv('PORT', '3001')
    expect(await currentPerson()).toMatchObject({ id: 'oidc:ada' })
  })

  it('seals who it is into a cookie no script and no foreign page can use', async () => {
    await signIn('ada')
    expect([...browser.jar.values.keys()]).toContain('halfmax-3000-person')
    expect(browser.jar.flags.get('halfmax-3000-person')).toMatchObject({
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: false,
    })
    const cookie = browser.jar.values.get('halfmax-3000-person') ?? ''
    expect(cookie).not.toMatch(/Lovelace|acme/i)
    expect(cookie.length).toBeLessThan(1500)
    expect(server.lines.join('')).toContain('"msg":"signed in"')
    expect(server.lines.join('')).not.toMatch(/planted|code=|eyJ/)
  })

  it.each([
    ['of the domain, unverified address left unsaid', 'bob', '/'],
    ['of a group', 'grace', '/'],
    ['of another domain', 'eve', '/?sign-in=not-allowed'],
    ['whose address the provider does not vouch for', 'mallory', '/?sign-in=not-allowed'],
  ] as const)('lets in or turns away somebody %s', async (_, who, location) => {
    expect(await signIn(who)).toBe(location)
    expect((await currentPerson())?.id ?? null).toBe(location === '/' ? `oidc:${who}` : null)
  })

  it.each([
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another code', (url: URL) => url.searchParams.set('code', 'x')],
    ['another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.test')],
    ['an error', (url: URL) => (url.search = '?error=access_denied')],
    ['nothing', (url: URL) => (url.search = '')],
  ])('refuses an answer with %s', async (_, change) => {
    const answer = await throughProvider(await begin(), 'ada')
    change(answer)
    expect(await finish(answer)).toBe('/?sign-in=refused')
    expect(await currentPerson()).toBeNull()
  })

  it('takes an answer once, in the browser that asked, for the attempt that asked', async () => {
    const answer = await throughProvider(await begin(), 'ada')
    const victim = browser.jar
    newBrowser()
    expect(await finish(answer)).toBe('/?sign-in=expired')
    await begin()
    expect(await finish(answer)).toBe('/?sign-in=refused')
    browser.jar = victim
    expect(await finish(answer)).toBe('/')
    expect(await finish(answer)).toBe('/?sign-in=expired')
  })

  it('says that the provider is away, and finds it when it is back', async () => {
    const settings = parseSignIn(variables('http://127.0.0.1:9'))
    if (!settings.ok) throw new Error(settings.error.join())
    const away = await startTestRuntime(settings.value)
    expect(await begin()).toBe('/?sign-in=unreachable')
    await away.stop()
    server.use()
    expect(await signIn('ada')).toBe('/')
  })

  it.each([
    ['/analysis/ana_A1234', '/analysis/ana_A1234'],
    ['https://evil.test', '/'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['/sign-out', '/'],
    ['javascript:alert(1)', '/'],
    ['/a?b=//evil.test', '/'],
    [`/${'a'.repeat(400)}`, '/'],
  ])('comes back from %s to %s', (to, path) => {
    expect(pathOfOurs(to)).toBe(path)
  })
})

describe('an answer that proves nobody', () => {
  const answers: readonly [string, (url: URL) => unknown, string][] = [
    [
      'of another attempt',
      (url) => url.searchParams.set('state', 'planted'),
      'the state is not that of the attempt',
    ],
    [
      'with a code that is none',
      (url) => url.searchParams.set('code', 'planted'),
      'refused the code: invalid_grant',
    ],
    [
      'from elsewhere',
      (url) => url.searchParams.set('iss', 'https://planted.test'),
      'does not fit (OAUTH_INVALID_',
    ],
    ['that says no', (url) => says(url, 'access_denied'), 'the provider answered access_denied'],
    ['that says anything', (url) => says(url, 'planted <script>'), 'the provider answered another error'],
  ]

  it.each(answers)('%s is on record, with a reason and without what it said', async (_, change, reason) => {
    const before = await recorded()
    const address = await throughProvider(await begin(), 'ada')
    change(address)
    await finish(address)
    const [entry, ...more] = (await recorded()).slice(before.length)
    expect(more).toEqual([])
    expect(entry).toEqual(['nobody', 'sign-in-failed', 'sign-in', expect.stringContaining(reason)])
    const written = JSON.stringify(await server.store.db.select().from(auditEntries))
    const { state, code } = Object.fromEntries(address.searchParams)
    for (const secret of ['planted', state, code].filter((one) => one !== undefined)) {
      expect(written).not.toContain(secret)
      // What the library says of an answer may name its error, never the rest of it.
      if (secret !== 'planted') expect(server.lines.join('')).not.toContain(secret)
    }
  })

  it('is on record where the attempt is gone, or the provider', async () => {
    const before = await recorded()
    expect(await finish(new URL(`${APP}/sign-in/callback?code=planted&state=planted`))).toBe(
      '/?sign-in=expired',
    )
    const answer = await throughProvider(await begin(), 'ada')
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    expect(await finish(answer)).toBe('/?sign-in=unreachable')
    vi.unstubAllGlobals()
    expect((await recorded()).slice(before.length)).toEqual([
      ['nobody', 'sign-in-failed', 'sign-in', expect.stringContaining('no attempt')],
      ['nobody', 'sign-in-failed', 'sign-in', 'the provider could not be reached'],
    ])
  })

  it('is on record only so often for one address, which keeps nobody from signing in', async () => {
    const before = (await recorded()).length
    server.use({ admit: createRateLimit(() => 0) })
    const answers = []
    for (let n = 0; n < 60; n += 1) answers.push(await finish(new URL(`${APP}/sign-in/callback?code=x`)))
    expect(answers.filter((to) => to === '/?sign-in=expired')).toHaveLength(40)
    expect(answers.at(-1)).toBe('/?sign-in=too-many')
    expect(await recorded()).toHaveLength(before + 40)
    expect(await signIn('ada')).toBe('/')
    server.use()
  })

  it('is not even looked at beyond the allowance of its address', async () => {
    const answer = await throughProvider(await begin(), 'ada')
    server.drain()
    expect(await finish(answer)).toBe('/?sign-in=too-many')
    server.refill()
    expect(await finish(answer)).toBe('/')
  })
})

/** As the provider would say it, with the state of the attempt. */
function says(url: URL, error: string): void {
  url.searchParams.delete('code')
  url.searchParams.set('error', error)
  url.searchParams.set('error_description', 'planted')
}

describe('without signing in', () => {
  it.each(Object.entries(DOORS))('%s is shut', async (_, door) => {
    const before = server.storeReads()
    expect(await door.call(MINE)).toMatchObject({ ok: false, error: { kind: 'not-signed-in' } })
    expect(server.storeReads()).toBe(before)
  })
})

describe('a sign-in ends', () => {
  it('after a time without a request, and in any case after the longest', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await signIn('ada')
    const hours = (count: number) => vi.setSystemTime(Date.now() + count * 3_600_000)
    hours(11)
    expect(await currentPerson()).not.toBeNull()
    hours(2)
    expect(await currentPerson()).toBeNull()

    await signIn('ada')
    for (let used = 0; used < 160; used += 10) {
      hours(10)
      await DOORS['GET /api/pushes']?.call(MINE)
      expect(await currentPerson()).not.toBeNull()
    }
    hours(10)
    expect(await currentPerson()).toBeNull()
  })

  it('here, when asked to, with what was opened', async () => {
    await signIn('ada')
    await saveGrant(grantOf(MINE))
    expect((await signOut()).headers.get('location')).toBe('/')
    expect(await currentPerson()).toBeNull()
    await signIn('ada')
    expect((await readSession()).grants).toEqual([])
  })

  it('everywhere, when asked to, and not for others', async () => {
    const [desk, laptop, bob] = [new CookieJar(), new CookieJar(), new CookieJar()]
    for (const [jar, who] of [
      [desk, 'ada'],
      [laptop, 'ada'],
      [bob, 'bob'],
    ] as const) {
      browser.jar = jar
      await signIn(who)
    }
    browser.jar = desk
    await signOut('everywhere')
    browser.jar = laptop
    expect(await currentPerson()).toBeNull()
    expect(await signIn('ada')).toBe('/')
    expect(await currentPerson()).toMatchObject({ id: 'oidc:ada' })
    browser.jar = bob
    expect(await currentPerson()).toMatchObject({ id: 'oidc:bob' })
  })

  it('not from a foreign page', async () => {
    await signIn('ada')
    const foreign = new Request(`${APP}/sign-out`, {
      method: 'POST',
      headers: { origin: 'https://evil.test' },
    })
    expect((await signOutRoute(foreign)).status).toBe(403)
    expect(await currentPerson()).not.toBeNull()
  })
})

it('puts on record who came, went and was turned away', async () => {
  const before = await recorded()
  await signIn('ada')
  await signOut('everywhere')
  await signIn('eve')
  expect((await recorded()).slice(before.length)).toEqual([
    ['oidc:ada', 'signed-in', 'sign-in', null],
    ['oidc:ada', 'signed-out', 'all browsers', null],
    ['oidc:eve', 'sign-in-failed', 'sign-in', 'not allowed'],
  ])
})

async function recorded() {
  const entries = await server.store.db.select().from(auditEntries).orderBy(auditEntries.seq)
  return entries.map(({ personId, action, subject, reason }) => [personId, action, subject, reason])
}

describe('the next person at the same browser', () => {
  it('starts without the analyses of the one before', async () => {
    await signIn('ada')
    await saveGrant(grantOf(MINE))
    expect((await readSession()).grants).toHaveLength(1)
    await signIn('bob')
    expect((await readSession()).grants).toEqual([])
    expect(await DOORS['action loadAnalysis']?.call(MINE)).toMatchObject({ error: { kind: 'no-grant' } })
  })
})

it('keeps the work of two people on one analysis apart, at the same browser too', async () => {
  const frame = rExampleFrame()
  const place = { analysisId: MINE, frameId: 'dset_in' }
  const work = (policy: string) =>
    serialiseWork({ ...initialWork(guessMapping(frame)), policy }, frame.columns)
  const comes = async (who: 'ada' | 'bob') => {
    await signIn(who)
    await saveGrant(grantOf(MINE))
  }
  const save = async (policy: string) =>
    answerOf(await putDraftRoute({ ...place, base: 0, work: work(policy) }))
  const read = async () => answerOf(await draftRoute(place))
  await comes('ada')
  expect(await save('viability')).toEqual({ ok: true, value: { kind: 'saved', version: 1 } })
  await comes('bob')
  expect(await read()).toEqual({ ok: true, value: null })
  expect(await save('free')).toEqual({ ok: true, value: { kind: 'saved', version: 1 } })
  await comes('ada')
  expect(await read()).toEqual({ ok: true, value: { version: 1, work: work('viability') } })
})

describe('a tenant with a list of people', () => {
  it.each([
    ['ada', 'by their group', 'no-grant'],
    ['bob', 'not', 'not-your-tenant'],
  ] as const)('is open to %s %s, also with a grant of before', async (who, _, kind) => {
    await signIn(who)
    await saveGrant(grantOf(MINE, 'closed.benchling.com'))
    const withGrant = await DOORS['action startPush']?.call(MINE)
    if (kind === 'not-your-tenant') expect(withGrant).toMatchObject({ ok: false, error: { kind } })
    else expect(withGrant).toMatchObject({ ok: true })
  })

  it('is not asked by a key of somebody else', async () => {
    const fetched = vi.fn<typeof fetch>()
    await signIn('bob')
    vi.stubGlobal('fetch', fetched)
    const { openAnalysis } = await import('@/app/actions.ts')
    const key = (host: string) =>
      `${MINE}:e30.${Buffer.from(JSON.stringify({ aud: host })).toString('base64url')}.c2ln`
    expect(await openAnalysis({ key: key('closed.benchling.com') })).toMatchObject({
      error: { kind: 'not-your-tenant' },
    })
    expect((await recorded()).at(-1)).toEqual([
      'oidc:bob',
      'open-failed',
      `analysis ${MINE}`,
      expect.stringContaining('may not open'),
    ])
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockImplementation(() => Promise.resolve(new Response('{}', { status: 401 })))
    await openAnalysis({ key: key(HOST) })
    expect(fetched).toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})
