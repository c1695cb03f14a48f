import { useEffect, useRef, useState } from 'react'

/** The value itself, or while `waitMs` is not 0 the latest one at most that often: fits of a screen come in by the hundred. */
export function useUnhurried<T>(value: T, waitMs: number): T {
  const [held, setHeld] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = value
    if (waitMs === 0 || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      setHeld(latest.current)
    }, waitMs)
  }, [value, waitMs])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
  return waitMs === 0 ? value : held
}
