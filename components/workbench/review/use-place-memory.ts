import { useEffect, useRef } from 'react'
import { usePlace } from '../use-place.ts'

/** Browsers count changes of the address and ignore them for a while after too many: a held key makes none. */
const REST_MS = 250

/** Keeps curve, filters and order in the address once they rest, and when the review is left. */
export function usePlaceMemory(sample: string | null, list: string): void {
  const [, goTo] = usePlace()
  const latest = useRef({ sample, list })
  useEffect(() => {
    latest.current = { sample, list }
    const timer = setTimeout(() => goTo({ sample, list, point: null }), REST_MS)
    return () => clearTimeout(timer)
  }, [goTo, sample, list])
  useEffect(() => {
    const write = () => goTo({ ...latest.current, point: null })
    window.addEventListener('pagehide', write)
    return () => {
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [goTo])
}
