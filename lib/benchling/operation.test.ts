import { afterEach, expect, it, vi } from 'vitest'
import { createBenchlingClient } from './create-client.ts'
import { fakeWorld, json } from './testing/fake-world.ts'
import { freshTenant } from './testing/test-tenants.ts'

afterEach(() => void vi.useRealTimers())

const manifest = [{ fileName: 'x.csv', url: 'https://b-1.s3.amazonaws.com/part-0?X-Amz-Signature=PLANTED' }]
const answers = {
  'GET /api/v2/data-frames/dset_1': [json({ id: 'dset_1', uploadStatus: 'SUCCEEDED', manifest })],
  'GET /part-0': [new Response('a,b\n1,2\n')],
}

// A deadline that stays holds what its call knew until it rings: the calls of ten minutes, where exports may take as long.
it.each([
  ['that is answered', 'dset_1', true],
  ['that is refused', 'dset_none', false],
])('leaves no deadline behind after a call %s', async (_, frameId, isAnswered) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const refused = { 'GET /api/v2/data-frames/dset_none': [json({ error: { message: 'no' } }, 404)] }
  const client = createBenchlingClient(freshTenant(), fakeWorld({ ...answers, ...refused }).deps)
  const rows = await client.exportRows(frameId, { deadlineMs: 600_000 })
  expect(rows.ok).toBe(isAnswered)
  if (rows.ok) for await (const batch of rows.value.batches) expect(batch).toMatchObject({ ok: true })
  expect(vi.getTimerCount()).toBe(0)
})
