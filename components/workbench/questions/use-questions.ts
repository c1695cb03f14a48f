import { useEffect, useState } from 'react'
import { findQuestions } from '@/lib/detective/find-questions.ts'
import type { Question } from '@/lib/detective/types.ts'
import type { Bench } from '../use-bench.ts'
import { whenIdle } from './when-idle.ts'

/** What the table leaves open, looked for whenever the page rests; null before the first look. */
export function useQuestions({ loaded, work, guess, curves }: Bench): readonly Question[] | null {
  const { frame } = loaded
  const { mapping, answers } = work
  const [questions, setQuestions] = useState<readonly Question[] | null>(null)
  useEffect(
    () => whenIdle(() => setQuestions(findQuestions({ frame, mapping, answers, guess, curves }))),
    [frame, mapping, answers, guess, curves],
  )
  return questions
}
