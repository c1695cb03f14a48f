import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cancelBatch, pushBatch, startBatch } from '@/app/analysis/[analysisId]/actions.ts'
import { GET as fitsRoute } from '@/app/api/batches/[batchId]/fits/route.ts'
import { GET as resultsRoute } from '@/app/api/batches/[batchId]/results/route.ts'
import { GET as readRoute } from '@/app/api/batches/[batchId]/route.ts'
import { readAudit } from '@/lib/store/audit/read.ts'
import {
  claimChunk,
  cutBatch,
  endBatch,
  findBatch,
  insertBatch,
  keepFits,
  keepRows,
} from '@/lib/store/batches.ts'
import { findPush, outputBytes, outputsOf } from '@/lib/store/pushes.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { saveGrant } from './session.ts'
import { answerOf, batchRoute, grantOf, MINE, NO_PUSH, THEIRS } from './testing/doors.ts'
import { newBrowser } from './testing/next-headers.ts'
import { HOST, startTestRuntime } from './testing/test-runtime.ts'

vi.mock('next/headers', () => import('./testing/next-headers.ts'))

let server: Awaited<ReturnType<typeof startTestRuntime>>

beforeAll(async () => {
  server = await startTestRuntime()
}, 60_000)

afterAll(() => server.stop())

beforeEach(() => {
  newBrowser()
  server.enqueued.length = 0
})

const ROUTES = { state: readRoute, results: resultsRoute, fits: fitsRoute }
const WORK = serialiseWork(initialWork(guessMapping({ rowCount: 0, columns: [] })), [])
const ROWS = ['row 0\n"row\n1"\n', 'row 2\n']
let saved = 0

/** One of two chunks, as it stands in the database once a run has ended it. */
async function savedBatch(analysisId: string, isDone: boolean): Promise<string> {
  const { store } = server
  saved += 1
  const id = `00000000-0000-4000-8000-${String(saved).padStart(12, '0')}`
  const target = { tenantHost: HOST, analysisId }
  const context = { person: { id: 'p1', name: 'Ada' }, target, requestId: null }
  const row = { id, ...target, frameId: 'dset_in', by: 'Ada', personId: 'p1', work: WORK, policy: 'Free fit' }
  const event = { action: 'refit-asked' as const, subject: `refit ${id}` }
  await insertBatch(store.db, row, { context, event })
  await cutBatch(store.db, id, { frameName: 'Plate 7 (b)', rowCount: 30, digest: 'd', sizes: [2, 1] })
  const claim = { batchId: id, processId: store.processId, runId: 'r' }
  for (const [position, fits] of ['{"a":1}\n{"a":2}\n', '{"a":3}\n'].entries()) {
    expect(await claimChunk(store, claim, 30)).toBe(position)
    if (!isDone) return id
    const verdicts = JSON.stringify({ reportable: 1 })
    expect(await keepFits(store.db, claim, { position, fits: gzipSync(fits), verdicts })).toBe(true)
    await keepRows(store.db, { batchId: id, position }, gzipSync(ROWS[position] ?? ''))
  }
  const end = { state: 'done', message: null, header: 'cell\n', event } as const
  await endBatch(store.db, id, end)
  return id
}

describe('a refit of another analysis', () => {
  it('can be neither read nor cancelled, and looks like none', async () => {
    await saveGrant(grantOf(MINE))
    const done = await savedBatch(THEIRS, true)
    for (const route of Object.values(ROUTES)) {
      const response = await batchRoute(route, done)
      expect(response.status).toBe(404)
      expect(await answerOf(response)).toEqual(await answerOf(await batchRoute(route, NO_PUSH)))
    }
    const running = await savedBatch(THEIRS, false)
    expect(await pushBatch({ batchId: done, size: 'fewest' })).toMatchObject({
      error: { kind: 'no-such-refit' },
    })
    expect(await cancelBatch({ batchId: running })).toMatchObject({ error: { kind: 'no-such-refit' } })
    expect((await findBatch(server.store.db, running))?.state).toBe('running')
  })
})

