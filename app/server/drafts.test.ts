import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { readAudit } from '@/lib/store/audit/read.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { MAX_DRAFT_BYTES } from './drafts.ts'
import { LOCAL_PERSON, ownerMark } from './person.ts'
import { saveGrant } from './session.ts'
import { answerOf, draftRoute, grantOf, MINE, putDraftRoute, THEIRS } from './testing/doors.ts'
import { newBrowser } from './testing/next-headers.ts'
import { CLIENT_SECRET, HOST, startTestRuntime } from './testing/test-runtime.ts'

vi.mock('next/headers', () => import('./testing/next-headers.ts'))

let server: Awaited<ReturnType<typeof startTestRuntime>>

beforeAll(async () => {
  server = await startTestRuntime()
}, 60_000)

afterAll(() => server.stop())

beforeEach(async () => {
  newBrowser({ 'x-request-id': 'abcdef12' })
  await saveGrant(grantOf(MINE))
})

const FRAME = rExampleFrame()
const FIRST = initialWork(guessMapping(FRAME))

/** A draft with one exclusion, for this reason. */
function draft(reason: string): string {
  const exclusion = {
    row: 3,
    responseColumn: 2,
    cause: 'hand',
    reason,
    author: 'you',
    at: '2026-03-01T12:00:00Z',
  } as const
  const work: Work = { ...FIRST, exclusions: { '3:2': exclusion } }
  return serialiseWork(work, FRAME.columns)
}

const read = async (frameId: string) => answerOf(await draftRoute({ analysisId: MINE, frameId }))
const put = async (frameId: string, base: number, work: string) =>
  answerOf(await putDraftRoute({ analysisId: MINE, frameId, base, work }))

describe('work in progress', () => {
  it('is kept for whoever saved it, with what changed on record', async () => {
    expect(await read('f1')).toEqual({ ok: true, value: null })
    expect(await put('f1', 0, draft('bubble'))).toEqual({ ok: true, value: { kind: 'saved', version: 1 } })
    expect(await put('f1', 1, draft(`edge ${CLIENT_SECRET}`))).toMatchObject({ value: { version: 2 } })
    expect(await read('f1')).toMatchObject({ ok: true, value: { version: 2 } })
    const stale = await put('f1', 1, draft('mine'))
    expect(stale).toMatchObject({ ok: true, value: { kind: 'stale', draft: { version: 2 } } })

    const entries = await readAudit(server.store.db, {
      target: { tenantHost: HOST, analysisId: MINE },
      limit: 9,
    })
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({ action: 'excluded', requestId: 'abcdef12', reason: 'edge [redacted]' })
    expect(entries[0]?.before).toContain('bubble')
    expect(JSON.stringify(entries)).not.toContain(CLIENT_SECRET)

    // Another browser: without sign-in a stranger, even with a key of its own to the same analysis.
    newBrowser({ 'x-request-id': 'abcdef12' })
    await saveGrant(grantOf(MINE))
    expect(await read('f1')).toEqual({ ok: true, value: null })
  })

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['another analysis', { analysisId: THEIRS, frameId: 'f', base: 0, work: draft('x') }],
    ['no work', { analysisId: MINE, frameId: 'f', base: 0, work: '{"version":1}' }],
    ['a frame that is none', { analysisId: MINE, frameId: '../f', base: 0, work: draft('x') }],
    ['a negative version', { analysisId: MINE, frameId: 'f', base: -1, work: draft('x') }],
    ['a zero byte', { analysisId: MINE, frameId: 'f', base: 0, work: `${draft('x')}\u0000` }],
    ['too much', { analysisId: MINE, frameId: 'f', base: 0, work: draft('x'.repeat(MAX_DRAFT_BYTES)) }],
    ['far too much', ' '.repeat(2 * MAX_DRAFT_BYTES + 10_001)],
  ])('is refused with %s, and nothing is written', async (_, body) => {
    expect(await answerOf(await putDraftRoute(body))).toMatchObject({ ok: false })
    expect(await read('f')).toEqual({ ok: true, value: null })
  })

  it('is neither written nor read by a page of somebody else, whose cookies were replaced since', async () => {
    const page = { analysisId: MINE, frameId: 'f', owner: ownerMark({ id: 'oidc:ada' }) }
    const saved = await answerOf(await putDraftRoute({ ...page, base: 0, work: draft('x') }))
    expect(saved).toMatchObject({ ok: false, error: { kind: 'not-signed-in', isRetryable: false } })
    expect(await answerOf(await draftRoute(page))).toMatchObject({ ok: false })
    expect(await read('f')).toEqual({ ok: true, value: null })
    const own = { ...page, owner: ownerMark(LOCAL_PERSON) }
    expect(await answerOf(await draftRoute(own))).toEqual({ ok: true, value: null })
  })

  it('is not written by a page of another making', async () => {
    const body = { analysisId: MINE, frameId: 'f', base: 0, work: draft('x') }
    const response = await putDraftRoute(body, { origin: 'https://evil.test' })
    expect(response.status).toBe(403)
    expect(await read('f')).toEqual({ ok: true, value: null })
  })
})
