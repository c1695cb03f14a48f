import { useId } from 'react'
import styles from './segmented.module.css'

interface Props<T extends string> {
  /** Accessible name of the group. */
  readonly label: string
  readonly options: readonly { readonly value: T; readonly text: string }[]
  readonly value: T | null
  onChange(value: T): void
}

/** One choice of a few, all in sight. Native radios, so arrows and form semantics come from the browser. */
export function Segmented<T extends string>({ label, options, value, onChange }: Props<T>) {
  const name = useId()
  return (
    <div className={styles.group} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            className={styles.input}
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.label}>{option.text}</span>
        </label>
      ))}
    </div>
  )
}
