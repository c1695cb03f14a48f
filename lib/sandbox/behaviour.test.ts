/** How the tenant behaves when nothing is wrong, and how it refuses what a client does wrong. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SANDBOX_DEFAULTS, SEEDED } from './control.ts'
import type { RunningSandbox } from './control.ts'
import { startSandbox } from './start.ts'
import { connect, fetchToken, firstUrl, pushFrame, put, request } from './test-client.ts'
import type { TestClient } from './test-client.ts'

const ANALYSIS = `/api/v2-beta/analyses/${SEEDED.mortality}`
const NEW_FRAME = { name: 'New', manifest: [{ fileName: 'new.csv' }] }
const NEW_FILE = { name: 'New', filename: 'new.png', folderId: 'lib_Sandbox01' }

let sandbox: RunningSandbox
let client: TestClient
let nowMs: number
beforeEach(async () => {
  nowMs = Date.UTC(2026, 5, 1)
  sandbox = await startSandbox({ now: () => nowMs })
  client = await connect(sandbox)
})
afterEach(() => sandbox.stop())

const pass = (seconds: number): void => void (nowMs += seconds * 1000)
const statusOf = async (frameId: string): Promise<string> =>
  (await client.call('GET', `/api/v2/data-frames/${frameId}`)).json.uploadStatus

describe('tokens', () => {
  it('are given for Basic credentials and for the same in the body', async () => {
    const { clientId, clientSecret } = SANDBOX_DEFAULTS
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
    const answer = await fetchToken(sandbox, { grant_type: 'client_credentials' }, { Authorization: basic })
    expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 900 })
    expect(answer.json.access_token).not.toBe(client.token)
    expect((await client.call('GET', ANALYSIS)).status).toBe(200)
  })

  it('expire after 900 seconds and not before', async () => {
    pass(899)
    expect((await client.call('GET', ANALYSIS)).status).toBe(200)
    pass(1)
    const late = await client.call('GET', ANALYSIS)
    expect(late.status).toBe(401)
    expect(late.json.error).toMatchObject({ type: 'authentication_error', message: 'Failed to authenticate' })
  })
})

describe('rate limit', () => {
  it('counts every call in its window, then refuses until the window is over', async () => {
    await client.set({ rateLimit: 4 })
    // The token was the first call of the window.
    const remaining = []
    for (let call = 0; call < 3; call += 1) {
      remaining.push((await client.call('GET', ANALYSIS)).headers.get('x-rate-limit-remaining'))
    }
    expect(remaining).toEqual(['2', '1', '0'])
    pass(10)
    const refused = await client.call('GET', ANALYSIS)
    expect(refused.status).toBe(429)
    expect(refused.json.error.message).toBe('Rate limit exceeded.')
    expect(refused.headers.get('x-rate-limit-reset')).toBe('20')
    expect(refused.headers.get('x-rate-limit-limit')).toBe('4')
    pass(20)
    expect((await client.call('GET', ANALYSIS)).status).toBe(200)
  })
})

describe('paths', () => {
  it.each([
    ['an unknown path', 'GET', '/api/v2/nothing'],
    ['analyses under v2', 'GET', `/api/v2/analyses/${SEEDED.mortality}`],
    ['a method the path does not have', 'DELETE', ANALYSIS],
    ['anything outside the API', 'GET', '/signin'],
  ])('%s gives the sign-in page with status 200', async (_, method, path) => {
    const answer = await client.call(method, path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('Sign in')
  })

  it.each(['/api/v2', '/api/v2-beta'])('%s serves data frames and files', async (prefix) => {
    const frame = await client.call('POST', `${prefix}/data-frames`, NEW_FRAME)
    expect((await client.call('GET', `${prefix}/data-frames/${frame.json.id}`)).json.id).toBe(frame.json.id)
    const file = await client.call('POST', `${prefix}/files`, NEW_FILE)
    expect((await client.call('GET', `${prefix}/files/${file.json.id}`)).json.id).toBe(file.json.id)
    const archive = { fileIds: [file.json.id], reason: 'Other' }
    expect((await client.call('POST', `${prefix}/files:archive`, archive)).json.fileIds).toEqual([
      file.json.id,
    ])
    const after = await client.call('GET', `${prefix}/files/${file.json.id}`)
    expect(after.json.archiveRecord).toEqual({ reason: 'Other' })
  })
})

describe('data frames', () => {
  it('go through their states, by task and by time', async () => {
    await client.set({ ingestionMs: 5000 })
    const { frameId, taskId } = await pushFrame(client, 'a,b\n1,2\n')
    const task = () => client.call('GET', `/api/v2/tasks/${encodeURIComponent(taskId)}`)
    expect((await task()).json).toEqual({ status: 'RUNNING' })
    const running = await client.call('GET', `/api/v2/data-frames/${frameId}`)
    expect(running.json).toMatchObject({ uploadStatus: 'IN_PROGRESS', manifest: [{ url: null }] })
    expect(running.json.columns).toBeUndefined()
    pass(5)
    expect((await task()).json.response).toMatchObject({ id: frameId, uploadStatus: 'SUCCEEDED' })
    expect(await statusOf(frameId)).toBe('SUCCEEDED')
    const again = { uploadStatus: 'IN_PROGRESS' }
    expect((await client.call('PATCH', `/api/v2/data-frames/${frameId}`, again)).status).toBe(400)
  })

  it('fail on a bad CSV, with the reason on frame and task', async () => {
    const { frameId, taskId } = await pushFrame(client, 'a,b\n1\n')
    pass(10)
    const task = await client.call('GET', `/api/v2/tasks/${encodeURIComponent(taskId)}`)
    expect(task.json.status).toBe('FAILED')
    const frame = await client.call('GET', `/api/v2/data-frames/${frameId}`)
    expect(frame.json.uploadStatus).toBe('FAILED_VALIDATION')
    expect(frame.json.errorMessage).toBe(task.json.message)
    expect(task.json.message).toContain('Invalid CSV File.')
  })

  it('refuse ingestion before any upload', async () => {
    const created = await client.call('POST', '/api/v2/data-frames', NEW_FRAME)
    const path = `/api/v2/data-frames/${created.json.id}`
    expect((await client.call('PATCH', path, { uploadStatus: 'IN_PROGRESS' })).status).toBe(400)
    expect(await statusOf(created.json.id)).toBe('NOT_UPLOADED')
  })

  it('let a task be read for 30 minutes after its end', async () => {
    const { taskId } = await pushFrame(client, 'a\n1\n')
    await client.set({ tokenLifetimeS: 7200 })
    const lasting = await connect(sandbox)
    const path = `/api/v2/tasks/${encodeURIComponent(taskId)}`
    pass(1799)
    expect((await lasting.call('GET', path)).status).toBe(200)
    pass(2)
    expect((await lasting.call('GET', path)).status).toBe(404)
  })

  it('seeded in progress: ready some time after the first reading', async () => {
    expect(await statusOf('dset_InProgress01')).toBe('IN_PROGRESS')
    pass(14)
    expect(await statusOf('dset_InProgress01')).toBe('IN_PROGRESS')
    pass(1)
    expect(await statusOf('dset_InProgress01')).toBe('SUCCEEDED')
  })
})

describe('files', () => {
  it('are declared a success by the client, once, after an upload', async () => {
    const created = await client.call('POST', '/api/v2/files', NEW_FILE)
    const path = `/api/v2/files/${created.json.id}`
    const done = { uploadStatus: 'SUCCEEDED' }
    expect((await client.call('PATCH', path, done)).status).toBe(400)
    await put(created.headers.get('content-location') ?? '', 'bytes')
    const confirmed = await client.call('PATCH', path, done)
    expect(confirmed.json.uploadStatus).toBe('SUCCEEDED')
    expect((await client.call('PATCH', path, done)).status).toBe(400)
    const read = await client.call('GET', path)
    const stored = await request(read.headers.get('content-location') ?? '')
    expect(stored.text).toBe('bytes')
    expect(stored.headers.get('content-type')).toBe('image/png')
  })
})

describe('attaching', () => {
  it('appends in order, ignores what is there, and takes all or nothing', async () => {
    const first = await client.call('POST', '/api/v2/data-frames', NEW_FRAME)
    const second = await client.call('POST', '/api/v2/data-frames', NEW_FRAME)
    const ids = [second.json.id, first.json.id, second.json.id]
    const attached = await client.call('PATCH', ANALYSIS, { dataFrameIds: ids })
    expect(attached.json.dataFrameIds).toEqual(['dset_CellMort0001', second.json.id, first.json.id])

    const file = await client.call('POST', '/api/v2/files', NEW_FILE)
    const refused = await client.call('PATCH', ANALYSIS, { fileIds: [file.json.id, 'file_Nope'] })
    expect(refused.status).toBe(404)
    expect(refused.json.error.invalidId).toBe('file_Nope')
    expect((await client.call('GET', ANALYSIS)).json.fileIds).toEqual([])
  })
})

describe('storage', () => {
  const newPutUrl = async (): Promise<string> =>
    firstUrl(await client.call('POST', '/api/v2/data-frames', NEW_FRAME))

  it('signs a new address at every reading, for an hour', async () => {
    const path = '/api/v2/data-frames/dset_CellMort0001'
    const old = firstUrl(await client.call('GET', path))
    expect(new URL(old).origin).toBe(sandbox.storageUrl)
    expect(firstUrl(await client.call('GET', path))).not.toBe(old)
    const query = new URL(old).searchParams
    expect(query.get('X-Amz-Expires')).toBe('3600')
    expect(query.get('X-Amz-SignedHeaders')).toBe('host')
    expect(query.get('X-Amz-Date')).toBe('20260601T000000Z')
    pass(3599)
    const served = await request(old)
    expect(served.status).toBe(200)
    expect(served.headers.get('content-type')).toBe('text/csv')
    expect(served.headers.get('content-length')).toBe(String(Buffer.byteLength(served.text)))
    expect(served.headers.has('access-control-allow-origin')).toBe(false)
    pass(1)
    const late = await request(old)
    expect(late.status).toBe(403)
    expect(late.text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>')
  })

  it('binds an address to its method and its object', async () => {
    const get = firstUrl(await client.call('GET', '/api/v2/data-frames/dset_CellMort0001'))
    expect((await put(get, 'x')).text).toContain('<Code>SignatureDoesNotMatch</Code>')
    const other = get.replace('dset_CellMort0001', 'dset_Kinase000001')
    expect((await request(other)).status).toBe(403)
    expect((await request(await newPutUrl())).status).toBe(403)
  })

  it.each([
    ['no encryption header', { 'x-amz-server-side-encryption': '' }, 403, 'SignatureDoesNotMatch'],
    ['another encryption', { 'x-amz-server-side-encryption': 'aws:kms' }, 403, 'SignatureDoesNotMatch'],
    ['an Authorization header', { Authorization: 'Bearer x' }, 400, 'InvalidArgument'],
  ])('refuses %s', async (_, headers, status, code) => {
    const answer = await put(await newPutUrl(), 'a\n1\n', headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/xml')
    expect(answer.text).toContain(`<Code>${code}</Code>`)
  })

  it('refuses a body without Content-Length', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('a\n1\n'))
        controller.close()
      },
    })
    const headers = { 'x-amz-server-side-encryption': 'AES256' }
    const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body, headers, duplex: 'half' }
    const answer = await request(await newPutUrl(), init)
    expect(answer.status).toBe(411)
    expect(answer.text).toContain('<Code>MissingContentLength</Code>')
  })

  it('takes no new bytes once ingestion has begun', async () => {
    const url = await newPutUrl()
    await put(url, 'a\n1\n')
    const id = /dset_[^/]+/.exec(url)?.[0] ?? ''
    await client.call('PATCH', `/api/v2/data-frames/${id}`, { uploadStatus: 'IN_PROGRESS' })
    expect((await put(url, 'a\n2\n')).status).toBe(403)
  })
})
