import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './dialog.module.css'

interface Props {
  readonly title: string
  readonly isOpen: boolean
  readonly children: ReactNode
  onClose(): void
}

/**
 * The browser's own modal dialog: focus trap, Esc and inert background come with it. Closed by its own method, never by
 * taking it away: only then the focus returns to where it was.
 */
export function Dialog({ title, isOpen, children, onClose }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (isOpen && dialog?.open === false) dialog.showModal()
    if (!isOpen && dialog?.open === true) dialog.close()
  }, [isOpen])
  return (
    <dialog ref={ref} className={styles.dialog} aria-labelledby={titleId} onClose={onClose}>
      <div className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        <Button look="icon" aria-label="Close" onClick={() => ref.current?.close()}>
          <X size={16} aria-hidden />
        </Button>
      </div>
      <div className={styles.body}>{isOpen && children}</div>
    </dialog>
  )
}
