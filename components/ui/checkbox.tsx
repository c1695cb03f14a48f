import type { ReactNode } from 'react'
import styles from './checkbox.module.css'

interface Props {
  readonly isChecked: boolean
  readonly children: ReactNode
  onChange(isChecked: boolean): void
}

export function Checkbox({ isChecked, children, onChange }: Props) {
  return (
    <label className={styles.row}>
      <input
        className={styles.box}
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {children}
    </label>
  )
}
