import type { FitClient } from '@/lib/fit-worker/client.ts'
import type { CurveFit, FitRequest, Potency } from '@/lib/fit/types.ts'
import type { RunFit } from './fit-store.ts'

let nextChannel = 0

/** One fit at a time through the worker. A crash of the worker is a result that says so: no curve waits for ever. */
export function runFitOn(client: FitClient): RunFit {
  return async (request, signal) => {
    let fitted: CurveFit | null = null
    const end = await client.fitCurves([{ id: 'curve', request }], {
      // Which run supersedes which is decided by the caller's signal.
      channel: `page-${nextChannel++}`,
      signal,
      onResult: (_, fit) => {
        fitted = fit
      },
      onError: (_, reason) => {
        fitted = crashedFit(request, reason)
      },
    })
    if (end.kind === 'failed') return crashedFit(request, end.reason)
    return fitted
  }
}

function crashedFit(request: FitRequest, reason: string): CurveFit {
  const potency = (kind: Potency['kind']): Potency => ({
    kind,
    logDose: null,
    qualifier: null,
    logRoot: null,
    logStandardError: null,
    interval: null,
    verdict: {
      kind: 'not-determined',
      rule: 'no-fit',
      text: 'the fit could not be worked out in this browser',
    },
  })
  return {
    model: request.model,
    outcome: { kind: 'invalid-input', reason },
    parameters: [],
    n: request.dose.length,
    df: 0,
    rss: null,
    sigma: null,
    r2: null,
    aicc: null,
    covariance: null,
    covarianceProblem: reason,
    relative: potency('relative'),
    absolute: null,
    lackOfFit: null,
    flatTest: null,
    contradiction: null,
    leaveOneOut: null,
    flags: ['no-fit'],
    bendPoints: null,
  }
}
