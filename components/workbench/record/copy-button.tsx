import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'

interface Props {
  readonly text: string
  /** "the methods sentence" */
  readonly what: string
}

/** Copies a text, and says to everyone that it did or that the browser refused. */
export function CopyButton({ text, what }: Props) {
  const [outcome, setOutcome] = useState<{ readonly text: string; readonly isCopied: boolean } | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome({ text, isCopied: true })
    } catch {
      // The text stays selectable on the page.
      setOutcome({ text, isCopied: false })
    }
  }
  // Another text has not been copied yet.
  const state = outcome?.text === text ? outcome : null
  const words = state === null ? 'Copy' : state.isCopied ? 'Copied' : 'Not copied'
  return (
    <>
      <Button look="plain" size="compact" aria-label={`Copy ${what}`} onClick={() => void copy()}>
        {state?.isCopied === true ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        {words}
      </Button>
      <span aria-live="polite">
        <VisuallyHidden>
          {state === null
            ? ''
            : state.isCopied
              ? `Copied ${what}`
              : 'The browser refused: select the text and copy it'}
        </VisuallyHidden>
      </span>
    </>
  )
}
