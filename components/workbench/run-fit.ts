import type { FitClient } from '@/lib/fit-worker/client.ts'
import { NO_CURVE, noPotency } from '@/lib/fit/no-fit.ts'
import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import type { RunFit, RunFits } from './fit-store.ts'

let nextChannel = 0

/** Fits through the workers. A crash of one is a result that says so: no curve waits for ever. */
export function runFitsOn(client: FitClient): RunFits {
  return async (requests, { signal, isUrgent, onFit }) => {
    const open = new Set(requests.keys())
    const tell = (place: number, fit: CurveFit) => {
      open.delete(place)
      onFit(place, fit)
    }
    const jobs = requests.map((request, place) => ({ id: String(place), request }))
    const fail = (place: number, reason: string) => {
      const request = requests[place]
      if (request) tell(place, crashedFit(request, reason))
    }
    const end = await client.fitCurves(jobs, {
      // Which run supersedes which is decided by the caller's signal.
      channel: `page-${nextChannel++}`,
      signal,
      isUrgent,
      onResult: (id, fit) => tell(Number(id), fit),
      onError: (id, reason) => fail(Number(id), reason),
    })
    if (end.kind === 'failed') for (const place of [...open]) fail(place, end.reason)
  }
}

/** One fit that somebody waits for. */
export function runFitOn(runFits: RunFits): RunFit {
  return async (request, signal) => {
    let fitted: CurveFit | null = null
    const onFit = (_: number, fit: CurveFit) => {
      fitted = fit
    }
    await runFits([request], { signal, isUrgent: true, onFit })
    return fitted
  }
}

function crashedFit(request: FitRequest, reason: string): CurveFit {
  return {
    ...NO_CURVE,
    model: request.model,
    outcome: { kind: 'invalid-input', reason },
    n: request.dose.length,
    df: 0,
    covarianceProblem: reason,
    relative: noPotency('relative', 'the fit could not be worked out in this browser'),
    absolute: null,
    flags: ['no-fit'],
  }
}
