import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FaultKind, SEEDED } from '../sandbox/control.ts'
import type { FaultInput, RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import type { BenchlingClient } from './client.ts'
import { framesOf, pushFrame, readAll, contractWorld } from './testing/contract-world.ts'
import type { ContractWorld } from './testing/contract-world.ts'
import type { BenchlingError } from './errors.ts'
import type { Result } from '../result.ts'
import { toProblem } from './words.ts'

type Call = (client: BenchlingClient, frameId: string) => Promise<Result<unknown, BenchlingError>>

const CSV = 'cell,IC50\nHeLa,1.5\nA549,2.5\n'
const open: Call = (client) => client.getAnalysis(SEEDED.mortality)
const hasty: Call = (client) => client.getAnalysis(SEEDED.mortality, { deadlineMs: 150 })
const read: Call = (client, frameId) => readAll(client, frameId)
const createFrame: Call = (client) => client.createDataFrame({ name: 'Results', fileName: 'results.csv' })
const createFile: Call = async (client) => {
  const analysis = await client.getAnalysis(SEEDED.mortality)
  if (!analysis.ok) return analysis
  const folderId = analysis.value.folderId ?? ''
  return client.createFile({ name: 'Plot', fileName: 'plot.html', folderId })
}
const push: Call = (client) => pushFrame(client, CSV)

/** Pushes a frame, looks at its task once, then opens it. */
const pushAndOpen: Call = async (client) => {
  const pushed = await pushFrame(client, CSV)
  if (!pushed.ok) return pushed
  await client.getTask(pushed.value.taskId ?? '')
  return readAll(client, pushed.value.frameId)
}

const lookAtTask: Call = async (client) => {
  const pushed = await pushFrame(client, CSV)
  return pushed.ok ? client.getTask(pushed.value.taskId ?? '') : pushed
}

type Row = readonly [fault: Omit<FaultInput, 'kind'>, call: Call, title: string]

/** Every fault of the sandbox, lasting, and what a scientist reads. A kind without a row does not compile. */
const LASTING: Readonly<Record<FaultKind, Row>> = {
  'wrong-secret': [{ operation: 'token' }, open, 'Benchling refused this app'],
  'bad-grant': [{ operation: 'token' }, open, 'Benchling did not accept the request'],
  'no-expires-in': [{ operation: 'token' }, open, 'Benchling answered in an unknown way'],
  'expired-token': [{ operation: 'get-analysis' }, open, 'Benchling did not accept the sign-in'],
  forbidden: [{ operation: 'get-analysis' }, open, 'No access to this analysis'],
  'not-found': [{ operation: 'get-analysis' }, open, 'This analysis was not found'],
  'rate-limited': [{ operation: 'get-analysis' }, open, 'Benchling asks to slow down'],
  'rate-limited-hidden': [{ operation: 'get-analysis' }, open, 'Benchling asks to slow down'],
  'server-error': [{ operation: 'get-data-frame' }, read, 'Benchling has a problem'],
  'bad-gateway': [{ operation: 'get-data-frame' }, read, 'Benchling has a problem'],
  'gateway-timeout': [{ operation: 'get-data-frame' }, read, 'Benchling has a problem'],
  downtime: [{ operation: 'get-analysis' }, open, 'Benchling is down for now'],
  'downtime-html': [{ operation: 'get-analysis' }, open, 'Benchling is down for now'],
  'html-page': [{ operation: 'get-analysis' }, open, 'Benchling answered with a web page'],
  slow: [{ operation: 'get-analysis', seconds: 0.4 }, hasty, 'Benchling took too long'],
  'connection-reset': [{ operation: 'get-analysis' }, open, 'Benchling cannot be reached'],
  'answer-lost': [{ operation: 'create-data-frame' }, createFrame, 'The answer did not arrive'],
  'expired-url': [{ operation: 'storage-get' }, read, 'The transfer address has expired'],
  'missing-sse': [{ operation: 'storage-put' }, push, 'File storage refused the transfer'],
  'storage-error': [{ operation: 'storage-get' }, read, 'Benchling has a problem'],
  'slow-down': [{ operation: 'storage-put' }, push, 'Benchling has a problem'],
  truncated: [{ operation: 'storage-get' }, read, 'The download was cut short'],
  'cut-short': [{ operation: 'storage-get' }, read, 'The download was cut short'],
  'slow-ingestion': [
    { operation: 'patch-data-frame', seconds: 60 },
    pushAndOpen,
    'Benchling is still reading this data frame',
  ],
  'ingestion-fails': [
    { operation: 'patch-data-frame' },
    pushAndOpen,
    'Benchling could not read this data frame',
  ],
  'ingestion-fails-quietly': [
    { operation: 'patch-data-frame' },
    pushAndOpen,
    'Benchling could not read this data frame',
  ],
  'task-vanished': [{ operation: 'get-task' }, lookAtTask, 'This task was not found'],
  'missing-content-location': [
    { operation: 'create-file' },
    createFile,
    'Benchling answered in an unknown way',
  ],
  'empty-manifest': [{ operation: 'get-data-frame' }, read, 'Benchling answered in an unknown way'],
  'null-url': [{ operation: 'create-data-frame' }, createFrame, 'Benchling answered in an unknown way'],
  redirect: [{ operation: 'storage-get' }, read, 'An unsafe address was refused'],
  'foreign-url': [{ operation: 'get-data-frame' }, read, 'An unsafe address was refused'],
  'private-url': [{ operation: 'create-file' }, createFile, 'An unsafe address was refused'],
  'insecure-url': [{ operation: 'create-data-frame' }, createFrame, 'An unsafe address was refused'],
}

/** Passing faults that the client gets over by itself, and the calls that show it. */
const PASSING: readonly (readonly [FaultInput, Call])[] = [
  [{ kind: 'expired-token', operation: 'get-analysis' }, open],
  [{ kind: 'rate-limited', operation: 'get-analysis', times: 4 }, open],
  [{ kind: 'rate-limited', operation: 'create-data-frame' }, createFrame],
  [{ kind: 'rate-limited', operation: 'token' }, open],
  [{ kind: 'server-error', operation: 'token' }, open],
  [{ kind: 'connection-reset', operation: 'token' }, open],
  [{ kind: 'server-error', operation: 'get-data-frame', times: 4 }, read],
  [{ kind: 'gateway-timeout', operation: 'get-data-frame' }, read],
  [{ kind: 'downtime', operation: 'get-analysis', times: 2 }, open],
  [{ kind: 'connection-reset', operation: 'get-analysis', times: 2 }, open],
  [{ kind: 'connection-reset', operation: 'storage-get' }, read],
  [{ kind: 'expired-url', operation: 'storage-get' }, read],
  [{ kind: 'storage-error', operation: 'storage-get' }, read],
  [{ kind: 'slow-down', operation: 'storage-put', times: 2 }, push],
  [{ kind: 'answer-lost', operation: 'storage-put' }, push],
  [{ kind: 'truncated', operation: 'storage-get', times: 2 }, read],
  [{ kind: 'cut-short', operation: 'storage-get', times: 2 }, read],
  [{ kind: 'answer-lost', operation: 'patch-data-frame' }, push],
  [{ kind: 'server-error', operation: 'patch-data-frame' }, push],
]

describe('the client against the sandbox', () => {
  let sandbox: RunningSandbox
  let world: ContractWorld
  let frameId: string
  const printed: string[] = []

  beforeAll(async () => {
    sandbox = await startSandbox()
    world = contractWorld(sandbox)
    await world.reset()
    frameId = (await framesOf(world.freshClient(), SEEDED.mortality))[0] ?? ''
  })
  afterEach(() => world.reset())
  afterAll(() => sandbox.stop())

  it.each(FaultKind.options)('says in words what a lasting %s means', async (kind) => {
    const [fault, call, title] = LASTING[kind]
    await world.arm({ ...fault, kind, times: null })
    const outcome = await call(world.freshClient(), frameId)
    printed.push(JSON.stringify(outcome))
    expect(outcome.ok ? null : toProblem(outcome.error).title).toBe(title)
    expectNoLeak(await world.requests())
  })

  it.each(
    PASSING.map(([fault, call]) => [fault.kind, fault.operation, fault.times ?? 1, { fault, call }] as const),
  )('gets over %s at %s, %i times', async (_kind, _operation, times, { fault, call }) => {
    await world.arm(fault)
    expect(await call(world.freshClient(), frameId)).toMatchObject({ ok: true })
    const met = (await world.requests()).filter((request) => request.operation === fault.operation)
    const isDone = fault.kind === 'answer-lost' && fault.operation !== 'storage-put'
    expect(met.length).toBeGreaterThanOrEqual(isDone ? times : times + 1)
    expectNoLeak(await world.requests())
  })

  it.each([
    ['the token', 'token'],
    ['the API', 'get-analysis'],
  ])('follows no redirect of %s', async (_, operation) => {
    await world.arm({ kind: 'redirect', operation })
    const outcome = await open(world.freshClient(), frameId)
    expect(outcome).toMatchObject({ error: { kind: 'unsafe-url', reason: 'redirect' } })
    expectNoLeak(await world.requests())
  })

  it('never prints a token, a secret or a signed URL', () => {
    const everything = printed.join('\n') + JSON.stringify(world.notes)
    expect(everything.length).toBeGreaterThan(1_000)
    expect(everything).not.toContain(sandbox.clientSecret)
    expect(everything).not.toMatch(/X-Amz|Bearer|Basic|\?/)
  })
})

/** Storage never sees the token, and the redirect's target is never asked. */
function expectNoLeak(requests: Awaited<ReturnType<ContractWorld['requests']>>): void {
  const atStorage = requests.filter((request) => request.listener === 'storage')
  expect(
    atStorage.filter((request) => 'authorization' in request.headers || 'cookie' in request.headers),
  ).toEqual([])
  expect(requests.filter((request) => request.path.includes('redirected'))).toEqual([])
}
