import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import styles from './methods-sentence.module.css'

/** The sentence for the paper, always current, with its copy button. */
export function MethodsSentence({ text }: { text: string }) {
  const [copied, setCopied] = useState<string | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(text)
    } catch {
      // Refused by the browser: the sentence stays selectable on the page.
      setCopied(null)
    }
  }
  const isCopied = copied === text
  return (
    <div className={styles.methods}>
      <p>{text}</p>
      <Button look="plain" size="compact" aria-label="Copy the methods sentence" onClick={() => void copy()}>
        {isCopied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        {isCopied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  )
}
