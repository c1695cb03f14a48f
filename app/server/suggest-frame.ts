import type { FrameSummary } from '@/lib/workbench/ports.ts'

/**
 * Marks the one frame to open first: ready, not written by us, and with numbers for a dose and a response. Columns typed
 * as text may still hold numbers, so where no frame has two numeric columns, headers decide.
 */
export function suggestFrame(frames: readonly FrameSummary[]): readonly FrameSummary[] {
  const inputs = frames.filter((frame) => frame.state === 'ready' && !frame.isOwnOutput)
  const suggested =
    inputs.find((frame) => numericColumns(frame) >= 2) ??
    inputs.find((frame) => frame.columns.some((column) => /dose|conc/i.test(column.displayName))) ??
    inputs.find((frame) => frame.columns.length >= 2)
  return frames.map((frame) => ({ ...frame, isSuggested: frame.id === suggested?.id }))
}

function numericColumns(frame: FrameSummary): number {
  return frame.columns.filter((column) => column.typeName === 'Int' || column.typeName === 'Float').length
}
