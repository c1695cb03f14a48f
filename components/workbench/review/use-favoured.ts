import { useEffect } from 'react'
import type { Bench } from '../use-bench.ts'
import type { Review } from './use-review.ts'

/** Neighbours of the focused curve that are fitted before everything else. */
const AHEAD = 3

interface Seen {
  /** Place in the list. */
  readonly first: number
  /** One behind the last. */
  readonly end: number
}

/** Asks for the fits of the curve in focus and its neighbours, then of all in sight. */
export function useFavoured({ fits }: Bench, review: Review, { first, end }: Seen): void {
  const { rows } = review.list
  const { focusedIndex, focusedId } = review
  const { favour } = fits
  useEffect(() => {
    const near = rows.slice(Math.max(0, focusedIndex), focusedIndex + 1 + AHEAD).map(({ id }) => id)
    const seen = rows.slice(first, end).map(({ id }) => id)
    favour([...new Set([...(focusedId === null ? [] : [focusedId]), ...near, ...seen])])
  }, [favour, rows, focusedIndex, focusedId, first, end])
  useEffect(() => () => favour([]), [favour])
}
