import { useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { listedAs, NO_REASON, OTHER_REASON } from '../exclusions/reasons.ts'
import type { Bench } from '../use-bench.ts'
import styles from './review.module.css'
import type { FocusedPoint } from './use-focused-point.ts'

interface Props {
  readonly bench: Bench
  readonly curve: CurveData
  readonly point: FocusedPoint
  readonly reasons: readonly string[]
}

/** The point that `X` means: what it reads, its exclusion, and why. */
export function PointLine({ bench, curve, point, reasons }: Props) {
  const id = useId()
  const { reading, row, exclusion } = point
  if (!reading || row === null) return <p className={styles.point} id="review-point" />
  return (
    <div className={styles.point}>
      <p id="review-point" className={styles.pointWords}>
        <b>{reading.title}</b>{' '}
        {reading.parts.map(({ name, value }) => (
          <span key={name}>
            <span className={text.muted}>{name}</span> {value}
          </span>
        ))}
      </p>
      {exclusion && (
        <label htmlFor={id}>
          <VisuallyHidden>Reason to exclude</VisuallyHidden>
          <Select
            isPlain
            id={id}
            value={listedAs(reasons, exclusion.reason)}
            options={[
              { value: '', text: NO_REASON, isDisabled: true },
              ...reasons.map((value, i) => ({ value, text: `${i + 1} ${value}` })),
              { value: OTHER_REASON, text: OTHER_REASON },
            ]}
            onChange={(reason) => bench.giveReason({ rows: [row], curveId: curve.id }, reason)}
          />
        </label>
      )}
      <Button size="compact" onClick={point.toggle} title={point.act ?? undefined}>
        {exclusion ? 'Include' : 'Exclude'} the point <kbd className={text.key}>X</kbd>
      </Button>
    </div>
  )
}
