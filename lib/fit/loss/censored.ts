import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { exp, log } from '../numerics/elementary.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import type { FitRequest } from '../types.ts'
import { censoredLikelihood } from './censored-likelihood.ts'
import { atConstant, fittedOf, likeliest } from './likeliest.ts'
import type { Settled } from './plain.ts'

const LOG_TWO_PI = 1.8378770664093453

/**
 * Maximum likelihood with normal scatter where some wells are only known to lie below or above their number (Tobit). The
 * variance is the likelihood's with n − p in place of n, and RSS is n σ²: both, with limits and tests, are those of
 * least squares where every well is measured. What is not known of σ widens the errors of the curve.
 */
export function settleCensored(request: FitRequest, models: readonly Model[]): Settled | null {
  const base = makeProblem(request)
  const likelihood = censoredLikelihood(request, base)
  const found = likelihood && likeliest(request, models, { base, likelihood })
  if (!likelihood || !found) return null
  const { sigma, curvature, mixed, own, means, within } = likelihood.informationOf(fittedOf(base, found))
  const variance = sigma * sigma
  const mean = means.reduce((sum, y, i) => sum + at(base.w, i) * y, 0) / base.totalWeight
  const problem: Problem = { ...base, y: means, mean, pureError: within }
  const solution = found.describe(problem)
  const rssOf = (value: number) => solution.rss * exp((2 * (value - found.value)) / base.n)
  const { measured, logWeights } = measuredRows(request)
  // The likelihood was of scaled responses and weights: each measured one brings its units along.
  const scaled = found.value + measured * (log(base.unit) + log(base.weightUnit) / 2)
  const information = curvature.map((value) => value * variance)
  return {
    solution: {
      ...solution,
      problem: { ...problem, totalSquares: rssOf(atConstant(likelihood, base)) },
      information,
      extraInformation: information.map((value, i) => value - at(base.w, i)),
      nuisance: { mixed: mixed.map((value) => value * variance), own: own * variance },
      likely: {
        likelihood,
        rssOf,
        logLikelihood: -scaled + (logWeights - measured * LOG_TWO_PI) / 2,
        deviance: null,
        aicPart: 2 * scaled - base.n,
        parameters: solution.free.length + 1,
      },
    },
    request,
    canProfile: true,
    canLeaveOut: false,
  }
}

/** Number of measured rows and the sum of ln w over them, in an order of its own. */
function measuredRows({ dose, weights, censoring }: FitRequest): { measured: number; logWeights: number } {
  const isMeasured = (_: number, i: number) => (censoring?.[i] ?? 0) === 0
  const measured = dose.filter(isMeasured).length
  const logs = weights?.filter(isMeasured).map(log).sort()
  return { measured, logWeights: logs?.reduce((sum, value) => sum + value, 0) ?? 0 }
}
