import { Fragment, type ReactNode } from 'react'
import type { MappingGuess, MappingReason } from '@/lib/data-frame/types.ts'
import styles from './column-mapper.module.css'

interface Props {
  readonly title: string
  readonly field: MappingReason['field']
  readonly guess: MappingGuess
  readonly missing: boolean
  readonly children: ReactNode
}

/** A role, its choice, and why it was guessed so. */
export function MapperField({ title, field, guess, missing, children }: Props) {
  const unitField = field === 'dose' ? 'doseUnit' : field === 'responses' ? 'responseUnit' : field
  const reasons = guess.reasons.filter((reason) => reason.field === field || reason.field === unitField)
  return (
    <Fragment>
      <div className={styles.name}>{title}</div>
      <div>
        {children}
        {missing && <p className={styles.missing}>Choose the column; without it there is no curve.</p>}
        {reasons.map(({ text }) => (
          <p key={text} className={styles.why}>
            {text}
          </p>
        ))}
      </div>
    </Fragment>
  )
}
