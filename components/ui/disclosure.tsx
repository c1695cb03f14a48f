import type { ReactNode } from 'react'
import styles from './disclosure.module.css'

interface Props {
  readonly title: string
  /** In the same line, muted: what is inside, or how it stands now. */
  readonly hint: string
  readonly children: ReactNode
  onOpen?(isOpen: boolean): void
}

/** A part of a pane that is folded until it is asked for: the browser's own, so that keys and search in page work. */
export function Disclosure({ title, hint, children, onOpen }: Props) {
  return (
    <details className={styles.disclosure} onToggle={(event) => onOpen?.(event.currentTarget.open)}>
      <summary>
        <h3>{title}</h3>
        <span className={styles.now}>{hint}</span>
      </summary>
      {children}
    </details>
  )
}
