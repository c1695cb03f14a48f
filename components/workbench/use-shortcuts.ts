import type { Dispatch } from 'react'
import { useWindowKeys } from '@/components/ui/use-window-keys.ts'
import type { WorkAction } from '@/lib/workbench/types.ts'

interface Options {
  readonly dispatch: Dispatch<WorkAction>
  readonly hasLetters: boolean
  onHelp(): void
}

/** Undo and redo, and the list of keys, from anywhere but a text field, which has its own undo. */
export function useShortcuts({ dispatch, hasLetters, onHelp }: Options): void {
  useWindowKeys((event) => {
    if (isTyping(event.target)) return
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      event.preventDefault()
      dispatch({ kind: event.shiftKey ? 'redo' : 'undo' })
    } else if (hasLetters && event.key === '?' && !event.ctrlKey && !event.metaKey) onHelp()
  })
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && ['text', 'search'].includes(target.type)
}
