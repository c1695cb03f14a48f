/** Every kind of JSON answer against its schema in the OpenAPI document. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SEEDED } from './control.ts'
import type { FaultInput, RunningSandbox } from './control.ts'
import { violations } from './openapi-schemas.ts'
import { startSandbox } from './start.ts'
import { connect, fetchToken, pushFrame, put } from './test-client.ts'
import type { Answer, TestClient } from './test-client.ts'

let sandbox: RunningSandbox
let client: TestClient
beforeAll(async () => {
  sandbox = await startSandbox({ settings: { ingestionMs: 0 } })
  client = await connect(sandbox)
})
afterAll(() => sandbox.stop())

const ANALYSIS = `/api/v2-beta/analyses/${SEEDED.mortality}`
const KINASE_FRAME = '/api/v2/data-frames/dset_Kinase000001'
const NEW_FRAME = { name: 'New', manifest: [{ fileName: 'new.csv' }] }
const NEW_FILE = { name: 'New', filename: 'new.png', folderId: 'lib_Sandbox01' }

describe('the check itself', () => {
  it.each([
    ['a wrong type', 'Analysis', { id: 7 }],
    ['a status that does not exist', 'DataFrame', { uploadStatus: 'DONE' }],
    ['a missing field', 'AsyncTask', {}],
    ['null where it is not allowed', 'File', { name: null }],
    ['a wrong error type deep inside', 'BadRequestError', { error: { type: 'api_error' } }],
  ])('sees %s', (_, schema, value) => expect(violations(schema, value)).not.toEqual([]))
})

const GOOD: readonly (readonly [string, string, number, () => Promise<Answer>])[] = [
  ['token', 'TokenResponse', 200, () => fetchToken(sandbox)],
  ['analysis', 'Analysis', 200, () => client.call('GET', ANALYSIS)],
  ['analysis after a PATCH', 'Analysis', 200, () => client.call('PATCH', ANALYSIS, { fileIds: [] })],
  ['new data frame', 'DataFrame', 200, () => client.call('POST', '/api/v2/data-frames', NEW_FRAME)],
  ['data frame', 'DataFrame', 200, () => frameOf(SEEDED.kinase)],
  ['frame of every type', 'DataFrame', 200, () => frameOf(SEEDED.oddTypes)],
  ['frame in parts', 'DataFrame', 200, () => frameOf(SEEDED.threeParts)],
  ['frame in progress', 'DataFrame', 200, () => frameOf(SEEDED.inProgress)],
  ['failed frame', 'DataFrame', 200, () => frameOf(SEEDED.failed)],
  ['frame not uploaded', 'DataFrame', 200, () => frameOf(SEEDED.notUploaded)],
  ['start of ingestion', 'AsyncTaskLink', 202, startOfIngestion],
  ['task that succeeded', 'DataFrameIngestTask', 200, () => taskOf('a,b\n1,2\n')],
  ['task that failed', 'DataFrameIngestTask', 200, () => taskOf('a,b\n1\n')],
  ['new file', 'File', 200, () => client.call('POST', '/api/v2/files', NEW_FILE)],
  ['file', 'File', 200, async () => client.call('GET', `/api/v2/files/${await newFileId()}`)],
  ['file after a PATCH', 'File', 200, confirmedFile],
  ['archived files', 'FilesArchivalChange', 200, archivedFiles],
]

it.each(GOOD)('%s is a %s, status %i', async (_, schema, status, ask) => {
  const answer = await ask()
  expect(answer.status).toBe(status)
  expect(violations(schema, answer.json)).toEqual([])
  for (const header of ['limit', 'remaining', 'reset']) {
    expect(answer.headers.get(`x-rate-limit-${header}`)).toMatch(/^\d+$/)
  }
})

const WRONG_SECRET = { grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' }
const BAD: readonly (readonly [string, string, number, () => Promise<Answer>])[] = [
  ['no grant', 'OAuthBadRequestError', 400, () => fetchToken(sandbox, {})],
  ['other grant', 'OAuthBadRequestError', 400, () => fetchToken(sandbox, { grant_type: 'password' })],
  ['wrong secret', 'OAuthUnauthorizedError', 401, () => fetchToken(sandbox, WRONG_SECRET)],
  ['no bearer', 'ApiError', 401, () => client.call('GET', ANALYSIS, undefined, { Authorization: '' })],
  ['unknown analysis', 'NotFoundError', 404, () => client.call('GET', '/api/v2-beta/analyses/ana_Nope')],
  ['unknown frame', 'NotFoundError', 404, () => client.call('GET', '/api/v2/data-frames/dset_Nope')],
  ['unknown task', 'NotFoundError', 404, () => client.call('GET', '/api/v2/tasks/nope')],
  ['unknown file', 'NotFoundError', 404, () => client.call('GET', '/api/v2/files/file_Nope')],
  ['folder out of reach', 'ForbiddenError', 403, () => newFile({ folderId: 'lib_Nope' })],
  ['bad extension', 'BadRequestError', 400, () => newFile({ filename: 'x.svg' })],
  ['no CSV', 'BadRequestError', 400, () => newFrame({ manifest: [{ fileName: 'x.tsv' }] })],
  [
    'two CSVs',
    'BadRequestError',
    400,
    () => newFrame({ manifest: [{ fileName: 'a.csv' }, { fileName: 'b.csv' }] }),
  ],
  ['parquet', 'BadRequestError', 400, () => client.call('GET', `${KINASE_FRAME}?rowDataFormat=parquet`)],
  ['server error', 'ApiError', 500, () => faulty({ kind: 'server-error', operation: 'get-analysis' })],
  ['downtime', 'ApiError', 503, () => faulty({ kind: 'downtime', operation: 'get-analysis' })],
  ['rate limit', 'ApiError', 429, () => faulty({ kind: 'rate-limited', operation: 'get-analysis' })],
  ['forbidden', 'ForbiddenError', 403, () => faulty({ kind: 'forbidden', operation: 'get-analysis' })],
]

it.each(BAD)('%s is a %s, status %i', async (_, schema, status, ask) => {
  const answer = await ask()
  expect(answer.status).toBe(status)
  expect(violations(schema, answer.json)).toEqual([])
  expect(answer.json.error.message).not.toBe('')
  expect(answer.headers.has('x-rate-limit-remaining')).toBe(true)
})

async function frameOf(analysisId: string): Promise<Answer> {
  const analysis = await client.call('GET', `/api/v2-beta/analyses/${analysisId}`)
  return client.call('GET', `/api/v2/data-frames/${analysis.json.dataFrameIds[0]}`)
}

async function startOfIngestion(): Promise<Answer> {
  const created = await newFrame({})
  await put(created.json.manifest[0]?.url ?? '', 'a\n1\n')
  return client.call('PATCH', `/api/v2/data-frames/${created.json.id}`, { uploadStatus: 'IN_PROGRESS' })
}

async function taskOf(csv: string): Promise<Answer> {
  const { taskId } = await pushFrame(client, csv)
  return client.call('GET', `/api/v2/tasks/${encodeURIComponent(taskId)}`)
}

function newFrame(change: object): Promise<Answer> {
  return client.call('POST', '/api/v2/data-frames', { ...NEW_FRAME, ...change })
}

function newFile(change: object): Promise<Answer> {
  return client.call('POST', '/api/v2/files', { ...NEW_FILE, ...change })
}

async function newFileId(): Promise<string> {
  return (await newFile({})).json.id
}

async function confirmedFile(): Promise<Answer> {
  const created = await newFile({})
  await put(created.headers.get('content-location') ?? '', 'png')
  return client.call('PATCH', `/api/v2/files/${created.json.id}`, { uploadStatus: 'SUCCEEDED' })
}

async function archivedFiles(): Promise<Answer> {
  return client.call('POST', '/api/v2/files:archive', {
    fileIds: [await newFileId()],
    reason: 'Made in error',
  })
}

async function faulty(fault: FaultInput): Promise<Answer> {
  await client.arm(fault)
  return client.call('GET', ANALYSIS)
}
