import { useLayoutEffect, useState } from 'react'
import { looksLikeTable } from './looks-like-table.ts'

/** A table before anything was read of it. */
export interface EnteredTable {
  /** The file, or copied cells. */
  readonly source: string | File
  /** A new one for every entry. */
  readonly id: number
}

/** Takes copied cells and dropped or pasted files from anywhere on the page. */
export function useTableEntry() {
  const [table, setTable] = useState<EnteredTable | null>(null)
  const [isOver, setOver] = useState(false)
  const enter = (source: string | File) => setTable((before) => ({ source, id: (before?.id ?? 0) + 1 }))
  useLayoutEffect(() => {
    const events = new AbortController()
    const { signal } = events
    const take = (source: string | File) => setTable((before) => ({ source, id: (before?.id ?? 0) + 1 }))
    window.addEventListener(
      'paste',
      (event) => {
        const [file] = event.clipboardData?.files ?? []
        const text = event.clipboardData?.getData('text') ?? ''
        // Fields take their own text; copied cells come with a picture of them, which is no table.
        const isText = looksLikeTable(text) && !isField(event.target)
        if (isText) take(text)
        else if (file && text === '' && !file.type.startsWith('image/')) take(file)
        else return
        event.preventDefault()
      },
      { signal },
    )
    window.addEventListener(
      'dragover',
      (event) => {
        // Without this the browser leaves the page and shows the file.
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), {
      signal,
    })
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false)
        const [file] = event.dataTransfer?.files ?? []
        const text = event.dataTransfer?.getData('text') ?? ''
        if (file) take(file)
        else if (looksLikeTable(text) && !isField(event.target)) take(text)
        else return
        event.preventDefault()
      },
      { signal },
    )
    return () => events.abort()
  }, [])
  return { table, isOver, enter, leave: () => setTable(null) }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}
