import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import text from '@/components/ui/text.module.css'
import styles from './review.module.css'

interface Props {
  /** Reasons that digits give now, and for what; null where they give none. */
  readonly reasons: { readonly title: string; readonly words: readonly string[] } | null
  readonly hasLetterKeys: boolean
  onLetterKeys(hasLetterKeys: boolean): void
}

const KEYS = [
  [['J', 'K'], 'next, previous'],
  [['A'], 'approve and go on'],
  [['R'], 'reject'],
  [['L'], 'look again'],
  [['X'], 'exclude the point'],
  [['1–9'], 'reason'],
  [['Z'], 'undo'],
  [['/'], 'find'],
  [['?'], 'all keys'],
] as const

/** Which keys act now. */
export function KeyBar({ reasons, hasLetterKeys, onLetterKeys }: Props) {
  return (
    <footer className={styles.keys}>
      {!hasLetterKeys ? (
        <span>Single letter keys are off.</span>
      ) : reasons ? (
        <span className={styles.asked}>
          {reasons.title}
          {reasons.words.map((word, i) => (
            <span key={word} className={styles.key}>
              <kbd className={text.key}>{i + 1}</kbd> {word}
            </span>
          ))}
        </span>
      ) : (
        KEYS.map(([keys, meaning]) => (
          <span key={meaning} className={styles.key}>
            {keys.map((key) => (
              <kbd key={key} className={text.key}>
                {key}
              </kbd>
            ))}{' '}
            {meaning}
          </span>
        ))
      )}
      <span className={text.grow} />
      <HelpLink to="review">review</HelpLink>
      <Button look="link" size="compact" onClick={() => onLetterKeys(!hasLetterKeys)}>
        {hasLetterKeys ? 'Turn letter keys off' : 'Turn letter keys on'}
      </Button>
    </footer>
  )
}
