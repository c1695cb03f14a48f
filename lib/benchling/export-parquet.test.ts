import { expect, it } from 'vitest'
import { createBenchlingClient } from './create-client.ts'
import { fakeWorld, json } from './testing/fake-world.ts'
import { freshTenant } from './testing/test-tenants.ts'

const FRAME = 'GET /api/v2/data-frames/dset_1'
const url = (part: number) => `https://b-1.s3.amazonaws.com/part-${part}?X-Amz-Signature=PLANTED`
const COLUMNS = [
  { displayName: 'Dose (nM)', systemName: 'dose_nm', type: { name: 'Float' } },
  { displayName: 'Tags', systemName: 'tags', type: { name: 'String', isList: true } },
]

function exportOf(columns: unknown, parts: readonly Response[] = []) {
  const manifest = [0, 1].map((part) => ({ fileName: `${part}.parquet`, url: url(part) }))
  const downloads = parts.map((answer, part) => [`GET /part-${part}`, [answer]] as const)
  const world = fakeWorld({
    [FRAME]: [json({ id: 'dset_1', uploadStatus: 'SUCCEEDED', manifest, columns })],
    ...Object.fromEntries(downloads),
  })
  const asked: string[] = []
  const fetch: typeof world.deps.fetch = (input, init) => {
    asked.push(String(input instanceof Request ? input.url : input))
    return world.deps.fetch(input, init)
  }
  const client = createBenchlingClient(freshTenant(), { ...world.deps, fetch })
  return { asked, exported: client.exportParquet('dset_1') }
}

async function bytesOf(part: { read(): AsyncIterable<unknown> } | undefined): Promise<readonly unknown[]> {
  const items: unknown[] = []
  for await (const item of part?.read() ?? []) items.push(item)
  return items
}

it('asks for Parquet, says how its columns are called, and reads its parts when they are asked for', async () => {
  const cut = new Response('PAR1', { headers: { 'content-length': '400' } })
  const { asked, exported } = exportOf(COLUMNS, [new Response('PAR1xPAR1'), cut])
  const found = await exported
  if (!found.ok) throw new Error(found.error.kind)
  expect(asked.filter((address) => address.includes('data-frames'))).toEqual([
    expect.stringMatching(/\/data-frames\/dset_1\?rowDataFormat=parquet$/),
  ])
  expect(asked.some((address) => address.includes('part-'))).toBe(false)
  expect(found.value.columns).toEqual([
    { displayName: 'Dose (nM)', typeName: 'Float', systemName: 'dose_nm' },
    { displayName: 'Tags', typeName: 'JSON', systemName: 'tags' },
  ])
  const [first, second] = found.value.parts
  expect(await bytesOf(first)).toEqual([{ ok: true, value: new TextEncoder().encode('PAR1xPAR1') }])
  expect((await bytesOf(second)).at(-1)).toEqual({
    ok: false,
    error: { kind: 'truncated', what: 'data frame' },
  })
})

it.each([
  ['no columns are described', null],
  ['a column has no name of its own', [COLUMNS[0], { ...COLUMNS[1], systemName: null }]],
  ['two columns share one', COLUMNS.map((column) => ({ ...column, systemName: 'x' }))],
])('is rejected where %s, so that the CSV is read instead', async (_, columns) => {
  expect(await exportOf(columns).exported).toMatchObject({ ok: false, error: { kind: 'rejected' } })
})
