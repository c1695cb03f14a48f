import { fitBasis, reviewOf, reviewState } from '@/lib/workbench/review.ts'
import type { Review as Mark, ReviewMark, Work } from '@/lib/workbench/types.ts'
import { readAuthor } from '../use-author.ts'
import type { Bench } from '../use-bench.ts'
import { MARK_VERBS } from './review-reasons.ts'
import type { Review } from './use-review.ts'

export interface Marks {
  readonly current: Mark | null
  /** Why the focused curve cannot be approved now, or null; the other marks need no fit. */
  readonly blockedReason: string | null
  /** Marks the focused curve; an approval goes on to the next open one, the others wait for their reason. */
  mark(mark: ReviewMark): void
  giveReason(reason: string): void
  giveNote(note: string): void
  takeBack(): void
  /** One step back, and to the curve whose mark it takes back. */
  undo(): void
  /** Marks that nobody made one by one. */
  approveAll(curveIds: readonly string[]): void
}

/** The reviewer's acts on the curve in focus. */
export function useMarks(bench: Bench, review: Review, onSay: (message: string) => void): Marks {
  const { work, dispatch, history, fits } = bench
  const { focusedId } = review
  const curve = focusedId === null ? null : review.curveOf(focusedId)
  const current = curve && reviewOf(work, curve.id)
  const isFitted = curve !== null && !fits.isStale(curve.id)
  const blockedReason =
    curve === null ? 'There is no curve to approve' : isFitted ? null : 'Its fit is still being worked out'
  const put = (change: Partial<Mark>, label: string) => {
    if (!curve || !current) return
    const marked = { ...current, ...change, author: readAuthor() }
    const gesture = gestureOf(curve.id, current.at)
    dispatch({ kind: 'set-review', reviews: [{ curveId: curve.id, review: marked }], label, gesture })
  }
  return {
    current,
    blockedReason,
    mark(mark) {
      // Nobody approves what is not on show yet; the key is answered all the same.
      if (mark === 'approved' && blockedReason !== null) return onSay(`Not approved: ${blockedReason}.`)
      if (!curve) return
      const next = mark === 'approved' ? review.nextOpen() : null
      if (reviewState(work, curve) !== mark) {
        const at = new Date().toISOString()
        dispatch({
          kind: 'set-review',
          reviews: [
            {
              curveId: curve.id,
              review: markOf({ mark, at, note: current?.note ?? '', basis: fitBasis(work, curve) }),
            },
          ],
          label: `${MARK_VERBS[mark]} ${curve.label}`,
          gesture: gestureOf(curve.id, at),
        })
      }
      if (next !== null) review.focus(next)
    },
    giveReason(reason) {
      if (curve && current) put({ reason }, `${MARK_VERBS[current.mark]} ${curve.label}: ${reason}`)
    },
    giveNote(note) {
      if (curve && current && note !== current.note) put({ note }, `note on ${curve.label}`)
    },
    takeBack() {
      if (!curve || !current) return
      const reviews = [{ curveId: curve.id, review: null }]
      dispatch({ kind: 'set-review', reviews, label: `take back the mark of ${curve.label}` })
    },
    undo() {
      const before = history.past.at(-1)?.work
      dispatch({ kind: 'undo' })
      const id = before && changedMark(before.reviews, work.reviews)
      if (id !== undefined) review.focus(id)
    },
    approveAll(curveIds) {
      const at = new Date().toISOString()
      const reviews = curveIds.flatMap((curveId) => {
        const one = review.curveOf(curveId)
        return one
          ? [{ curveId, review: markOf({ mark: 'approved', at, note: '', basis: fitBasis(work, one) }) }]
          : []
      })
      dispatch({ kind: 'set-review', reviews, label: `approve the rest, ${reviews.length}` })
    },
  }
}

function gestureOf(curveId: string, at: string): string {
  return `mark ${curveId} ${at}`
}

type Given = Pick<Mark, 'mark' | 'at' | 'note' | 'basis'>

function markOf(given: Given): Mark {
  return { ...given, reason: '', author: readAuthor() }
}

/** The one curve whose mark differs; undefined where none or several do. */
function changedMark(a: Work['reviews'], b: Work['reviews']): string | undefined {
  if (a === b) return undefined
  const ids = new Set([...Object.keys(a), ...Object.keys(b)])
  const changed = [...ids].filter((id) => a[id] !== b[id])
  return changed.length === 1 ? changed[0] : undefined
}
