import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { reviewProgress, type ReviewProgress, type ReviewState } from '@/lib/workbench/review.ts'
import {
  createReviewList,
  type ReviewList,
  type ReviewQuery,
  type ReviewRow,
} from '@/lib/workbench/review-list.ts'
import { parseReviewQuery, serialiseReviewQuery } from '@/lib/workbench/review-query.ts'
import type { Bench } from '../use-bench.ts'
import { usePlace } from '../use-place.ts'
import { createReviewRows, curveGroups } from './review-rows.ts'
import { usePlaceMemory } from './use-place-memory.ts'

/** All curves under review: which are shown, which one is in focus, how far it has come. */
export interface Review {
  readonly rows: readonly ReviewRow[]
  readonly list: ReviewList
  /** What the list on show was made by; a moment behind the query. */
  readonly listQuery: ReviewQuery
  readonly query: ReviewQuery
  setQuery(query: ReviewQuery): void
  readonly curveOf: (id: string) => CurveData | null
  readonly focusedId: string | null
  /** Place among those shown; −1 where the filter leaves the focused curve out. */
  readonly focusedIndex: number
  focus(id: string): void
  /** So many curves on in the order shown; a focused curve that is not shown any more counts where it was. */
  step(move: number): void
  /** The next one that is not done, after the focused one and then from the start; null where all are. */
  nextOpen(): string | null
  readonly progress: ReviewProgress
}

const OPEN: ReadonlySet<ReviewState> = new Set(['unreviewed', 'look-again', 'changed'])

export function useReview(bench: Bench): Review {
  const { curves, work, fits, frame } = bench
  const [place] = usePlace()
  const [query, setQuery] = useState(() => parseReviewQuery(place.list))
  const [focusedId, setFocusedId] = useState(bench.curve?.id ?? null)
  usePlaceMemory(focusedId, serialiseReviewQuery(query))
  const [rowsOf] = useState(createReviewRows)
  const groupsOf = useMemo(() => curveGroups(frame, curves, work.mapping), [frame, curves, work.mapping])
  const rows = useMemo(
    () => rowsOf({ curves, work, entries: fits.entries, groupsOf }),
    [rowsOf, curves, work, fits.entries, groupsOf],
  )
  const settled = useDeferredValue(query)
  const [listOf] = useState(createReviewList)
  const list = useMemo(() => listOf(rows, settled), [listOf, rows, settled])
  const byId = useMemo(() => new Map(curves.map((curve) => [curve.id, curve])), [curves])
  const focusedIndex = list.rows.findIndex(({ id }) => id === focusedId)
  const lastIndex = useRef(0)
  useEffect(() => {
    if (focusedIndex >= 0) lastIndex.current = focusedIndex
  }, [focusedIndex])
  return {
    rows,
    list,
    listQuery: settled,
    query,
    setQuery,
    curveOf: (id) => byId.get(id) ?? null,
    focusedId,
    focusedIndex,
    focus: setFocusedId,
    step(move) {
      const from = focusedIndex >= 0 ? focusedIndex : move > 0 ? lastIndex.current - 1 : lastIndex.current
      const to = Math.min(list.rows.length - 1, Math.max(0, from + move))
      const next = list.rows[to]
      if (next) setFocusedId(next.id)
    },
    nextOpen() {
      const from = focusedIndex >= 0 ? focusedIndex : lastIndex.current - 1
      const ahead = [...list.rows.slice(from + 1), ...list.rows.slice(0, from + 1)]
      return ahead.find(({ id, state }) => id !== focusedId && OPEN.has(state))?.id ?? null
    },
    progress: useMemo(() => reviewProgress(rows.map(({ state }) => state)), [rows]),
  }
}
