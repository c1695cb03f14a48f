import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import type { VerdictKind } from '@/lib/fit/types.ts'
import styles from './potency-card.module.css'
import { VerdictBadge } from './verdict-badge.tsx'

/** One potency in words; units picked so that the value reads 1 to 999. */
export interface PotencyView {
  readonly title: string
  /** "22.9", "> 100", or null where nothing may be reported. */
  readonly value: string | null
  readonly unit: string
  /** Every digit, shown on hover. */
  readonly full: string | null
  /** "95 % CI 18.4 to 29.9". */
  readonly interval: string | null
  /** "pIC50 4.64", or what is worth saying instead. */
  readonly note: string | null
}

interface Props {
  readonly verdict: VerdictKind
  /** "Report as 22.9 µM: three doses lie below the lower bend." */
  readonly sentence: string
  readonly relative: PotencyView
  readonly absolute: PotencyView | null
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly isStale: boolean
  /** "was 11.8", while a handle is dragged. */
  readonly was: string | null
  /** The reviewer's verdict and the way to one. */
  readonly override: ReactNode
  /** Sentences beside the verdict: relative and absolute too far apart, one point decides. */
  readonly warnings: readonly (string | null)[]
}

export function PotencyCard(props: Props) {
  const { verdict, sentence, relative, absolute, facts, isStale, was } = props
  return (
    <section
      className={classNames(styles.card, isStale && text.stale)}
      aria-label="Potency"
      aria-busy={isStale}
    >
      <header className={styles.head}>
        <h2>Potency</h2>
        <VerdictBadge kind={verdict} />
      </header>
      <p>{sentence}</p>
      {props.override}
      <div className={styles.pair}>
        <PotencyColumn potency={relative} isMain was={was} />
        {absolute && <PotencyColumn potency={absolute} isMain={false} was={null} />}
      </div>
      {props.warnings.map(
        (warning) =>
          warning !== null && (
            <p key={warning} className={styles.warning}>
              <TriangleAlert size={14} aria-hidden />
              {warning}
            </p>
          ),
      )}
      <dl className={styles.facts}>
        {facts.map(({ label, value }) => (
          <FactRow key={label} label={label} value={value} />
        ))}
      </dl>
    </section>
  )
}

interface ColumnProps {
  readonly potency: PotencyView
  readonly isMain: boolean
  readonly was: string | null
}

function PotencyColumn({ potency, isMain, was }: ColumnProps) {
  return (
    <div>
      <div className={styles.title}>{potency.title}</div>
      <div className={classNames(styles.big, isMain && styles.main)} title={potency.full ?? undefined}>
        {potency.value === null ? (
          <span role="img" aria-label="not estimated">
            —
          </span>
        ) : (
          <>
            {potency.value}
            {potency.unit !== '' && <span className={styles.unit}> {potency.unit}</span>}
          </>
        )}
        {was !== null && <span className={styles.was}>, {was}</span>}
      </div>
      {potency.interval !== null && <div>{potency.interval}</div>}
      {potency.note !== null && <div className={styles.title}>{potency.note}</div>}
    </div>
  )
}

function FactRow({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}
