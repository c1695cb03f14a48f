import { Check, RotateCcw, X } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import { REVIEW_WORDS, reviewState } from '@/lib/workbench/review.ts'
import { listedAs, OTHER_REASON } from '../exclusions/reasons.ts'
import type { Bench } from '../use-bench.ts'
import { REVIEW_REASONS } from './review-reasons.ts'
import styles from './review.module.css'
import type { Marks } from './use-marks.ts'

interface Props {
  readonly bench: Bench
  readonly curve: CurveData
  readonly marks: Marks
}

/** The reviewer's word on the curve in focus, kept beside the computed verdict. */
export function MarkPanel({ bench, curve, marks }: Props) {
  const { current, blockedReason } = marks
  const state = reviewState(bench.work, curve)
  return (
    <section className={styles.marks} aria-label="Your mark">
      <div className={styles.name}>
        <h2>Your mark</h2>
        <span className={text.muted}>
          {REVIEW_WORDS[state]}
          {current && `, by ${current.author} at ${formatTime(current.at)}`}
        </span>
        {current && (
          <Button look="link" size="compact" onClick={marks.takeBack}>
            Take back
          </Button>
        )}
      </div>
      <div className={styles.buttons}>
        <Button
          aria-pressed={state === 'approved'}
          disabledReason={blockedReason}
          onClick={() => marks.mark('approved')}
        >
          <Check size={16} aria-hidden /> Approve <kbd className={text.key}>A</kbd>
        </Button>
        <Button aria-pressed={state === 'rejected'} onClick={() => marks.mark('rejected')}>
          <X size={16} aria-hidden /> Reject <kbd className={text.key}>R</kbd>
        </Button>
        <Button aria-pressed={state === 'look-again'} onClick={() => marks.mark('look-again')}>
          <RotateCcw size={16} aria-hidden /> Look again <kbd className={text.key}>L</kbd>
        </Button>
      </div>
      {blockedReason !== null && <p className={text.muted}>{blockedReason}: it can be approved then.</p>}
      {current ? (
        <Why key={`${curve.id} ${current.at}`} marks={marks} />
      ) : (
        <p className={text.muted}>
          A reason and a note go with a mark. The computed verdict stays, and your mark is kept beside it.
        </p>
      )}
    </section>
  )
}

function Why({ marks }: { marks: Marks }) {
  const id = useId()
  const [note, setNote] = useState(marks.current?.note ?? '')
  const reason = marks.current?.reason ?? ''
  return (
    <div className={styles.why}>
      <label htmlFor={`${id}-reason`}>Reason</label>
      <Select
        id={`${id}-reason`}
        value={reason === '' ? '' : listedAs(REVIEW_REASONS, reason)}
        options={[
          { value: '', text: 'none given' },
          ...REVIEW_REASONS.map((value, i) => ({ value, text: `${i + 1} ${value}` })),
        ]}
        onChange={(value) => marks.giveReason(value)}
      />
      <label htmlFor={`${id}-note`}>Note</label>
      <input
        id={`${id}-note`}
        type="text"
        autoComplete="off"
        maxLength={500}
        placeholder={reason === OTHER_REASON ? 'Which other reason?' : undefined}
        value={note}
        onChange={(event) => {
          // Every letter is kept: a note has no draft that a closed tab could lose.
          setNote(event.currentTarget.value)
          marks.giveNote(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
        }}
      />
    </div>
  )
}
