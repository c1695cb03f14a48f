import { describe, expect, it } from 'vitest'
import { createBenchlingClient } from './create-client.ts'
import { broken, fakeWorld, json } from './testing/fake-world.ts'
import { freshTenant } from './testing/test-tenants.ts'

const ANALYSIS = 'GET /api/v2-beta/analyses/ana_12345678'
const PATCH_ANALYSIS = 'PATCH /api/v2-beta/analyses/ana_12345678'
const FRAME = 'GET /api/v2/data-frames/dset_1'
const CREATE = 'POST /api/v2/data-frames'
const HTML = new Response('<html>', { status: 502, headers: { 'content-type': 'text/html' } })
const analysis = (...dataFrameIds: string[]) =>
  json({ id: 'ana_12345678', folderId: 'lib_1', dataFrameIds, fileIds: [] })
const limited = (headers: Record<string, string>) =>
  json({ error: { message: 'Rate limit exceeded.' } }, 429, headers)

function start(answers: Parameters<typeof fakeWorld>[0]) {
  const world = fakeWorld(answers)
  return { world, client: createBenchlingClient(freshTenant(), world.deps) }
}

describe('a read', () => {
  it.each([
    ['429 with nothing left', limited({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '12' }), 12_000],
    ['429 with a short reset', limited({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1' }), 2_500],
    [
      '429 of the hidden limit',
      limited({ 'x-rate-limit-remaining': '200', 'x-rate-limit-reset': '25' }),
      2_500,
    ],
    ['429 with Retry-After', limited({ 'retry-after': '7' }), 7_000],
    ['503', json({}, 503), 2_500],
    ['502 as a page', HTML, 2_500],
    ['a broken connection', broken('ECONNRESET'), 2_500],
    ['no connection', broken('ECONNREFUSED'), 2_500],
  ])('after %s waits and comes again', async (_, first, waitMs) => {
    const { world, client } = start({ [ANALYSIS]: [first, analysis()] })
    expect(await client.getAnalysis('ana_12345678')).toMatchObject({ ok: true })
    expect(world.waits).toEqual([waitMs])
  })

  it('says that it was limited where the waits took up its time', async () => {
    const silence = () => new Promise<Response>(() => undefined)
    const { client } = start({ [ANALYSIS]: [limited({ 'retry-after': '0' }), silence] })
    expect(await client.getAnalysis('ana_12345678', { deadlineMs: 3_000 })).toMatchObject({
      error: { kind: 'rate-limited' },
    })
    const { client: other } = start({ [ANALYSIS]: [silence] })
    expect(await other.getAnalysis('ana_12345678', { deadlineMs: 50 })).toMatchObject({
      error: { kind: 'timed-out' },
    })
  })

  it.each([
    [
      '500',
      json({ error: { errorId: 'e-1' } }, 500),
      [2_500, 4_500, 8_500, 15_000],
      { kind: 'unavailable', requestId: 'e-1' },
    ],
    ['503', json({}, 503), [2_500, 4_500], { kind: 'unavailable', isDowntime: true }],
    [
      'a refused connection',
      broken('ECONNREFUSED'),
      [2_500, 4_500],
      { kind: 'unreachable', reason: 'connection-refused' },
    ],
    [
      'a bad certificate',
      broken('CERT_HAS_EXPIRED'),
      [2_500, 4_500],
      { kind: 'unreachable', reason: 'certificate' },
    ],
    ['400', json({ error: { userMessage: 'No.' } }, 400), [], { kind: 'rejected', message: 'No.' }],
    [
      '400 with marks',
      json({ error: { userMessage: 'No\u001b[2J\r\nto \u202ecod.exe\u2066 \ud800' } }, 400),
      [],
      { kind: 'rejected', message: 'No [2J to cod.exe \ufffd' },
    ],
    ['403', json({}, 403), [], { kind: 'forbidden', what: 'analysis' }],
    ['404', json({}, 404), [], { kind: 'not-found', id: 'ana_12345678' }],
    [
      'a page',
      new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      [],
      { kind: 'unexpected-answer', path: 'content-type' },
    ],
    [
      'a redirect',
      new Response(null, { status: 302, headers: { location: 'https://evil.test' } }),
      [],
      { kind: 'unsafe-url', reason: 'redirect' },
    ],
    ['no id', json({ folderId: 'x' }), [], { kind: 'unexpected-answer', path: 'id' }],
    [
      'a wrong list',
      json({ id: 'x', fileIds: ['a', 5] }),
      [],
      { kind: 'unexpected-answer', path: 'fileIds.1' },
    ],
    [
      'half a body',
      new Response('{"id":', { headers: { 'content-type': 'application/json' } }),
      [],
      { kind: 'unexpected-answer', path: 'body' },
    ],
    ['6 MB', json('x'.repeat(6e6)), [], { kind: 'too-large' }],
    [
      '429, a reset beyond the deadline',
      limited({ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '90' }),
      [],
      { kind: 'rate-limited', retryAfterS: 90 },
    ],
  ])('gives up on lasting %s', async (_, answer, waits, error) => {
    const { world, client } = start({ [ANALYSIS]: [answer] })
    expect(await client.getAnalysis('ana_12345678')).toMatchObject({ ok: false, error })
    expect(world.waits).toEqual(waits)
  })

  it('tells of each wait, and stops at its deadline', async () => {
    const { world, client } = start({ [ANALYSIS]: [limited({})] })
    const told: unknown[] = []
    const outcome = await client.getAnalysis('ana_12345678', {
      deadlineMs: 8_000,
      onWait: (wait) => told.push(wait),
    })
    expect(outcome).toMatchObject({ error: { kind: 'rate-limited', retryAfterS: 30 } })
    expect(told).toEqual([
      { reason: 'rate-limited', waitMs: 2_500 },
      { reason: 'rate-limited', waitMs: 4_500 },
    ])
    expect(world.waits).toEqual([2_500, 4_500])
  })

  it('can be cancelled while it hangs, and while it waits', async () => {
    const hanging = start({ [ANALYSIS]: [() => new Promise<Response>(() => undefined)] })
    const waiting = start({ [ANALYSIS]: [json({}, 503)] })
    const aborter = new AbortController()
    const first = hanging.client.getAnalysis('ana_12345678', { signal: aborter.signal })
    const second = createBenchlingClient(freshTenant(), {
      ...waiting.world.deps,
      sleep: (_, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    }).getAnalysis('ana_12345678', { signal: aborter.signal, onWait: () => aborter.abort() })
    expect(await second).toEqual({ ok: false, error: { kind: 'cancelled' } })
    expect(await first).toEqual({ ok: false, error: { kind: 'cancelled' } })
  })

  it('does not ask for ids that could leave their place in the path', async () => {
    const { world, client } = start({})
    for (const id of ['', '..', 'a/../b', 'x?y', 'x#y', 'ü', 'a'.repeat(201)]) {
      expect(await client.getDataFrame(id)).toMatchObject({ error: { kind: 'not-found' } })
      expect(await client.getAnalysis(id)).toMatchObject({ error: { kind: 'not-found' } })
    }
    expect(world.requests).toEqual([])
  })

  it('encodes a task id in base64', async () => {
    const { client } = start({ 'GET /api/v2/tasks/a%2Fb%2B%3D%3D': [json({ status: 'RUNNING' })] })
    expect(await client.getTask('a/b+==')).toEqual({ ok: true, value: { status: 'RUNNING', message: null } })
  })
})

describe('a call that creates', () => {
  const created = json({
    id: 'dset_1',
    uploadStatus: 'NOT_UPLOADED',
    manifest: [{ url: 'https://b-1.s3.amazonaws.com/x?X-Amz-Signature=PLANTED' }],
  })
  const input = { name: 'Results', fileName: 'results.csv' }

  it.each([
    ['429', limited({})],
    ['a connection never made', broken('ECONNREFUSED')],
  ])('is repeated after %s', async (_, first) => {
    const { world, client } = start({ [CREATE]: [first, created] })
    expect(await client.createDataFrame(input)).toMatchObject({ ok: true, value: { frameId: 'dset_1' } })
    expect(world.waits).toEqual([2_500])
  })

  it.each([
    ['a lost answer', broken('ECONNRESET'), { kind: 'answer-lost', what: 'data frame' }],
    ['500', json({}, 500), { kind: 'unavailable' }],
    ['503', json({}, 503), { kind: 'unavailable' }],
  ])('is never repeated after %s', async (_, first, error) => {
    const { world, client } = start({ [CREATE]: [first, created] })
    expect(await client.createDataFrame(input)).toMatchObject({ ok: false, error })
    expect(world.requests.filter((call) => call === CREATE)).toHaveLength(1)
  })

  it('names what it left behind when the answer is of no use', async () => {
    const { client } = start({
      [CREATE]: [json({ id: 'dset_1', uploadStatus: 'NOT_UPLOADED', manifest: [] })],
    })
    expect(await client.createDataFrame(input)).toEqual({
      ok: false,
      error: { kind: 'unexpected-answer', what: 'data frame', path: 'manifest', createdId: 'dset_1' },
    })
  })
})

describe('a call that changes', () => {
  const inDoubt: readonly (readonly [string, Response | Error])[] = [
    ['a lost answer', broken('ECONNRESET')],
    ['504', json({}, 504)],
  ]

  it.each(inDoubt)('looks after %s and finds the frame taken', async (_, first) => {
    const { world, client } = start({
      'PATCH /api/v2/data-frames/dset_1': [first],
      [FRAME]: [json({ id: 'dset_1', uploadStatus: 'IN_PROGRESS' })],
    })
    expect(await client.startIngestion('dset_1')).toEqual({ ok: true, value: { taskId: null } })
    expect(world.requests.slice(1)).toEqual(['PATCH /api/v2/data-frames/dset_1', FRAME])
  })

  it.each(inDoubt)('looks after %s and repeats where nothing happened', async (_, first) => {
    const { world, client } = start({
      'PATCH /api/v2/files/file_1': [first, json({ id: 'file_1', uploadStatus: 'SUCCEEDED' })],
      'GET /api/v2/files/file_1': [json({ id: 'file_1', uploadStatus: 'NOT_UPLOADED' })],
    })
    expect(await client.confirmFile('file_1')).toEqual({ ok: true, value: undefined })
    expect(world.requests.slice(1)).toEqual([
      'PATCH /api/v2/files/file_1',
      'GET /api/v2/files/file_1',
      'PATCH /api/v2/files/file_1',
    ])
  })

  it('repeats at once after 429, without looking', async () => {
    const { world, client } = start({
      'PATCH /api/v2/data-frames/dset_1': [limited({}), json({ taskId: 'task_1' }, 202)],
    })
    expect(await client.startIngestion('dset_1')).toEqual({ ok: true, value: { taskId: 'task_1' } })
    expect(world.waits).toEqual([2_500])
  })

  it('attaches only what is not listed yet, before and after a doubt', async () => {
    const { world, client } = start({
      [ANALYSIS]: [analysis('dset_in'), analysis('dset_in', 'dset_1')],
      [PATCH_ANALYSIS]: [json({}, 502), analysis('dset_in', 'dset_1', 'dset_2')],
    })
    const ids = { dataFrameIds: ['dset_in', 'dset_1', 'dset_2'], fileIds: [] }
    expect(await client.attach('ana_12345678', ids)).toMatchObject({
      value: { dataFrameIds: ['dset_in', 'dset_1', 'dset_2'] },
    })
    expect(world.bodies.filter((_, index) => world.requests[index] === PATCH_ANALYSIS)).toEqual([
      { dataFrameIds: ['dset_1', 'dset_2'], fileIds: [] },
      { dataFrameIds: ['dset_2'], fileIds: [] },
    ])
  })

  it('sends nothing where everything is attached', async () => {
    const { world, client } = start({ [ANALYSIS]: [analysis('dset_1')] })
    expect(await client.attach('ana_12345678', { dataFrameIds: ['dset_1'], fileIds: [] })).toMatchObject({
      ok: true,
    })
    expect(world.requests).not.toContain(PATCH_ANALYSIS)
  })
})
