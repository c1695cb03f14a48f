import { afterAll, beforeAll, expect, it } from 'vitest'
import { SEEDED } from '../control.ts'
import type { RunningSandbox } from '../control.ts'
import { startSandbox } from '../start.ts'
import { connect, pushFrame, put, request } from '../test-client.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startSandbox({ settings: { ingestionMs: 0 } })
})
afterAll(() => sandbox.stop())

const page = async (path: string): Promise<string> => (await request(`${sandbox.apiUrl}${path}`)).text

it('lists every analysis with its key, as text', async () => {
  const list = await page('/')
  for (const { analysisId, title } of sandbox.sampleKeys) {
    expect(list).toContain(`<a href="/analyses/${analysisId}">${title}</a>`)
    // The seconds of the key's own time may differ from the sample's; its head may not.
    expect(list).toContain(`value="${analysisId}:eyJ`)
  }
})

it('shows an input as a table with caption and column heads', async () => {
  const html = await page(`/analyses/${SEEDED.mortality}`)
  expect(html).toContain('Nothing has been pushed yet.')
  expect(html).toMatch(/<caption>\s*21 rows\s*<\/caption>/)
  expect(html).toMatch(/<th scope="col" class="number">\s*Cell Mortality Concentration\s*<\/th>/)
  expect(html.match(/<tr>/g)).toHaveLength(22)
})

it('shows the first 200 rows of a large frame', async () => {
  const html = await page(`/analyses/${SEEDED.large}`)
  expect(html).toContain('First 200 of 100,000 rows')
  expect(html.match(/<tr>/g)).toHaveLength(201)
})

it('joins parts into one table and one download, whether or not they repeat the header', async () => {
  for (const [analysisId, frameId] of [
    [SEEDED.threeParts, 'dset_ThreePart001'],
    [SEEDED.threePartsBare, 'dset_ThreePart002'],
  ]) {
    expect((await page(`/analyses/${analysisId}`)).match(/<tr>/g)).toHaveLength(25)
    const csv = await page(`/frames/${frameId}/download`)
    expect(csv.trimEnd().split('\n')).toHaveLength(25)
    expect(csv.match(/Dose/g)).toHaveLength(1)
  }
})

it('shows outputs newest first, escaped, with files opened in place', async () => {
  const client = await connect(sandbox)
  const { frameId } = await pushFrame(client, 'cell,note\nHeLa,<script>alert(1)</script>\n')
  const created = await client.call('POST', '/api/v2/files', {
    name: 'Report "<img>"',
    filename: 'report.html',
    folderId: 'lib_Sandbox01',
  })
  await put(created.headers.get('content-location') ?? '', '<p>The report</p>')
  const fileId = created.json.id
  await client.call('PATCH', `/api/v2/files/${fileId}`, { uploadStatus: 'SUCCEEDED' })
  // Not attached yet: seen as left over in the folder.
  expect(await page(`/analyses/${SEEDED.troubled}`)).toContain('attached to no analysis (1)')

  const ids = { dataFrameIds: [frameId], fileIds: [fileId] }
  await client.call('PATCH', `/api/v2-beta/analyses/${SEEDED.troubled}`, ids)
  const html = await page(`/analyses/${SEEDED.troubled}`)
  expect(html).not.toContain('attached to no analysis')
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).toContain('Report &quot;&lt;img&gt;&quot;')
  expect(html).toMatch(new RegExp(`<iframe\\s+src="/files/${fileId}/content"\\s+sandbox="allow-scripts"`))
  const order = [frameId, 'dset_Troubled0004', 'id="inputs"', 'dset_Troubled0001'].map((id) =>
    html.indexOf(id),
  )
  expect(order).toEqual(order.toSorted((a, b) => a - b))

  const content = await request(`${sandbox.apiUrl}/files/${fileId}/content`)
  expect(content.text).toBe('<p>The report</p>')
  expect(content.headers.get('content-security-policy')).toContain(
    "sandbox allow-scripts; default-src 'none'",
  )
})

it('says what is wrong with a frame that is not there', async () => {
  expect(await page(`/analyses/${SEEDED.failed}`)).toContain('Invalid CSV File.')
  expect(await page(`/analyses/${SEEDED.empty}`)).toContain('no data frames')
  expect(await page(`/analyses/${SEEDED.notUploaded}`)).toContain('not uploaded')
  expect((await request(`${sandbox.apiUrl}/analyses/ana_Nope`)).status).toBe(404)
})
