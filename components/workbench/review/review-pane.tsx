import { lazy, useRef, useState } from 'react'
import { LatePart } from '@/components/ui/late-part.tsx'
import { OTHER_REASON, reasonByDigit } from '../exclusions/reasons.ts'
import { useReasons } from '../exclusions/use-reasons.ts'
import { FitProgress } from '../fit-progress.tsx'
import type { Bench } from '../use-bench.ts'
import { ApproveRest } from './approve-rest.tsx'
import { CurveFacts } from './curve-facts.tsx'
import { FilterBar } from './filter-bar.tsx'
import { FocusedCurve } from './focused-curve.tsx'
import { KeyBar } from './key-bar.tsx'
import { MarkPanel } from './mark-panel.tsx'
import { PointLine } from './point-line.tsx'
import { REVIEW_REASONS } from './review-reasons.ts'
import styles from './review.module.css'
import { TileGrid } from './tile-grid.tsx'
import { useFocusedPoint } from './use-focused-point.ts'
import { useMarks } from './use-marks.ts'
import { useReview } from './use-review.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useSpoken } from './use-spoken.ts'

const Scatter = lazy(() => import('./scatter.tsx'))
const CurveTable = lazy(() => import('./curve-table.tsx'))

interface Props {
  readonly bench: Bench
  readonly hasLetterKeys: boolean
  onLetterKeys(hasLetterKeys: boolean): void
  /** To the page's live region. */
  onSay(message: string): void
}

/** All curves at a glance and one of them large: walked through, marked and pushed by keyboard. */
export default function ReviewPane({ bench, hasLetterKeys, onLetterKeys, onSay }: Props) {
  const review = useReview(bench)
  const marks = useMarks(bench, review, onSay)
  const search = useRef<HTMLInputElement>(null)
  const [hasFilters, setFilters] = useState(false)
  const [isScatterOpen, setScatter] = useState(review.query.brush !== null)
  const [isApproving, setApproving] = useState(false)
  const curve = review.focusedId === null ? null : review.curveOf(review.focusedId)
  const point = useFocusedPoint(bench, curve)
  const reasons = useReasons()
  const { asked } = bench
  useReviewKeys({
    hasLetters: hasLetterKeys,
    step: (move) => {
      bench.endAsking()
      review.step(move)
    },
    approve: () => marks.mark('approved'),
    reject: () => marks.mark('rejected'),
    lookAgain: () => marks.mark('look-again'),
    togglePoint: point.toggle,
    reason: (digit) => {
      // Wells that were just excluded ask first; "other" needs words, which the bench of one curve takes.
      const ofWells = reasonByDigit(reasons, String(digit))
      if (asked && ofWells !== null && ofWells !== OTHER_REASON) {
        bench.giveReason(asked, ofWells)
        bench.endAsking()
      } else if (!asked) marks.giveReason(REVIEW_REASONS[digit - 1] ?? '')
    },
    undo: marks.undo,
    search: () => search.current?.focus(),
  })
  useSpoken(bench, review, onSay)
  const entry = curve ? bench.fits.entries.get(curve.id) : undefined
  return (
    <main className={styles.review}>
      <FilterBar
        review={review}
        potencyName={bench.potencyName}
        searchRef={search}
        isOpen={hasFilters}
        onOpen={setFilters}
        isScatterOpen={isScatterOpen}
        onScatter={setScatter}
        onApproveRest={() => setApproving(true)}
      />
      <div className={styles.panes}>
        <section className={styles.grid} aria-label="All curves">
          {review.list.rows.length === 0 && <p className={styles.none}>No curve matches the filters.</p>}
          {review.query.view === 'table' ? (
            <LatePart name="The table of curves">
              <CurveTable bench={bench} review={review} />
            </LatePart>
          ) : (
            <TileGrid
              bench={bench}
              review={review}
              onPoint={(row, curveId) => {
                point.choose(row, curveId)
                bench.togglePoint(row, curveId)
              }}
            />
          )}
          {isScatterOpen && (
            <LatePart name="The scatter">
              <Scatter bench={bench} review={review} onClose={() => setScatter(false)} />
            </LatePart>
          )}
          <FitProgress done={bench.fits.fittedCount} total={bench.curves.length} />
        </section>
        <aside className={styles.side} aria-label="Curve in focus">
          {curve === null ? (
            <p className={styles.none}>There is no curve yet.</p>
          ) : (
            <>
              <FocusedCurve
                bench={bench}
                curve={curve}
                pointRow={point.row}
                onChoose={(row) => point.choose(row, curve.id)}
              />
              <PointLine bench={bench} curve={curve} point={point} reasons={reasons} />
              <CurveFacts bench={bench} curve={curve} entry={entry} />
              <MarkPanel bench={bench} curve={curve} marks={marks} />
            </>
          )}
        </aside>
      </div>
      <KeyBar
        reasons={
          asked
            ? { title: 'Why the well is out:', words: reasons }
            : marks.current && marks.current.mark !== 'approved'
              ? { title: 'Reason:', words: REVIEW_REASONS }
              : null
        }
        hasLetterKeys={hasLetterKeys}
        onLetterKeys={onLetterKeys}
      />
      {isApproving && (
        <ApproveRest
          bench={bench}
          review={review}
          onApprove={marks.approveAll}
          onClose={() => setApproving(false)}
        />
      )}
    </main>
  )
}
