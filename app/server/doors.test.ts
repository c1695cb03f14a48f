import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openAnalysis } from '@/app/actions.ts'
import { saveGrant } from './session.ts'
import { DOORS, grantOf, MINE, OPEN_DOORS, THEIRS, type Door } from './testing/doors.ts'
import { endpointsOf, findEndpoints } from './testing/find-endpoints.ts'
import { browser, newBrowser } from './testing/next-headers.ts'
import { startTestRuntime } from './testing/test-runtime.ts'

vi.mock('next/headers', () => import('./testing/next-headers.ts'))

let server: Awaited<ReturnType<typeof startTestRuntime>>
const fetched = vi.fn<typeof fetch>()

beforeAll(async () => {
  vi.stubGlobal('fetch', fetched)
  server = await startTestRuntime()
}, 60_000)

afterAll(async () => {
  await server.stop()
  vi.unstubAllGlobals()
})

beforeEach(() => {
  newBrowser()
  server.refill()
  server.lines.length = 0
})

describe('the list of doors', () => {
  it('has every action, route and page of the code, and no other', () => {
    // A new one belongs in testing/doors.ts: with what a stranger gets, or with the reason why it needs no guard.
    expect([...Object.keys(DOORS), ...Object.keys(OPEN_DOORS)].toSorted()).toEqual(findEndpoints())
  })

  it.each([
    ['app/x/actions.ts', "'use server'\nexport async function take(raw: unknown) {}", ['action take']],
    ['lib/x.ts', '/** Words. */\n"use server"\nexport const give = async () => 1', ['action give']],
    ['app/a.ts', "'use server'\nasync function b() {}\nexport { b as c }", ['action c']],
    [
      'app/a.tsx',
      "function f() {\n  async function g() {\n    'use server'\n  }\n}",
      ['action inside app/a.tsx'],
    ],
    [
      'app/api/x/route.ts',
      'export async function GET() {}\nexport function POST() {}',
      ['GET /api/x', 'POST /api/x'],
    ],
    ['app/x/[id]/page.tsx', 'export default function Page() {}', ['page /x/[id]']],
    ['app/api/x/route.js', 'export async function GET() {}', ['GET /api/x']],
    ['app/api/x/route.ts', 'export const GET: Handler = answer', ['GET /api/x']],
    ['app/api/x/route.ts', "export { read as GET } from './read.ts'", ['GET /api/x']],
    ['app/api/x/route.ts', 'export {\n  GET,\n  PUT,\n}', ['GET /api/x', 'PUT /api/x']],
    [
      'app/api/x/route.ts',
      "export * from './read.ts'",
      ["an export without a name here: export * from './read.ts' /api/x"],
    ],
    [
      'app/api/x/route.ts',
      'export const { GET, POST } = handlers',
      ['an export without a name here: export const { GET, POST } = handlers /api/x'],
    ],
    ['app/api/x/route.ts', "export const runtime = 'nodejs'\nexport type GET = string", []],
    [
      'lib/x.ts',
      "'use server'\nexport default async () => 1",
      ['action an export without a name here: export default async () => 1'],
    ],
    ['lib/x.ts', "export const f = async () => { 'use server'; return 1 }", ['action inside lib/x.ts']],
    ['app/sitemap.ts', 'export default function all() {}', ['metadata app/sitemap.ts']],
    ['pages/api/x.ts', 'export default function answer() {}', ['unlisted pages/api/x.ts']],
    ['lib/y.ts', "/**\n * Has 'use server' in it.\n */\nconst words = \"say 'use server'\"", []],
    ['app/x/use-server.ts', '// no "use server" here\nexport const a = 1', []],
  ])('would find a new one in %s', (file, text, found) => {
    expect(endpointsOf(file, text)).toEqual(found)
  })
})

const each = Object.entries(DOORS).map(([name, door]): [string, Door] => [name, door])

describe('to a stranger', () => {
  it.each(each)('%s opens nothing, and no tenant hears of it', async (_, door) => {
    expect(await door.call(MINE)).toMatchObject({ ok: false, error: { kind: door.withoutGrant } })
    expect(fetched).not.toHaveBeenCalled()
    expect(server.enqueued).toEqual([])
  })

  it.each(each)('%s opens nothing by the grant of another analysis', async (_, door) => {
    await saveGrant(grantOf(MINE))
    expect(await door.call(THEIRS)).toMatchObject({ ok: false, error: { kind: door.withoutGrant } })
    expect(fetched).not.toHaveBeenCalled()
  })
})

describe('too many calls', () => {
  it.each(each)('%s is refused before anything is read, with the time to wait', async (_, door) => {
    server.drain()
    const before = server.storeReads()
    expect(await door.call(MINE)).toMatchObject({
      ok: false,
      error: { kind: 'too-many-requests', isRetryable: true, retryAfterS: 7 },
    })
    expect(server.storeReads()).toBe(before)
    expect(fetched).not.toHaveBeenCalled()
  })

  it('are counted for the address that the proxy in front saw', async () => {
    browser.headers = new Headers({ 'x-forwarded-for': '203.0.113.9, 192.0.2.7' })
    await openAnalysis({ key: 'x' })
    expect(server.admitted.at(-1)).toEqual({ limit: 'open', address: '192.0.2.7' })
  })
})

describe('the id of a request', () => {
  it('is the one of the door, on its log line', async () => {
    browser.headers = new Headers({ 'x-request-id': 'door-1234' })
    await openAnalysis({ key: 'x' })
    expect(server.lines.join('')).toContain('"requestId":"door-1234"')
  })

  it('is ours where the given one could be anything', async () => {
    browser.headers = new Headers({ 'x-request-id': 'a"}\u00e9<script>' })
    await openAnalysis({ key: 'x' })
    expect(server.lines.join('')).toMatch(/"requestId":"[0-9a-f]{8}"/)
  })
})
