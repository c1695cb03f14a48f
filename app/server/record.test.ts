import Papa from 'papaparse'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openAnalysis } from '@/app/actions.ts'
import { startPush } from '@/app/analysis/[analysisId]/actions.ts'
import { readAudit } from '@/lib/store/audit/read.ts'
import { verifyAudit } from '@/lib/store/audit/verify.ts'
import { LOCAL_PERSON } from './person.ts'
import { readRecord } from './read-record.ts'
import { recordActs } from './record.ts'
import { saveGrant } from './session.ts'
import { csvRoute, grantOf, MINE, pushOf, THEIRS } from './testing/doors.ts'
import { newBrowser } from './testing/next-headers.ts'
import { CLIENT_SECRET, HOST, startTestRuntime } from './testing/test-runtime.ts'

vi.mock('next/headers', () => import('./testing/next-headers.ts'))

let server: Awaited<ReturnType<typeof startTestRuntime>>
const fetched = vi.fn<(url: string | URL | Request) => Promise<Response>>()
const target = { tenantHost: HOST, analysisId: MINE }
const entries = () => readAudit(server.store.db, { target, limit: 1000 })

beforeAll(async () => {
  vi.stubGlobal('fetch', fetched)
  server = await startTestRuntime()
}, 60_000)

afterAll(async () => {
  await server.stop()
  vi.unstubAllGlobals()
})

beforeEach(() => {
  newBrowser({ 'x-request-id': 'abcdef12' })
})

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const key = `${MINE}:${part({ alg: 'HS256' })}.${part({ aud: HOST, sub: 'PLANTED' })}.c2lnbmF0dXJl`

function tenantAnswers(status: number): void {
  fetched.mockImplementation((input) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url.endsWith('/token')) {
      return Promise.resolve(
        Response.json({ access_token: 'planted-access-token', expires_in: 900, token_type: 'Bearer' }),
      )
    }
    const body = status === 200 ? { id: MINE, folderId: 'lib_1', dataFrameIds: [], fileIds: [] } : {}
    return Promise.resolve(Response.json(body, { status }))
  })
}

describe('the record of an analysis', () => {
  it('tells who opened it, who could not, and who asked for a push, in one chain', async () => {
    tenantAnswers(404)
    expect((await openAnalysis({ key })).ok).toBe(false)
    tenantAnswers(200)
    expect((await openAnalysis({ key })).ok).toBe(true)
    expect((await startPush(pushOf(MINE))).ok).toBe(true)
    const found = await entries()
    expect(found.map(({ action }) => action)).toEqual(['push-asked', 'opened', 'open-failed'])
    for (const entry of found) {
      expect(entry).toMatchObject({
        personId: LOCAL_PERSON.id,
        personName: 'Local user',
        requestId: 'abcdef12',
      })
    }
    expect(await verifyAudit(server.store.db)).toMatchObject({ ok: true, value: { seq: 3 } })
  })

  it('holds no secret, whoever writes one and wherever', async () => {
    const signed =
      'https://bucket.s3.amazonaws.com/x?X-Amz-Signature=PLANTEDSIGNATURE&X-Amz-Credential=PLANTED'
    const texts = [key, `Bearer planted-access-token`, CLIENT_SECRET, signed]
    await recordActs(LOCAL_PERSON, target, [
      ...texts.map((text) => ({
        action: 'excluded' as const,
        subject: text,
        before: { text },
        after: [text],
        reason: text,
      })),
    ])
    const said = JSON.stringify(await entries())
    for (const secret of [
      key.split(':')[1] ?? '',
      'planted-access-token',
      CLIENT_SECRET,
      'PLANTEDSIGNATURE',
      'X-Amz-Credential=PLANTED',
    ]) {
      expect(said).not.toContain(secret)
    }
    expect(said).toContain('https://bucket.s3.amazonaws.com/x?[redacted]')
  })

  it('is shown a page at a time, filtered, and of one’s own analyses alone', async () => {
    await saveGrant(grantOf(MINE))
    const many = Array.from({ length: 120 }, (_, n) => ({
      action: 'approved' as const,
      subject: `curve ${n}`,
    }))
    await recordActs(LOCAL_PERSON, target, many)
    await recordActs(LOCAL_PERSON, { ...target, analysisId: THEIRS }, [
      { action: 'approved', subject: 'not yours' },
    ])
    const first = await readRecord({ analysisId: MINE, action: 'approved' })
    if (!first.ok) throw new Error(first.error.kind)
    expect(first.value.entries).toHaveLength(100)
    const rest = await readRecord({ analysisId: MINE, action: 'approved', before: String(first.value.older) })
    if (!rest.ok) throw new Error(rest.error.kind)
    expect(rest.value.entries.map(({ subject }) => subject)).toEqual(
      many
        .slice(0, 20)
        .toReversed()
        .map(({ subject }) => subject),
    )
    expect(rest.value.older).toBeNull()
    const found = await readRecord({ analysisId: MINE, text: 'CURVE 77' })
    expect(found).toMatchObject({ ok: true, value: { entries: [{ subject: 'curve 77' }] } })
    expect(await readRecord({ analysisId: THEIRS })).toMatchObject({ ok: false, error: { kind: 'no-grant' } })
  })

  it.each([
    ['an action', { action: 'x' }],
    ['a number', { before: 'x' }],
    ['a text', { text: 'x'.repeat(999) }],
  ])('takes %s that it does not know as none', async (_, query) => {
    await saveGrant(grantOf(MINE))
    expect(await readRecord({ analysisId: MINE, ...query })).toMatchObject({ ok: true })
  })

  it('comes as CSV, whole, in which no cell is a formula', async () => {
    await saveGrant(grantOf(MINE))
    const payloads = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', 'a,"b"\n=c']
    await recordActs(
      LOCAL_PERSON,
      target,
      payloads.map((text) => ({ action: 'excluded' as const, subject: text, reason: text })),
    )
    const response = await csvRoute(`?analysisId=${MINE}`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="record-${MINE}.csv"`)
    const { data } = Papa.parse<Record<string, string>>(await response.text(), {
      header: true,
      skipEmptyLines: true,
    })
    expect(data).toHaveLength((await entries()).length)
    const subjects = data.map((row) => row['Subject'] ?? '')
    expect(subjects.slice(0, payloads.length)).toEqual(
      payloads.toReversed().map((text) => (text.startsWith('a') ? text : `'${text}`)),
    )
    for (const row of data) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/)
  })
})
