/** One case per row of the contract's fault table. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FaultKind, SEEDED } from './control.ts'
import type { RunningSandbox } from './control.ts'
import { startSandbox } from './start.ts'
import { connect, fetchToken, firstUrl, pushFrame, put, request } from './test-client.ts'
import type { Answer, TestClient } from './test-client.ts'

const ANALYSIS = `/api/v2-beta/analyses/${SEEDED.mortality}`
const FRAME = '/api/v2/data-frames/dset_CellMort0001'
const NEW_FRAME = { name: 'New', manifest: [{ fileName: 'new.csv' }] }
const NEW_FILE = { name: 'New', filename: 'new.png', folderId: 'lib_Sandbox01' }

let sandbox: RunningSandbox
let client: TestClient
let nowMs: number
const tested = new Set<FaultKind>()

beforeEach(async () => {
  nowMs = Date.UTC(2026, 5, 1)
  sandbox = await startSandbox({ now: () => nowMs })
  client = await connect(sandbox)
  const { arm } = client
  client = {
    ...client,
    arm: (fault) => {
      tested.add(fault.kind)
      return arm(fault)
    },
  }
})
afterEach(() => sandbox.stop())

const getAnalysis = (): Promise<Answer> => client.call('GET', ANALYSIS)

describe('on the API', () => {
  it.each([
    ['expired-token', 401, { type: 'authentication_error', message: 'Failed to authenticate' }],
    ['forbidden', 403, { type: 'invalid_request_error', invalidId: SEEDED.mortality }],
    ['not-found', 404, { type: 'invalid_request_error', invalidId: SEEDED.mortality }],
    ['server-error', 500, { type: 'api_error', errorId: expect.stringMatching(/\w{8}/) }],
    ['downtime', 503, { type: 'api_error' }],
  ] as const)('%s answers %i, once', async (kind, status, error) => {
    await client.arm({ kind, operation: 'get-analysis' })
    const answer = await getAnalysis()
    expect(answer.status).toBe(status)
    expect(answer.json.error).toMatchObject(error)
    expect((await getAnalysis()).status).toBe(200)
  })

  it('rate-limited empties the bucket for the seconds asked; hidden keeps it looking full', async () => {
    await client.arm({ kind: 'rate-limited', operation: 'get-analysis', seconds: 7 })
    const told = await getAnalysis()
    expect(told.status).toBe(429)
    expect(told.headers.get('x-rate-limit-remaining')).toBe('0')
    expect(told.headers.get('x-rate-limit-reset')).toBe('7')
    await client.arm({ kind: 'rate-limited-hidden', operation: 'get-analysis' })
    const hidden = await getAnalysis()
    expect(hidden.status).toBe(429)
    expect(Number(hidden.headers.get('x-rate-limit-remaining'))).toBeGreaterThan(0)
  })

  it.each([
    ['bad-gateway', 502],
    ['gateway-timeout', 504],
    ['downtime-html', 503],
    ['html-page', 200],
  ] as const)('%s answers %i in HTML', async (kind, status) => {
    await client.arm({ kind, operation: 'get-analysis' })
    const answer = await getAnalysis()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('<h1>')
  })

  it('wrong-secret, bad-grant and no-expires-in spoil the token', async () => {
    await client.arm({ kind: 'wrong-secret', operation: 'token' })
    expect((await fetchToken(sandbox)).json.error.type).toBe('invalid_client')
    await client.arm({ kind: 'bad-grant', operation: 'token' })
    expect((await fetchToken(sandbox)).json.error.type).toBe('unsupported_grant_type')
    await client.arm({ kind: 'no-expires-in', operation: 'token' })
    const { json } = await fetchToken(sandbox)
    expect(Object.keys(json).sort()).toEqual(['access_token', 'token_type'])
  })

  it('slow answers after the seconds asked', async () => {
    await client.arm({ kind: 'slow', operation: 'get-analysis', seconds: 0.2 })
    const startedMs = performance.now()
    expect((await getAnalysis()).status).toBe(200)
    // Timers may fire a millisecond early.
    expect(performance.now() - startedMs).toBeGreaterThan(195)
  })

  it('connection-reset comes before any effect, answer-lost after it', async () => {
    const attach = { dataFrameIds: ['dset_Kinase000001'] }
    await client.arm({ kind: 'connection-reset', operation: 'patch-analysis' })
    await expect(client.call('PATCH', ANALYSIS, attach)).rejects.toThrow('fetch failed')
    expect((await getAnalysis()).json.dataFrameIds).toEqual(['dset_CellMort0001'])
    await client.arm({ kind: 'answer-lost', operation: 'patch-analysis' })
    await expect(client.call('PATCH', ANALYSIS, attach)).rejects.toThrow('fetch failed')
    expect((await getAnalysis()).json.dataFrameIds).toEqual(['dset_CellMort0001', 'dset_Kinase000001'])
    const statuses = (await client.requests()).map(({ status }) => status)
    expect(statuses.filter((status) => status === 0)).toHaveLength(2)
  })

  it('redirect points at another host', async () => {
    await client.arm({ kind: 'redirect', operation: 'get-analysis' })
    const answer = await getAnalysis()
    expect(answer.status).toBe(302)
    expect(new URL(answer.headers.get('location') ?? '').host).not.toBe(new URL(sandbox.apiUrl).host)
  })
})

describe('in answers that look good', () => {
  it('empty-manifest and null-url', async () => {
    await client.arm({ kind: 'empty-manifest', operation: 'get-data-frame' })
    expect((await client.call('GET', FRAME)).json.manifest).toEqual([])
    await client.arm({ kind: 'null-url', operation: 'create-data-frame' })
    expect((await client.call('POST', '/api/v2/data-frames', NEW_FRAME)).json.manifest[0]?.url).toBeNull()
  })

  it.each([
    ['foreign-url', /^https:\/\/[^/]*s3\.amazonaws\.com\.elsewhere\.test\//],
    ['private-url', /^https:\/\/169\.254\.169\.254\//],
    ['insecure-url', /^http:\/\/[^/]+\.s3\.amazonaws\.com\//],
  ] as const)('%s, in manifest and Content-Location', async (kind, pattern) => {
    await client.arm({ kind, operation: 'get-data-frame' })
    expect(firstUrl(await client.call('GET', FRAME))).toMatch(pattern)
    await client.arm({ kind, operation: 'create-file' })
    const file = await client.call('POST', '/api/v2/files', NEW_FILE)
    expect(file.headers.get('content-location')).toMatch(pattern)
  })

  it('missing-content-location', async () => {
    await client.arm({ kind: 'missing-content-location', operation: 'create-file' })
    const file = await client.call('POST', '/api/v2/files', NEW_FILE)
    expect(file.status).toBe(200)
    expect(file.headers.has('content-location')).toBe(false)
  })
})

describe('in ingestion', () => {
  const outcome = async ({ frameId, taskId }: { frameId: string; taskId: string }) => {
    const task = await client.call('GET', `/api/v2/tasks/${encodeURIComponent(taskId)}`)
    const frame = await client.call('GET', `/api/v2/data-frames/${frameId}`)
    return { task: task.json, frame: frame.json }
  }

  it('slow-ingestion runs for the seconds asked', async () => {
    await client.arm({ kind: 'slow-ingestion', operation: 'patch-data-frame', seconds: 240 })
    const pushed = await pushFrame(client, 'a\n1\n')
    nowMs += 239_000
    expect((await outcome(pushed)).task.status).toBe('RUNNING')
    nowMs += 1000
    expect((await outcome(pushed)).task.status).toBe('SUCCEEDED')
  })

  it('ingestion-fails fails task and frame', async () => {
    await client.arm({ kind: 'ingestion-fails', operation: 'patch-data-frame' })
    const pushed = await pushFrame(client, 'a\n1\n')
    nowMs += 1000
    const { task, frame } = await outcome(pushed)
    expect(task).toEqual({ status: 'FAILED', message: 'Invalid CSV File.' })
    expect(frame).toMatchObject({ uploadStatus: 'FAILED_VALIDATION', errorMessage: 'Invalid CSV File.' })
  })

  it('ingestion-fails-quietly fails the frame inside a task that succeeded', async () => {
    await client.arm({ kind: 'ingestion-fails-quietly', operation: 'patch-data-frame' })
    const pushed = await pushFrame(client, 'a\n1\n')
    nowMs += 1000
    const { task, frame } = await outcome(pushed)
    expect(task.status).toBe('SUCCEEDED')
    expect(task.response.uploadStatus).toBe('FAILED_VALIDATION')
    expect(frame.uploadStatus).toBe('FAILED_VALIDATION')
  })

  it('task-vanished', async () => {
    const pushed = await pushFrame(client, 'a\n1\n')
    await client.arm({ kind: 'task-vanished', operation: 'get-task' })
    const path = `/api/v2/tasks/${encodeURIComponent(pushed.taskId)}`
    const gone = await client.call('GET', path)
    expect([gone.status, gone.json.error.invalidId]).toEqual([404, pushed.taskId])
  })
})

describe('at storage', () => {
  const getUrl = async (): Promise<string> => firstUrl(await client.call('GET', FRAME))

  it.each([
    ['expired-url', 403, '<Code>AccessDenied</Code><Message>Request has expired</Message>'],
    ['storage-error', 500, '<Code>InternalError</Code>'],
    ['slow-down', 503, '<Code>SlowDown</Code>'],
  ] as const)('%s answers %i in XML', async (kind, status, xml) => {
    await client.arm({ kind, operation: 'storage-get' })
    const answer = await request(await getUrl())
    expect(answer.status).toBe(status)
    expect(answer.text).toContain(xml)
  })

  it('missing-sse refuses a PUT that is right', async () => {
    const created = await client.call('POST', '/api/v2/data-frames', NEW_FRAME)
    await client.arm({ kind: 'missing-sse', operation: 'storage-put' })
    expect((await put(firstUrl(created), 'a\n1\n')).text).toContain('<Code>SignatureDoesNotMatch</Code>')
    expect((await put(firstUrl(created), 'a\n1\n')).status).toBe(200)
  })

  it('truncated promises more than it sends', async () => {
    const whole = await request(await getUrl())
    await client.arm({ kind: 'truncated', operation: 'storage-get' })
    const response = await fetch(await getUrl())
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(whole.text)))
    await expect(response.text()).rejects.toThrow('terminated')
  })

  it('cut-short ends in mid-record with a length that matches', async () => {
    const whole = await request(await getUrl())
    await client.arm({ kind: 'cut-short', operation: 'storage-get' })
    const cut = await request(await getUrl())
    expect(cut.headers.get('content-length')).toBe(String(Buffer.byteLength(cut.text)))
    expect(whole.text.startsWith(cut.text)).toBe(true)
    const last = cut.text.split('\n').at(-1) ?? ''
    expect(last).not.toBe('')
    expect(last.split(',').length).toBeLessThan(4)
  })

  it('answer-lost keeps the bytes', async () => {
    const created = await client.call('POST', '/api/v2/data-frames', NEW_FRAME)
    await client.arm({ kind: 'answer-lost', operation: 'storage-put' })
    await expect(put(firstUrl(created), 'a\n1\n')).rejects.toThrow('fetch failed')
    const path = `/api/v2/data-frames/${created.json.id}`
    expect((await client.call('PATCH', path, { uploadStatus: 'IN_PROGRESS' })).status).toBe(202)
  })
})

describe('arming', () => {
  it('counts calls let through and calls met', async () => {
    await client.arm({ kind: 'server-error', operation: 'get-analysis', after: 1, times: 2 })
    const statuses = []
    for (let call = 0; call < 4; call += 1) statuses.push((await getAnalysis()).status)
    expect(statuses).toEqual([200, 500, 500, 200])
  })

  it('keeps a permanent fault until disarmed', async () => {
    await client.arm({ kind: 'server-error', operation: 'get-analysis', times: null })
    expect((await getAnalysis()).status).toBe(500)
    expect((await getAnalysis()).status).toBe(500)
    await request(`${sandbox.apiUrl}/_control/faults`, { method: 'DELETE' })
    expect((await getAnalysis()).status).toBe(200)
  })

  it('refuses a fault where it could never be met', async () => {
    await expect(client.arm({ kind: 'truncated', operation: 'get-analysis' })).rejects.toThrow('400')
    await expect(client.arm({ kind: 'no-expires-in', operation: 'get-task' })).rejects.toThrow('400')
  })

  // Last of the file on purpose: it looks back over the others.
  it('leaves no kind of fault untested', () => {
    expect(FaultKind.options.filter((kind) => !tested.has(kind))).toEqual([])
  })
})
