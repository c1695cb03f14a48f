import styles from './error-bubble.module.css'

interface Props {
  /** The field's `aria-describedby`. */
  readonly id: string
  /** Null: nothing is wrong. */
  readonly text: string | null
}

/**
 * What is wrong with a field, under it and over what follows, so that nothing moves when it comes and goes. Stands in an element
 * with `position: relative`.
 */
export function ErrorBubble({ id, text }: Props) {
  if (text === null) return null
  return (
    <span id={id} className={styles.bubble} role="alert">
      {text}
    </span>
  )
}
