import { useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import text from '@/components/ui/text.module.css'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './plot-toolbar.module.css'

/** Why a well may be left out; the reason is stored with the exclusion and pushed with it. */
export const EXCLUSION_REASONS = [
  'by eye',
  'pipetting',
  'bubble',
  'edge well',
  'contamination',
  'copied value',
] as const

/** The point in words, formatted. */
export interface Reading {
  /** "30 µM, replicate 3". */
  readonly title: string
  readonly parts: readonly { readonly name: string; readonly value: string }[]
  readonly isExcluded: boolean
}

interface Props {
  readonly reading: Reading | null
  /** Hovering only reads; the act belongs to the selected point. */
  readonly canAct: boolean
  readonly reason: string
  onReason(reason: string): void
  onToggle(): void
}

/** Replaces a tooltip, so that nothing covers points. Keeps its height when it has nothing to say. */
export function ReadingLine({ reading, canAct, reason, onReason, onToggle }: Props) {
  const reasonId = useId()
  if (!reading) {
    return (
      <div className={styles.reading}>
        <span className={text.muted}>Point at a well to read it, click to select it.</span>
      </div>
    )
  }
  return (
    <div className={styles.reading}>
      <b>{reading.title}</b>
      <span className={styles.parts}>
        {reading.parts.map(({ name, value }) => (
          <span key={name}>
            <span className={styles.name}>{name}</span>
            {value}
          </span>
        ))}
      </span>
      {canAct && (
        <span className={styles.act}>
          {!reading.isExcluded && (
            <>
              <label htmlFor={reasonId}>
                <VisuallyHidden>Reason to exclude</VisuallyHidden>
              </label>
              <Select
                isPlain
                id={reasonId}
                value={reason}
                options={EXCLUSION_REASONS.map((value) => ({ value: value as string, text: value }))}
                onChange={onReason}
              />
            </>
          )}
          <Button look="plain" size="compact" aria-pressed={reading.isExcluded} onClick={onToggle}>
            {reading.isExcluded ? 'Include' : 'Exclude'} <kbd className={text.key}>X</kbd>
          </Button>
        </span>
      )}
    </div>
  )
}
