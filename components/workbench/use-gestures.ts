import { useCallback, useRef } from 'react'

/** A pause this long ends a gesture: what follows is a step of its own for undo. */
const PAUSE_MS = 900

/** Gives the steps of one drag, or one bout of typing, a key they share and no other gesture has. */
export function useGestures(): (control: string) => string {
  const last = useRef({ control: '', atMs: 0, serial: 0 })
  return useCallback((control: string) => {
    const nowMs = Date.now()
    const { current } = last
    const isSame = current.control === control && nowMs - current.atMs < PAUSE_MS
    last.current = { control, atMs: nowMs, serial: isSame ? current.serial : current.serial + 1 }
    return `${control}#${last.current.serial}`
  }, [])
}
