import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import text from '@/components/ui/text.module.css'
import { keepAuthor, readAuthor } from '../use-author.ts'
import styles from './reason-list.module.css'
import { keepReasons } from './use-reasons.ts'

interface Props {
  readonly reasons: readonly string[]
  onClose(): void
}

/** The list of reasons and the name that goes with an exclusion, both kept in this browser. */
export default function ReasonEditor({ reasons, onClose }: Props) {
  const [isOpen, setIsOpen] = useState(true)
  const [lines, setLines] = useState(() => reasons.join('\n'))
  const [name, setName] = useState(readAuthor)
  const keep = () => {
    keepReasons(lines)
    keepAuthor(name)
    setIsOpen(false)
  }
  return (
    <Dialog title="Reasons and name" isOpen={isOpen} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          keep()
        }}
      >
        <label>
          Your name
          <input
            type="text"
            className={styles.name}
            value={name}
            maxLength={80}
            // The name of the sign-in is nobody's to change here.
            readOnly={document.documentElement.dataset['person'] !== undefined}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label>
          Reasons, one per line
          <textarea rows={8} value={lines} onChange={(event) => setLines(event.currentTarget.value)} />
        </label>
        <span className={text.muted}>
          Up to eight; “other” comes last by itself. Kept in this browser, for the next exclusions.
        </span>
        <span>
          <Button type="submit" look="primary">
            Keep
          </Button>
        </span>
      </form>
    </Dialog>
  )
}
