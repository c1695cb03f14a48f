import { describe, expect, it } from 'vitest'
import { createBenchlingClient } from './create-client.ts'
import { fakeWorld, json } from './testing/fake-world.ts'
import { freshTenant } from './testing/test-tenants.ts'
import { renewalMs } from './token.ts'

const ANALYSIS = 'GET /api/v2-beta/analyses/ana_12345678'
const TOKEN = 'POST /api/v2/token'
const analysis = json({ id: 'ana_12345678' })

describe('renewalMs', () => {
  it.each([
    ['a minute early at most', 900, 840_000],
    ['a tenth early where shorter', 300, 270_000],
    ['a second early at least', 5, 4_000],
  ])('is %s', (_, expiresInS, expected) => {
    expect(renewalMs(expiresInS)).toBe(expected)
  })
})

describe('the token', () => {
  it('is asked for once by many calls and many clients, and again when it ages', async () => {
    const world = fakeWorld({ [ANALYSIS]: [analysis] })
    const tenant = freshTenant()
    const open = () => createBenchlingClient(tenant, world.deps).getAnalysis('ana_12345678')
    await Promise.all(Array.from({ length: 20 }, open))
    world.advance(839_999)
    await open()
    expect(world.requests.filter((call) => call === TOKEN)).toHaveLength(1)
    world.advance(2)
    await open()
    expect(world.requests.filter((call) => call === TOKEN)).toHaveLength(2)
  })

  it('is renewed once after a 401, and a second 401 is final', async () => {
    const refused = json({ error: { type: 'authentication_error' } }, 401)
    const once = fakeWorld({ [ANALYSIS]: [refused, analysis] })
    const always = fakeWorld({ [ANALYSIS]: [refused] })
    expect(await createBenchlingClient(freshTenant(), once.deps).getAnalysis('ana_12345678')).toMatchObject({
      ok: true,
    })
    expect(await createBenchlingClient(freshTenant(), always.deps).getAnalysis('ana_12345678')).toMatchObject(
      {
        error: { kind: 'not-authenticated' },
      },
    )
    for (const world of [once, always]) expect(world.requests).toEqual([TOKEN, ANALYSIS, TOKEN, ANALYSIS])
  })

  it.each([
    [
      'a wrong secret',
      json({ error: { type: 'invalid_client', message: 'no' } }, 401),
      'credentials-refused',
    ],
    ['an unknown client', json({ error: { type: 'unauthorized_client' } }, 400), 'credentials-refused'],
    [
      'a plain OAuth error',
      json({ error: 'invalid_client', error_description: 'no' }, 400),
      'credentials-refused',
    ],
    ['no lifetime', json({ access_token: 'x' }), 'unexpected-answer'],
    ['a page', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'unexpected-answer'],
  ])('is not retried after %s', async (_, answer, kind) => {
    const world = fakeWorld({ [TOKEN]: [answer] })
    expect(await createBenchlingClient(freshTenant(), world.deps).getAnalysis('ana_12345678')).toMatchObject({
      error: { kind },
    })
    expect(world.requests).toEqual([TOKEN])
  })

  it('outlives the cancellation of the call that asked first', async () => {
    let grant: (response: Response) => void = () => undefined
    const pending = new Promise<Response>((resolve) => (grant = resolve))
    const world = fakeWorld({ [TOKEN]: [() => pending], [ANALYSIS]: [analysis] })
    const client = createBenchlingClient(freshTenant(), world.deps)
    const aborter = new AbortController()
    const first = client.getAnalysis('ana_12345678', { signal: aborter.signal })
    const second = client.getAnalysis('ana_12345678')
    aborter.abort()
    grant(json({ access_token: 'x', expires_in: 900 }))
    expect(await first).toEqual({ ok: false, error: { kind: 'cancelled' } })
    expect(await second).toMatchObject({ ok: true })
    expect(world.requests.filter((call) => call === TOKEN)).toHaveLength(1)
  })

  it('is not tried again and again by a call whose token request keeps failing', async () => {
    const world = fakeWorld({ [TOKEN]: [json({}, 503)] })
    await createBenchlingClient(freshTenant(), world.deps).getAnalysis('ana_12345678')
    expect(world.requests).toEqual([TOKEN, TOKEN, TOKEN])
  })
})
