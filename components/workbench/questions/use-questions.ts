import { useEffect, useState } from 'react'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { findQuestions } from '@/lib/detective/find-questions.ts'
import type { Question } from '@/lib/detective/types.ts'
import type { Bench } from '../use-bench.ts'
import { whenIdle } from './when-idle.ts'

/**
 * What the table leaves open, looked for whenever the page rests; null before the first look. It is asked of the values
 * as measured: what they were normalised to is no question about the table.
 */
export function useQuestions({ loaded, measured, work, guess, curves }: Bench): readonly Question[] | null {
  const { frame } = loaded
  const { mapping, answers, normalisation } = work
  const [questions, setQuestions] = useState<readonly Question[] | null>(null)
  useEffect(
    () =>
      whenIdle(() => {
        const asked = normalisation ? { ...mapping, responseUnit: normalisation.rawUnit } : mapping
        const measuredCurves = normalisation ? buildCurves(measured, asked) : curves
        setQuestions(findQuestions({ frame, mapping: asked, answers, guess, curves: measuredCurves }))
      }),
    [frame, measured, mapping, answers, normalisation, guess, curves],
  )
  return questions
}