describe('a refit of one’s own', () => {
  it('is shown as it stands, and is downloaded once it is done', async () => {
    await saveGrant(grantOf(MINE))
    const running = await savedBatch(MINE, false)
    expect(await answerOf(await batchRoute(readRoute, running))).toMatchObject({
      value: { state: 'running', curveCount: 3, fittedCount: 0, policy: 'Free fit' },
    })
    expect((await batchRoute(resultsRoute, running)).status).toBe(404)
    const done = await savedBatch(MINE, true)
    expect(await answerOf(await batchRoute(readRoute, done))).toMatchObject({
      value: { state: 'done', fittedCount: 3, verdicts: { reportable: 2 } },
    })
    const results = await batchRoute(resultsRoute, done)
    expect(results.headers.get('content-disposition')).toBe('attachment; filename="Plate_7_b__results.csv"')
    expect(await results.text()).toBe(`cell\n${ROWS.join('')}`)
    const fits = await batchRoute(fitsRoute, done)
    expect(await fits.text()).toBe(`${WORK}\n{"a":1}\n{"a":2}\n{"a":3}\n`)
  })

  it('is pushed by the queue of pushes, once however often it is asked, and shown with its push', async () => {
    await saveGrant(grantOf(MINE))
    const running = await savedBatch(MINE, false)
    expect(await pushBatch({ batchId: running, size: 'fewest' })).toMatchObject({
      error: { kind: 'no-such-refit' },
    })
    const batchId = await savedBatch(MINE, true)
    const asked = await Promise.all([1, 2, 3].map(() => pushBatch({ batchId, size: 'fewest' })))
    const answers = asked.map((one) => (one.ok ? one.value : null))
    const [pushId = ''] = answers[0]?.pushIds ?? []
    expect(answers.map((one) => one?.pushIds)).toEqual([[pushId], [pushId], [pushId]])
    expect(answers.filter((one) => one?.isRepeat === false)).toHaveLength(1)
    expect(new Set(server.enqueued)).toEqual(new Set([pushId]))

    const { db } = server.store
    const name = 'Halfmax results Plate 7 (b)'
    expect(await findPush(db, pushId)).toMatchObject({ analysisId: MINE, sourceFrameId: 'dset_in' })
    const outputId = `refit-${batchId.replaceAll('-', '')}`
    expect(await outputsOf(db, pushId)).toMatchObject([{ outputId, kind: 'data-frame', name }])
    const bytes = await outputBytes(db, pushId, outputId)
    expect(Buffer.from(bytes ?? []).toString()).toBe(`cell\n${ROWS.join('')}`)
    expect(await answerOf(await batchRoute(readRoute, batchId))).toMatchObject({
      value: {
        results: {
          byteLength: 5 + ROWS.join('').length,
          columnCount: 1,
          frames: { fewest: [{ name, curveCount: 3 }] },
          pushes: [{ pushId, name, state: 'queued' }],
        },
      },
    })
    const target = { tenantHost: HOST, analysisId: MINE }
    const trail = await readAudit(db, { target, text: pushId, limit: 10 })
    expect(trail.map(({ action, after }) => [action, JSON.parse(after ?? '')])).toContainEqual([
      'push-asked',
      { isRepeat: false, outputs: [name], refit: batchId },
    ])
  })

  it('is cancelled once, with who did it on record', async () => {
    await saveGrant(grantOf(MINE))
    const batchId = await savedBatch(MINE, false)
    await cancelBatch({ batchId })
    expect(await cancelBatch({ batchId })).toEqual({ ok: true, value: { batchId } })
    expect((await findBatch(server.store.db, batchId))?.state).toBe('cancelled')
    const target = { tenantHost: HOST, analysisId: MINE }
    const trail = await readAudit(server.store.db, { target, text: batchId, limit: 10 })
    expect(trail.map(({ action, personId }) => [action, personId])).toEqual([
      ['refit-cancelled', 'local'],
      ['refit-asked', 'p1'],
    ])
  })

  it('is of a frame of the analysis, and refused in words where the input is none', async () => {
    await saveGrant(grantOf(MINE))
    vi.stubGlobal('fetch', (input: string | URL | Request) => {
      const url = input instanceof Request ? input.url : String(input)
      const body = url.endsWith('/token')
        ? { access_token: 'token', expires_in: 900, token_type: 'Bearer' }
        : { id: MINE, folderId: 'lib_1', dataFrameIds: ['dset_in'], fileIds: [] }
      return Promise.resolve(Response.json(body))
    })
    const ask = (frameId: string, work: string) => startBatch({ analysisId: MINE, frameId, work })
    expect(await ask('dset_other', WORK)).toMatchObject({ error: { kind: 'not-in-analysis' } })
    expect(await ask('dset_in', '{}')).toMatchObject({ error: { kind: 'invalid-input' } })
    expect(server.enqueued).toEqual([])
    const started = await ask('dset_in', WORK)
    expect(started).toMatchObject({ ok: true, value: { batchId: server.enqueued[0] } })
    for (let more = 1; more < 3; more += 1) await ask('dset_in', WORK)
    expect(await ask('dset_in', WORK)).toMatchObject({ error: { kind: 'too-many-refits' } })
    vi.unstubAllGlobals()
  })
})
