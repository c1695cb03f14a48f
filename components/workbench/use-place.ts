import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import {
  parseWorkbenchParams,
  serialiseWorkbenchParams,
  type WorkbenchParams,
} from '@/lib/workbench/search-params.ts'

export type GoTo = (change: Partial<WorkbenchParams>) => void

/**
 * What is on screen, kept in the address. `replaceState` is understood by the router and makes no request; the
 * analysis key never comes near it.
 */
export function usePlace(): readonly [WorkbenchParams, GoTo] {
  const place = parseWorkbenchParams(useSearchParams().toString())
  const goTo = useCallback((change: Partial<WorkbenchParams>) => {
    const query = serialiseWorkbenchParams({ ...parseWorkbenchParams(window.location.search), ...change })
    window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`)
  }, [])
  return [place, goTo]
}
