import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { SEEDED } from './control.ts'
import type { RunningSandbox } from './control.ts'
import { startSandbox } from './start.ts'
import { connect, firstUrl, pushFrame, put, request } from './test-client.ts'

const ANALYSIS = `/api/v2-beta/analyses/${SEEDED.mortality}`

let dataDir: string
let sandbox: RunningSandbox
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sandbox-'))
  sandbox = await startSandbox({ dataDir })
})
afterEach(async () => {
  await sandbox.stop()
  await rm(dataDir, { recursive: true })
})

async function restart(now: () => number = Date.now): Promise<void> {
  const storagePort = Number(new URL(sandbox.storageUrl).port)
  await sandbox.stop()
  sandbox = await startSandbox({ dataDir, storagePort, now })
}

it('keeps what was pushed, and what was attached where', async () => {
  const before = await connect(sandbox)
  const { frameId, taskId } = await pushFrame(before, 'cell,IC50\nHeLa,31.50\n')
  const file = await before.call('POST', '/api/v2/files', {
    name: 'Plot',
    filename: 'plot.png',
    folderId: 'lib_Sandbox01',
  })
  await put(file.headers.get('content-location') ?? '', 'picture')
  await before.call('PATCH', `/api/v2/files/${file.json.id}`, { uploadStatus: 'SUCCEEDED' })
  await before.call('PATCH', ANALYSIS, { dataFrameIds: [frameId], fileIds: [file.json.id] })

  await restart(() => Date.now() + 60_000)
  const after = await connect(sandbox)
  const analysis = await after.call('GET', ANALYSIS)
  expect(analysis.json.dataFrameIds).toEqual(['dset_CellMort0001', frameId])
  expect(analysis.json.fileIds).toEqual([file.json.id])
  const frame = await after.call('GET', `/api/v2/data-frames/${frameId}`)
  expect((await request(firstUrl(frame))).text).toBe('cell,IC50\nHeLa,31.5\n')
  const read = await after.call('GET', `/api/v2/files/${file.json.id}`)
  expect((await request(read.headers.get('content-location') ?? '')).text).toBe('picture')
  const task = await after.call('GET', `/api/v2/tasks/${encodeURIComponent(taskId)}`)
  expect(task.json.status).toBe('SUCCEEDED')
  // Seeds are made anew, not stored: nothing of them is in the folder.
  expect((await readdir(path.join(dataDir, 'bytes'))).sort()).toEqual(
    [`${file.json.id}.upload`, `${frameId}.csv`, `${frameId}.upload`].sort(),
  )
})

it('goes on with a push that the restart cut in two: upload before, ingestion after', async () => {
  const before = await connect(sandbox)
  const created = await before.call('POST', '/api/v2/data-frames', {
    name: 'Half',
    manifest: [{ fileName: 'half.csv' }],
  })
  await restart()
  // The signed address survives too; the bearer token does not.
  expect((await put(firstUrl(created), 'a\n1\n')).status).toBe(200)
  const path = `/api/v2/data-frames/${created.json.id}`
  const old = await request(`${sandbox.apiUrl}${path}`, {
    headers: { Authorization: `Bearer ${before.token}` },
  })
  expect(old.status).toBe(401)
  const after = await connect(sandbox)
  expect((await after.call('PATCH', path, { uploadStatus: 'IN_PROGRESS' })).status).toBe(202)
})

it('forgets everything pushed on reset, on disk too', async () => {
  const client = await connect(sandbox)
  const { frameId } = await pushFrame(client, 'a\n1\n')
  await client.call('PATCH', ANALYSIS, { dataFrameIds: [frameId] })
  const reset = await request(`${sandbox.apiUrl}/_control/reset`, { method: 'POST' })
  expect(reset.status).toBe(204)
  await restart()
  const after = await connect(sandbox)
  expect((await after.call('GET', ANALYSIS)).json.dataFrameIds).toEqual(['dset_CellMort0001'])
  expect((await after.call('GET', `/api/v2/data-frames/${frameId}`)).status).toBe(404)
})

it('names the file when its state cannot be read; a reset starts afresh', async () => {
  const stateFile = path.join(dataDir, 'state.json')
  await writeFile(stateFile, '{"version":1,"frames":')
  await expect(startSandbox({ dataDir })).rejects.toThrow(stateFile)
  await (await startSandbox({ dataDir, reset: true })).stop()
  await (await startSandbox({ dataDir })).stop()
})

it('touches no data when its port is taken', async () => {
  const client = await connect(sandbox)
  const { frameId } = await pushFrame(client, 'a\n1\n')
  const port = Number(new URL(sandbox.apiUrl).port)
  await expect(startSandbox({ dataDir, port, reset: true })).rejects.toThrow(`Port ${port} is taken.`)
  await restart()
  expect((await (await connect(sandbox)).call('GET', `/api/v2/data-frames/${frameId}`)).status).toBe(200)
})
