import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Result } from '@/lib/result.ts'
import { classNames } from './class-names.ts'
import styles from './number-field.module.css'

/** Typing settles before a value is passed on (ui.md, Interaction). */
const SETTLE_MS = 120

interface Props {
  readonly label: string
  /** The value as shown while the field is not being edited; rounded. */
  readonly shown: string
  /** The same at full precision, on hover. */
  readonly full?: string | undefined
  readonly unit?: string | undefined
  readonly size?: 'normal' | 'compact'
  /** Error that concerns this field from outside, e.g. a lower bound above the upper. */
  readonly errorId?: string | undefined
  /** A sentence beside the field that says what its number does. */
  readonly noteId?: string | undefined
  readonly placeholder?: string
  /** Reads a text; an error is a sentence. */
  parse(text: string): Result<number | null, string>
  /** `settled`: typing paused. `committed`: Enter or leaving the field. */
  onValue(value: number | null, how: 'settled' | 'committed'): void
  onError(message: string | null): void
}

export function NumberField(props: Props) {
  const { label, shown, full, unit, size = 'normal', errorId, noteId, placeholder } = props
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const report = (text: string, how: 'settled' | 'committed') => {
    clearTimeout(timer.current)
    const parsed = props.parse(text)
    props.onError(parsed.ok ? null : parsed.error)
    if (parsed.ok) props.onValue(parsed.value, how)
    return parsed.ok
  }
  const type = (text: string) => {
    setDraft(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => report(text, 'settled'), SETTLE_MS)
  }
  const commit = () => {
    if (draft !== null && (draft === shown || report(draft, 'committed'))) setDraft(null)
  }
  const cancel = () => {
    clearTimeout(timer.current)
    props.onError(null)
    setDraft(null)
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') cancel()
    event.stopPropagation()
  }
  return (
    <span
      className={classNames(styles.field, size === 'compact' && styles.compact, errorId && styles.invalid)}
    >
      <input
        className={styles.input}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={errorId !== undefined || undefined}
        aria-describedby={[errorId, noteId].filter(Boolean).join(' ') || undefined}
        placeholder={placeholder}
        value={draft ?? shown}
        title={full}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={handleKey}
      />
      {unit !== undefined && <span className={styles.unit}>{unit}</span>}
    </span>
  )
}
