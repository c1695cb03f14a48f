import type { DataFrame } from '@/lib/data-frame/types.ts'
import { controlSides } from '@/lib/plates/control-rows.ts'
import { normaliseFrame } from '@/lib/plates/normalise-frame.ts'
import { pointKey } from '@/lib/workbench/point-key.ts'
import type { Work } from '@/lib/workbench/types.ts'

type Scaled = Pick<Work, 'normalisation' | 'mapping' | 'exclusions'>

/** The frame as the fits see it; the same frame where nothing is normalised. Control wells taken out do not count. */
export function normalisedFrame(frame: DataFrame, work: Scaled): DataFrame {
  const { normalisation, mapping } = work
  if (normalisation === null) return frame
  const leftOut = new Set(controlExclusions(frame, work))
  return normaliseFrame(frame, {
    normalisation,
    responses: mapping.responses,
    isLeftOut: (row, responseColumn) => leftOut.has(pointKey({ row, responseColumn })),
  })
}

/** Remembers the last frame it made: taking out a sample well normalises nothing anew, and so refits one curve alone. */
export function createNormaliser(): typeof normalisedFrame {
  let last: { readonly from: DataFrame; readonly key: string; readonly made: DataFrame } | null = null
  return (frame, work) => {
    if (work.normalisation === null) return frame
    const key = JSON.stringify([work.normalisation, work.mapping.responses, controlExclusions(frame, work)])
    if (last?.from === frame && last.key === key) return last.made
    last = { from: frame, key, made: normalisedFrame(frame, work) }
    return last.made
  }
}

function controlExclusions(frame: DataFrame, { normalisation, exclusions }: Scaled): readonly string[] {
  if (normalisation === null) return []
  const sideOf = controlSides(frame, normalisation)
  return Object.values(exclusions)
    .filter(({ row }) => sideOf(row) !== null)
    .map(pointKey)
}
