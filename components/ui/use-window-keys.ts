import { useEffectEvent, useLayoutEffect } from 'react'

/**
 * Hears every key pressed on the page. From the first frame on, and with what is on show: an effect after the paint would let
 * a quick key meet the page of before.
 */
export function useWindowKeys(act: (event: KeyboardEvent) => void): void {
  const handle = useEffectEvent(act)
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => handle(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
