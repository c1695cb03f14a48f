import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { SEEDED } from '../sandbox/control.ts'
import type { RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import { framesOf, pushFrame, readAll, contractWorld } from './testing/contract-world.ts'
import type { ContractWorld } from './testing/contract-world.ts'
import { toProblem } from './words.ts'

describe('reading from the sandbox', () => {
  let sandbox: RunningSandbox
  let world: ContractWorld
  beforeAll(async () => {
    sandbox = await startSandbox()
    world = contractWorld(sandbox)
  })
  beforeEach(() => world.reset())
  afterAll(() => sandbox.stop())

  it('reads the R example with its headers and types', async () => {
    const client = world.freshClient()
    const [frameId = ''] = await framesOf(client, SEEDED.mortality)
    const frame = await readAll(client, frameId)
    expect(frame.ok && frame.value.columns.map((column) => column.displayName)).toEqual([
      'Cell Line Name',
      'Cell Mortality Concentration',
      'Cell Mortality Mortality 24h',
      'Cell Mortality Mortality 48h',
    ])
    expect(frame.ok && frame.value.rows.length).toBe(21)
    expect(frame.ok && frame.value.rows.every((row) => row.length === 4)).toBe(true)
  })

  it('reads three parts as one frame, whether or not they repeat the header', async () => {
    const client = world.freshClient()
    const withHeaders = await readAll(client, (await framesOf(client, SEEDED.threeParts))[0] ?? '')
    const bare = await readAll(client, (await framesOf(client, SEEDED.threePartsBare))[0] ?? '')
    if (!withHeaders.ok || !bare.ok) throw new Error('not read')
    const headers = withHeaders.value.columns.map((column) => column.displayName)
    expect(withHeaders.value.rows).not.toContainEqual(headers)
    expect(withHeaders.value.rows.length).toBeGreaterThan(2)
    expect(bare.value.rows).toHaveLength(withHeaders.value.rows.length)
    expect((await world.requests()).filter((request) => request.operation === 'storage-get')).toHaveLength(6)
  })

  it('asks for fresh addresses once when a later part is refused, and goes on', async () => {
    const client = world.freshClient()
    const [frameId = ''] = await framesOf(client, SEEDED.threeParts)
    const whole = await readAll(client, frameId)
    await world.arm({ kind: 'expired-url', operation: 'storage-get', after: 1 })
    expect(await readAll(client, frameId)).toEqual(whole)
  })

  it('ends the batches with the failure when a later part stays broken', async () => {
    const client = world.freshClient()
    const [frameId = ''] = await framesOf(client, SEEDED.threeParts)
    await world.arm({ kind: 'truncated', operation: 'storage-get', after: 1, times: null })
    expect(await readAll(client, frameId)).toEqual({
      ok: false,
      error: { kind: 'truncated', what: 'data frame' },
    })
  })

  it.each([
    [SEEDED.inProgress, 'Benchling is still reading this data frame'],
    [SEEDED.failed, 'Benchling could not read this data frame'],
    [SEEDED.notUploaded, 'This data frame is empty'],
  ])('says what the state of %s means, and does not touch its upload address', async (analysisId, title) => {
    const client = world.freshClient()
    const frame = await readAll(client, (await framesOf(client, analysisId))[0] ?? '')
    expect(frame.ok || toProblem(frame.error).title).toBe(title)
    expect((await world.requests()).filter((request) => request.listener === 'storage')).toEqual([])
  })

  it('gives no rows of a frame that has none', async () => {
    const client = world.freshClient()
    const frame = await readAll(client, (await framesOf(client, SEEDED.zeroRows))[0] ?? '')
    expect(frame).toMatchObject({ ok: true, value: { rows: [] } })
  })

  it.each([SEEDED.oddTypes, SEEDED.troubled])('reads every frame of %s', async (analysisId) => {
    const client = world.freshClient()
    const frameIds = await framesOf(client, analysisId)
    const frames = await Promise.all(frameIds.map((frameId) => readAll(client, frameId)))
    expect(frames.map((frame) => (frame.ok ? 'read' : frame.error))).toEqual(frameIds.map(() => 'read'))
    const headers = frames
      .flatMap((frame) => (frame.ok ? frame.value.columns : []))
      .map((column) => column.displayName)
    // What a byte order mark or a carriage return would leave behind.
    expect(headers.filter((header) => /[\r\n\ufeff]/.test(header))).toEqual([])
    expect(headers.length).toBeGreaterThan(0)
  })

  it('reads 100,000 rows in batches', async () => {
    const client = world.freshClient()
    const [frameId = ''] = await framesOf(client, SEEDED.large)
    const opened = await client.exportRows(frameId)
    if (!opened.ok) throw new Error('not read')
    let rows = 0
    let largest = 0
    for await (const batch of opened.value.batches) {
      if (!batch.ok) throw new Error(batch.error.kind)
      rows += batch.value.length
      largest = Math.max(largest, batch.value.length)
    }
    expect(rows).toBe(100_000)
    expect(largest).toBeLessThanOrEqual(2_000)
  })

  it('stops reading when cancelled, with a failure item and no throw', async () => {
    const client = world.freshClient()
    const aborter = new AbortController()
    const [frameId = ''] = await framesOf(client, SEEDED.large)
    const opened = await client.exportRows(frameId, { signal: aborter.signal })
    if (!opened.ok) throw new Error('not read')
    const kinds: string[] = []
    for await (const batch of opened.value.batches) {
      kinds.push(batch.ok ? 'rows' : batch.error.kind)
      aborter.abort()
    }
    expect(kinds.at(-1)).toBe('cancelled')
  })
})

describe('writing to the sandbox', () => {
  let sandbox: RunningSandbox
  let world: ContractWorld
  beforeAll(async () => {
    sandbox = await startSandbox()
    world = contractWorld(sandbox)
  })
  beforeEach(() => world.reset())
  afterAll(() => sandbox.stop())

  const CSV = 'cell,IC50\nHeLa,1.5\n"A, 549",2.5\n'
  const HTML = new TextEncoder().encode('<!doctype html><title>x</title>')

  async function pushAll() {
    const client = world.freshClient()
    const analysis = await client.getAnalysis(SEEDED.mortality)
    if (!analysis.ok) throw new Error('no analysis')
    const frame = await pushFrame(client, CSV)
    const file = await client.createFile({
      name: 'Plot',
      fileName: 'plot.html',
      folderId: analysis.value.folderId ?? '',
    })
    if (!frame.ok || !file.ok) throw new Error('not made')
    expect(await client.upload(file.value.putUrl, HTML)).toEqual({ ok: true, value: undefined })
    expect(await client.confirmFile(file.value.fileId)).toEqual({ ok: true, value: undefined })
    return { client, before: analysis.value, frameId: frame.value.frameId, fileId: file.value.fileId }
  }

  it('pushes a frame and a file and finds both in the analysis', async () => {
    const { client, before, frameId, fileId } = await pushAll()
    const after = await client.attach(SEEDED.mortality, { dataFrameIds: [frameId], fileIds: [fileId] })
    expect(after).toMatchObject({ value: { dataFrameIds: [...before.dataFrameIds, frameId] } })
    expect(await client.getAnalysis(SEEDED.mortality)).toEqual(after)
    const frame = await readAll(client, frameId)
    expect(frame).toMatchObject({
      value: {
        rows: [
          ['HeLa', '1.5'],
          ['A, 549', '2.5'],
        ],
      },
    })
    expect(await client.getFile(fileId)).toEqual({
      ok: true,
      value: { id: fileId, uploadStatus: 'SUCCEEDED' },
    })
    const puts = (await world.requests()).filter((request) => request.operation === 'storage-put')
    expect(
      puts.map(({ headers }) => [
        headers['content-length'],
        headers['transfer-encoding'],
        headers['content-type'],
      ]),
    ).toEqual([
      [String(CSV.length), undefined, undefined],
      [String(HTML.length), undefined, undefined],
    ])
  })

  it('attaches once when the answer is lost after its effect', async () => {
    const { client, before, frameId, fileId } = await pushAll()
    await world.arm({ kind: 'answer-lost', operation: 'patch-analysis' })
    const after = await client.attach(SEEDED.mortality, { dataFrameIds: [frameId], fileIds: [fileId] })
    expect(after).toMatchObject({
      value: { dataFrameIds: [...before.dataFrameIds, frameId], fileIds: [...before.fileIds, fileId] },
    })
    expect((await world.requests()).filter((request) => request.operation === 'patch-analysis')).toHaveLength(
      1,
    )
  })

  it('confirms a file once when the answer is lost after its effect', async () => {
    await world.arm({ kind: 'answer-lost', operation: 'patch-file' })
    await pushAll()
    expect((await world.requests()).filter((request) => request.operation === 'patch-file')).toHaveLength(1)
  })

  it('gives a fresh address while a frame waits for its file, and none after', async () => {
    const client = world.freshClient()
    const created = await client.createDataFrame({ name: 'Results', fileName: 'results.csv' })
    if (!created.ok) throw new Error('not made')
    const { frameId } = created.value
    const fresh = await client.refreshFrameUpload(frameId)
    if (!fresh.ok || fresh.value === null) throw new Error('no address')
    expect(fresh.value.reveal()).not.toBe(created.value.putUrl.reveal())
    expect(await client.upload(fresh.value, new TextEncoder().encode(CSV))).toMatchObject({ ok: true })
    expect(await client.startIngestion(frameId)).toMatchObject({ ok: true })
    expect(await client.refreshFrameUpload(frameId)).toEqual({ ok: true, value: null })
  })

  it('works on when its token expires in mid-session', async () => {
    await world.set({ tokenLifetimeS: 0.05 })
    const { client, frameId } = await pushAll()
    expect(await client.getDataFrame(frameId)).toMatchObject({ ok: true })
  })

  it('is refused with another secret', async () => {
    const client = world.freshClient({ clientSecret: 'wrong' })
    expect(await client.getAnalysis(SEEDED.mortality)).toMatchObject({
      error: { kind: 'credentials-refused' },
    })
  })

  it('says of an unknown id with another prefix that it looks like a step key', async () => {
    const outcome = await world.freshClient().getAnalysis('astep_AbCd1234')
    expect(outcome.ok || toProblem(outcome.error).title).toBe('This looks like an older step key')
  })
})
