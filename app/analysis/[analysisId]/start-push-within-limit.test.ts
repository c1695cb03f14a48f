import { expect, it, vi } from 'vitest'
import type { OutputInput, StartPushInput } from '@/lib/outputs/push-input.ts'
import { ok } from '@/lib/result.ts'
import type { WorkbenchActions } from '@/lib/workbench/ports.ts'
import { startPushWithinLimit } from './start-push-within-limit.ts'

const inputOf = (...sizes: number[]): StartPushInput => ({
  analysisId: 'ana_AAAA',
  sourceFrameId: 'dset_in',
  outputs: sizes.map((size, n): OutputInput => ({
    id: `file-${n}`,
    kind: 'file',
    name: 'Plot',
    fileName: 'plot.html',
    bytes: new Uint8Array(size),
  })),
})

it('sends what fits, and answers the rest in words without a call', async () => {
  const action = vi.fn<WorkbenchActions['startPush']>(() =>
    Promise.resolve(ok({ pushId: 'p', isRepeat: false })),
  )
  const startPush = startPushWithinLimit(action)
  expect(await startPush(inputOf(30_000_000, 30_000_000))).toEqual(ok({ pushId: 'p', isRepeat: false }))
  expect(action).toHaveBeenCalledOnce()

  const refused = await startPush(inputOf(30_000_000, 30_000_001))
  expect(refused).toMatchObject({ ok: false, error: { kind: 'push-too-large', isRetryable: false } })
  if (!refused.ok) expect(refused.error.detail).toMatch(/60\.0 MB together, and one push takes 60\.0 MB/)
  expect(action).toHaveBeenCalledOnce()
})
