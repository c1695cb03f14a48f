import { Settings2 } from 'lucide-react'
import {
  lazy,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
} from 'react'
import { Button } from '@/components/ui/button.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import { Select } from '@/components/ui/select.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import styles from './reason-list.module.css'
import { listedAs, NO_REASON, OTHER_REASON, reasonByDigit } from './reasons.ts'
import { useReasons } from './use-reasons.ts'

const ReasonEditor = lazy(() => import('./reason-editor.tsx'))

interface Props {
  readonly reason: string
  /** The well was just excluded: the list takes the focus. */
  readonly isAsked: boolean
  onReason(reason: string): void
  /** Confirmed, or left. */
  onEnd(): void
  /** Includes the well again. */
  onToggle(): void
}

/** Why a well is out: a digit or a choice says it, Enter confirms and gives the focus back to where it was. */
export default function ReasonList({ reason, isAsked, onReason, onEnd, onToggle }: Props) {
  const id = useId()
  const reasons = useReasons()
  const [isEdited, setIsEdited] = useState(false)
  const listed = listedAs(reasons, reason)
  const { listRef, textRef, giveBack } = useAskedFocus(isAsked, listed)
  const end = () => {
    giveBack()
    onEnd()
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = reasonByDigit(reasons, event.key)
    if (chosen !== null) onReason(chosen)
    else if (event.key === 'Enter' || event.key === 'Escape') end()
    else if (/^x$/i.test(event.key)) {
      giveBack()
      onToggle()
    } else return
    event.preventDefault()
  }
  const leave = (event: FocusEvent) => {
    if (isAsked && !event.currentTarget.contains(event.relatedTarget)) onEnd()
  }
  return (
    <span className={styles.reasons} onBlur={leave}>
      <label htmlFor={id}>
        <VisuallyHidden>Reason to exclude</VisuallyHidden>
      </label>
      <Select
        isPlain
        ref={listRef}
        id={id}
        value={listed}
        title="A digit chooses, Enter confirms"
        options={[
          { value: '', text: NO_REASON, isDisabled: true },
          ...[...reasons, OTHER_REASON].map((value, i) => ({ value, text: `${i + 1} ${value}` })),
        ]}
        onKeyDown={handleKey}
        onChange={onReason}
      />
      {listed === OTHER_REASON && (
        <OwnWords key={reason} ref={textRef} reason={reason} onReason={onReason} onEnd={end} />
      )}
      <Button
        look="icon"
        size="compact"
        aria-label="Change reasons and name"
        title="Change reasons and name"
        onClick={() => setIsEdited(true)}
      >
        <Settings2 size={14} aria-hidden />
      </Button>
      {isEdited && (
        <LatePart name="The list of reasons">
          <ReasonEditor reasons={reasons} onClose={() => setIsEdited(false)} />
        </LatePart>
      )}
    </span>
  )
}

interface OwnWordsProps {
  readonly ref: React.Ref<HTMLInputElement>
  readonly reason: string
  onReason(reason: string): void
  onEnd(): void
}

function OwnWords({ ref, reason, onReason, onEnd }: OwnWordsProps) {
  const [words, setWords] = useState(reason === OTHER_REASON ? '' : reason)
  const keep = () => onReason(words.trim() || OTHER_REASON)
  return (
    <input
      ref={ref}
      type="text"
      className={styles.words}
      aria-label="Reason in your words"
      maxLength={200}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return
        event.preventDefault()
        if (event.key === 'Enter') keep()
        onEnd()
      }}
    />
  )
}

/** Moves the focus into the list when it asks, on to the text for "other", and back afterwards. */
function useAskedFocus(isAsked: boolean, listed: string) {
  const listRef = useRef<HTMLSelectElement>(null)
  const textRef = useRef<HTMLInputElement>(null)
  const before = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => {
    if (!isAsked) return
    const { activeElement } = document
    if (activeElement instanceof HTMLElement && activeElement !== listRef.current)
      before.current = activeElement
    listRef.current?.focus()
  }, [isAsked])
  useLayoutEffect(() => {
    if (listed === OTHER_REASON && document.activeElement === listRef.current) textRef.current?.focus()
  }, [listed])
  useEffect(
    () => () => {
      // An undo takes the list away under the focus, which then would be nowhere.
      if (document.activeElement === document.body) before.current?.focus()
    },
    [],
  )
  const giveBack = () => {
    before.current?.focus()
    before.current = null
  }
  return { listRef, textRef, giveBack }
}
