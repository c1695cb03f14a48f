import { afterEach, expect, it } from 'vitest'
import { SEEDED } from './control.ts'
import type { RunningSandbox } from './control.ts'
import { startSandbox } from './start.ts'
import { connect, firstUrl, pushFrame, put, request } from './test-client.ts'

let running: RunningSandbox | null = null
afterEach(async () => {
  await running?.stop()
  running = null
})

async function start() {
  running = await startSandbox({ settings: { ingestionMs: 0 } })
  return { sandbox: running, client: await connect(running) }
}

it('exports the R example: 21 rows under prefixed headers', async () => {
  const { client } = await start()
  const analysis = await client.call('GET', `/api/v2-beta/analyses/${SEEDED.mortality}`)
  expect(Object.keys(analysis.json).sort()).toEqual(['dataFrameIds', 'fileIds', 'folderId', 'id'])
  const frame = await client.call('GET', `/api/v2/data-frames/${analysis.json.dataFrameIds[0]}`)
  expect(frame.json.uploadStatus).toBe('SUCCEEDED')
  expect(frame.json.manifest[0]?.fileName).toBe('cell_mortality-part-00000.csv')
  const rows = await request(firstUrl(frame))
  const lines = rows.text.trimEnd().split('\n')
  expect(lines).toHaveLength(22)
  expect(lines[0]).toBe(
    'Cell Line Name,Cell Mortality Concentration,Cell Mortality Mortality 24h,Cell Mortality Mortality 48h',
  )
  expect(lines[1]).toBe('HeLa,0.3,3.979,2.192')
  expect(lines[21]).toBe('HeLa,300,82.0359,83.36721')
})

it('takes a whole push: frame, file, one PATCH of the analysis', async () => {
  const { client } = await start()
  const { frameId, taskId } = await pushFrame(client, 'cell,IC50\r\nHeLa,31.50\r\n')
  const task = await client.call('GET', `/api/v2/tasks/${encodeURIComponent(taskId)}`)
  expect(task.json.status).toBe('SUCCEEDED')
  expect(task.json.response.id).toBe(frameId)

  const created = await client.call('POST', '/api/v2/files', {
    name: 'Plot',
    filename: 'plot.html',
    folderId: 'lib_Sandbox01',
  })
  expect(created.status).toBe(200)
  const stored = await put(created.headers.get('content-location') ?? '', '<p>plot</p>')
  expect(stored).toMatchObject({ status: 200, text: '' })
  expect(stored.headers.get('etag')).toMatch(/^"[0-9a-f]{32}"$/)
  const fileId = created.json.id
  const confirmed = await client.call('PATCH', `/api/v2/files/${fileId}`, { uploadStatus: 'SUCCEEDED' })
  expect(confirmed.headers.has('content-location')).toBe(false)

  const path = `/api/v2-beta/analyses/${SEEDED.mortality}`
  await client.call('PATCH', path, { dataFrameIds: [frameId], fileIds: [fileId] })
  const after = await client.call('GET', path)
  expect(after.json.dataFrameIds).toEqual(['dset_CellMort0001', frameId])
  expect(after.json.fileIds).toEqual([fileId])

  const frame = await client.call('GET', `/api/v2/data-frames/${frameId}`)
  expect((await request(firstUrl(frame))).text).toBe('cell,IC50\nHeLa,31.5\n')
})
