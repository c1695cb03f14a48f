'use client'

import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A function that stays the same and calls the newest `act`. Plotly's React wrapper takes new handlers only together
 * with new data or a new layout, so a handler handed to it must not close over what a render saw.
 */
export function useLatest<Args extends readonly unknown[]>(act: (...args: Args) => void) {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
