import styles from './methods-sentence.module.css'
import { CopyButton } from './record/copy-button.tsx'

/** The sentence for the paper, always current, with its copy button. */
export function MethodsSentence({ text }: { text: string }) {
  return (
    <div className={styles.methods}>
      <p>{text}</p>
      <CopyButton text={text} what="the methods sentence" />
    </div>
  )
}
