import { useEffect, useRef } from 'react'
import type { Bench } from '../use-bench.ts'
import { tileWords } from './tile-words.ts'
import type { Review } from './use-review.ts'

/** Says what the last act did, how far the review has come, and what the curve in focus is. */
export function useSpoken(bench: Bench, review: Review, onSay: (message: string) => void): void {
  const { history, fits, work } = bench
  const row = review.list.rows[review.focusedIndex] ?? review.rows.find(({ id }) => id === review.focusedId)
  const label = history.past.at(-1)?.label ?? null
  const steps = `${history.past.length} ${label}`
  const spoken = useRef(steps)
  const isStale = row ? fits.isStale(row.id) : true
  const words = row ? tileWords(row, fits.entries.get(row.id), work.mapping.doseUnit) : ''
  useEffect(() => {
    if (isStale) return
    const act = spoken.current === steps || label === null ? '' : `Done: ${label}. ${review.progress.text}. `
    spoken.current = steps
    onSay(act + words)
  }, [isStale, words, steps, label, review.progress.text, onSay])
}
