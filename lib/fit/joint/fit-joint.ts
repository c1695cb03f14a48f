import type { JointFit, JointRequest } from './types.ts'

/** Fits many curves with some parameters in common. Being written: every request is answered as invalid so far. */
export function fitJoint(request: JointRequest): JointFit {
  return {
    model: request.model,
    outcome: { kind: 'invalid-input', reason: 'joint fits are not available yet' },
    curves: [],
    parameters: [],
    n: request.dose.length,
    df: 0,
    rss: null,
    sigma: null,
    r2: null,
    aicc: null,
    covariance: null,
    covarianceProblem: 'There is no fit.',
    effects: [],
    warnings: [],
    work: 0,
  }
}
