import { expect, it, vi } from 'vitest'
import type { BenchlingClient, DataFrameMeta, UploadStatus } from '@/lib/benchling/client.ts'
import { ACME } from '@/lib/benchling/testing/test-tenants.ts'
import { err, ok } from '@/lib/result.ts'
import { readOwnFrame } from './own-frame.ts'

const meta = (id: string, uploadStatus: UploadStatus): DataFrameMeta => ({
  id,
  name: 'Halfmax results',
  uploadStatus,
  errorMessage: null,
  columns: [],
  partCount: 1,
})

function tenant(host: string, answer: Awaited<ReturnType<BenchlingClient['getDataFrame']>>) {
  return {
    tenant: { ...ACME, host },
    getDataFrame: vi.fn<BenchlingClient['getDataFrame']>(() => Promise.resolve(answer)),
  }
}

it('asks once for a frame that is checked, and again after ten minutes', async () => {
  const client = tenant('a.test', ok(meta('dset_a', 'SUCCEEDED')))
  expect(await readOwnFrame(client, 'dset_a', 0)).toMatchObject({ ok: true })
  expect(await readOwnFrame(client, 'dset_a', 599_000)).toMatchObject({ ok: true, value: { id: 'dset_a' } })
  expect(client.getDataFrame).toHaveBeenCalledTimes(1)
  await readOwnFrame(client, 'dset_a', 601_000)
  expect(client.getDataFrame).toHaveBeenCalledTimes(2)
})

it.each([
  ['still being checked', ok(meta('dset_b', 'IN_PROGRESS'))],
  ['not to be had', err({ kind: 'cancelled' } as const)],
])('asks again for one that is %s', async (_, answer) => {
  const client = tenant('b.test', answer)
  await readOwnFrame(client, 'dset_b', 0)
  await readOwnFrame(client, 'dset_b', 0)
  expect(client.getDataFrame).toHaveBeenCalledTimes(2)
})

it('keeps the frames of tenants apart', async () => {
  await readOwnFrame(tenant('c.test', ok(meta('dset_c', 'SUCCEEDED'))), 'dset_c', 0)
  const other = tenant('d.test', ok(meta('dset_c', 'SUCCEEDED')))
  await readOwnFrame(other, 'dset_c', 0)
  expect(other.getDataFrame).toHaveBeenCalledTimes(1)
})

it('forgets the oldest of more than 5,000 frames', async () => {
  const client = tenant('e.test', ok(meta('dset_e', 'SUCCEEDED')))
  for (let n = 0; n <= 5000; n += 1) await readOwnFrame(client, `dset_${n}`, n)
  await readOwnFrame(client, 'dset_5000', 5001)
  expect(client.getDataFrame).toHaveBeenCalledTimes(5001)
  await readOwnFrame(client, 'dset_0', 5001)
  expect(client.getDataFrame).toHaveBeenCalledTimes(5002)
})
