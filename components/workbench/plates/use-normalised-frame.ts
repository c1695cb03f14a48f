import { use, useMemo } from 'react'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import type { Work } from '@/lib/workbench/types.ts'

type Normalise = typeof import('./normaliser.ts').normalisedFrame

/** One for the page, which shows one frame at a time. */
let normalise: Normalise | null = null
let coming: Promise<void> | null = null

/** The one promise of it; have it before something is normalised. */
export function loadNormaliser(): Promise<void> {
  const load = async () => {
    normalise = (await import('./normaliser.ts')).createNormaliser()
  }
  coming ??= load()
  return coming
}

/**
 * The frame as the work has it normalised. Its code comes with the first choice; where saved work holds one the page
 * waits for it, as no fit may be made of values on another scale.
 */
export function useNormalisedFrame(frame: DataFrame, work: Work): DataFrame {
  const { normalisation, mapping, exclusions } = work
  if (normalisation !== null && normalise === null) use(loadNormaliser())
  return useMemo(
    () => (normalise === null ? frame : normalise(frame, { normalisation, mapping, exclusions })),
    [frame, normalisation, mapping, exclusions],
  )
}
