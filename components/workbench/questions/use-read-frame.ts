import { use, useMemo } from 'react'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import type { Work } from '@/lib/workbench/types.ts'

type ReadAs = (frame: DataFrame, answers: Work['answers']) => DataFrame

let readAs: ReadAs | null = null
let coming: Promise<void> | null = null

/** The one promise of it, however often a page that waits is drawn again; have it before the first answer is given. */
export function loadReadAs(): Promise<void> {
  const load = async () => {
    readAs = (await import('@/lib/detective/read-as.ts')).readAs
  }
  coming ??= load()
  return coming
}

/**
 * The frame as the answers about it have it read. Its code comes with the first answer; where saved work holds answers
 * the page waits for it, as no fit may be made of cells that the reader had read otherwise.
 */
export function useReadFrame(frame: DataFrame, answers: Work['answers']): DataFrame {
  const hasAnswers = Object.keys(answers).length > 0
  if (hasAnswers && readAs === null) use(loadReadAs())
  return useMemo(
    () => (hasAnswers && readAs !== null ? readAs(frame, answers) : frame),
    [frame, answers, hasAnswers],
  )
}
