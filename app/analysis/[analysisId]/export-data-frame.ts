import { err, type Problem, type Result } from '@/lib/result.ts'
import type { FrameExport } from '@/lib/workbench/ports.ts'
import { unpackExport } from '@/lib/workbench/unpack-export.ts'
import { unreadableAnswer } from './unreadable-answer.ts'

/** The rows of a frame, as they stream in. Throws where Halfmax cannot be reached, so that it is tried again. */
export async function exportDataFrame(place: {
  readonly analysisId: string
  readonly frameId: string
}): Promise<Result<FrameExport, Problem>> {
  const response = await fetch(`/api/rows?${new URLSearchParams(place)}`)
  if (response.ok && response.body !== null) return { ok: true, value: await unpackExport(response.body) }
  const body: unknown = await response.json().catch(() => null)
  const { readRefusal } = await import('./read-answer.ts')
  return err(readRefusal(body) ?? unreadableAnswer('The data frame could not be read', response.status))
}
