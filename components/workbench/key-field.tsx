import { Clipboard } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type ClipboardEvent, type FormEvent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import styles from './key-field.module.css'
import { KeyMessage } from './key-message.tsx'
import { toneOfProblem, type KeyState } from './key-state.ts'

interface Props {
  /** What the input shows: the mask once a key is in. */
  readonly shown: string
  readonly isMasked: boolean
  readonly state: KeyState
  readonly isBusy: boolean
  onChange(text: string): void
  onPaste(text: string): void
  onSubmit(): void
}

/**
 * Paste-first field for the analysis key. The input has no name and the form posts nowhere, so that no path of the
 * browser can put the key into an address.
 */
export function KeyField({ shown, isMasked, state, isBusy, onChange, onPaste, onSubmit }: Props) {
  const inputRef = useRef<HTMLInputElement>(null)
  const messageId = useId()
  const tone = state.kind === 'failed' ? toneOfProblem(state.problem) : state.kind
  // The page has this one purpose, so a paste works without a click first.
  useLayoutEffect(() => inputRef.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (state.kind === 'empty') inputRef.current?.focus()
    else if (!isBusy) onSubmit()
  }
  const handlePaste = (event: ClipboardEvent) => {
    event.preventDefault()
    onPaste(event.clipboardData.getData('text'))
  }
  const pasteFromClipboard = async () => {
    const text = await readClipboard()
    if (text) onPaste(text)
    else inputRef.current?.focus()
  }
  return (
    <form onSubmit={submit} method="post" autoComplete="off">
      <div className={styles.row}>
        <div className={classNames(styles.box, styles[tone])}>
          <input
            ref={inputRef}
            id="analysis-key"
            className={classNames(styles.input, isMasked && styles.masked)}
            type="text"
            value={shown}
            placeholder="Paste the key from the analysis"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            aria-describedby={messageId}
            aria-invalid={state.kind === 'failed' || undefined}
            onChange={(event) => onChange(event.currentTarget.value)}
            onPaste={handlePaste}
          />
          {!isMasked && (
            <Button look="plain" onClick={() => void pasteFromClipboard()}>
              <Clipboard size={16} aria-hidden />
              Paste
            </Button>
          )}
          {state.kind === 'checking' && <span className={styles.running} />}
        </div>
        <Button
          type="submit"
          look="primary"
          size="large"
          disabledReason={isBusy ? 'The key is being checked' : null}
        >
          Load analysis
        </Button>
      </div>
      <div className={styles.message} id={messageId} role="status">
        <KeyMessage state={state} />
      </div>
    </form>
  )
}

/** Null where the browser or the user refuses: the field then takes the focus for Ctrl V. */
async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return null
  }
}
