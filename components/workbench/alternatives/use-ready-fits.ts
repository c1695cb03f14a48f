import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CurveFit } from '@/lib/fit/types.ts'
import type { ReadyFit } from '@/lib/workbench/ready-fits.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import type { Bench } from '../use-bench.ts'
import { readyList } from './take-ready-fit.ts'

export interface ShownFit {
  readonly ready: ReadyFit
  /** Null while it is worked out, and where it cannot be offered. */
  readonly fit: CurveFit | null
}

/** The ready fits of the selected curve, each worked out in the worker; a change of the curve cancels what is under way. */
export function useReadyFits(bench: Bench): readonly ShownFit[] {
  const { curve, frame, work, entry, fits } = bench
  const sigma = entry?.fit.sigma ?? null
  const ready = useMemo(() => readyList({ curve, frame, work }, sigma), [curve, frame, work, sigma])
  const asks = useMemo(
    () => ready.map(({ settings }) => (settings && bench.curve ? askOf(bench, settings) : null)),
    // A fit asks for points, method and policy; other curves' settings leave it as it is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [ready, bench.curve, work.method, work.policy, work.mapping, work.exclusions],
  )
  const queries = useQueries({
    queries: asks.map((ask) => ({
      queryKey: ['ready-fit', ask?.key ?? null],
      queryFn: ({ signal }: { signal: AbortSignal }) => (ask ? fits.run(ask.request, signal) : null),
      enabled: ask !== null,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      structuralSharing: false,
    })),
  })
  return ready.map((one, i) => ({ ready: one, fit: queries[i]?.data ?? null }))
}

function askOf({ work, curve }: Bench, settings: NonNullable<ReadyFit['settings']>) {
  if (!curve) return null
  const { request } = curveRequest({ ...work, curves: { [curve.id]: settings } }, curve, 'full')
  const { dose, response, censoring, ...rest } = request
  const numbers = [dose, response, censoring].map((values) => values && [...values])
  return { request, key: JSON.stringify([numbers, rest]) }
}
