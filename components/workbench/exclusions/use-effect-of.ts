import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { workWith } from '@/lib/workbench/exclusion-effect.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import { useShownValue } from '../use-shown-value.ts'
import type { Bench } from '../use-bench.ts'
import type { Wells } from './use-exclusions.ts'

/** What excluding wells, or taking them back, would make of their curve, before anybody does it. */
export interface ExclusionEffect {
  readonly curve: CurveData
  readonly rows: readonly number[]
  /** The wells are in: this is the curve without them. Else the curve with them. */
  readonly isWithout: boolean
  readonly before: CurveFit
  /** Null while it is worked out. */
  readonly after: CurveFit | null
}

/**
 * The effect of the wells a control points at, else of those given; worked out in the worker once for all who ask, and
 * given up when the pointer goes on.
 *
 * @param wells the wells read or selected on the plot
 */
export function useEffectOf(bench: Bench, wells: Wells | null): ExclusionEffect | null {
  const pondered = useShownValue(bench.pondered) ?? wells
  const { work, curves, fits } = bench
  const curve = curves.find(({ id }) => id === pondered?.curveId) ?? null
  const rows = pondered?.rows.join(' ') ?? ''
  const ask = useMemo(() => {
    const wanted = rows === '' ? [] : rows.split(' ').map(Number)
    const tried = curve && workWith(work, curve, wanted)
    return tried && { ...tried, curve, request: curveRequest(tried.work, curve, 'full').request }
  }, [work, curve, rows])
  const entry = curve && fits.entries.get(curve.id)
  const { data } = useQuery({
    queryKey: ['exclusion effect', ask && entry?.key, ask?.curve.id, rows],
    queryFn: ({ signal }) => (ask ? fits.run(ask.request, signal) : null),
    enabled: ask !== null && entry !== undefined && entry !== null && !fits.isStale(ask.curve.id),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    structuralSharing: false,
  })
  if (!ask || !entry) return null
  return {
    curve: ask.curve,
    rows: ask.rows,
    isWithout: ask.isWithout,
    before: entry.fit,
    after: data ?? null,
  }
}
