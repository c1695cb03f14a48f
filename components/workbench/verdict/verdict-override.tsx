import { useId, useLayoutEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { VerdictKind } from '@/lib/fit/types.ts'
import { VERDICT_KINDS } from '@/lib/fit/verdict-kinds.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import type { VerdictOverride } from '@/lib/workbench/types.ts'
import { overrideSentence, VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import styles from './verdict-override.module.css'
import { readAuthor } from '../use-author.ts'

interface Props {
  readonly computed: VerdictKind
  readonly override: VerdictOverride | null
  /** Beside its buttons. */
  readonly children?: ReactNode
  /** Null takes the computed verdict again. */
  onOverride(override: VerdictOverride | null): void
}

const CHOICES = VERDICT_KINDS.map((value) => ({
  value,
  text: VERDICT_WORDS[value],
}))

/** The reviewer's verdict beside the computed one: given with a reason, taken back by one click. */
export function VerdictOverrideLine({ computed, override, children, onOverride }: Props) {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(false)
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  if (isOpen) {
    return (
      <OverrideForm
        first={override}
        onCancel={() => setOpen(false)}
        onSave={(verdict, reason) => {
          onOverride({ verdict, reason, author: readAuthor(), at: new Date().toISOString() })
          setOpen(false)
        }}
      />
    )
  }
  return (
    <div className={styles.line}>
      {override && (
        <p>
          {overrideSentence(override)}{' '}
          <span className={styles.muted}>
            {formatTime(override.at)}; computed: {VERDICT_WORDS[computed].toLowerCase()}.
          </span>
        </p>
      )}
      <Button ref={opener} look="link" size="compact" onClick={() => setOpen(true)}>
        {override ? 'Change override' : 'Override'}
      </Button>
      {override && (
        <Button look="link" size="compact" onClick={() => onOverride(null)}>
          Take the computed verdict
        </Button>
      )}
      {children}
    </div>
  )
}

interface FormProps {
  readonly first: VerdictOverride | null
  onCancel(): void
  onSave(verdict: VerdictKind, reason: string): void
}

function OverrideForm({ first, onCancel, onSave }: FormProps) {
  const id = useId()
  const [verdict, setVerdict] = useState<VerdictKind>(first?.verdict ?? 'reportable')
  const [reason, setReason] = useState(first?.reason ?? '')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => field.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') return onSave(verdict, reason.trim())
    setMissing(true)
    field.current?.focus()
  }
  return (
    // Keys typed here are no shortcuts of the page; Esc leaves the form.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={styles.form}
      aria-label="Override the verdict"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onCancel()
      }}
    >
      <label htmlFor={`${id}-verdict`}>Verdict</label>
      <Select<VerdictKind>
        id={`${id}-verdict`}
        value={verdict}
        options={CHOICES}
        onChange={(kind) => setVerdict(kind)}
      />
      <label htmlFor={`${id}-reason`}>Reason</label>
      <input
        id={`${id}-reason`}
        ref={field}
        className={styles.reason}
        type="text"
        autoComplete="off"
        maxLength={200}
        required
        aria-invalid={isMissing || undefined}
        aria-describedby={isMissing ? `${id}-missing` : undefined}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          setMissing(false)
        }}
      />
      {isMissing && (
        <p id={`${id}-missing`} className={styles.missing} role="alert">
          Give a reason: it is kept and pushed with the verdict.
        </p>
      )}
      <div className={styles.actions}>
        <Button look="primary" size="compact" type="submit">
          Override verdict
        </Button>
        <Button size="compact" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
