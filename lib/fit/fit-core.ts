import { type ScaledCovariance, covarianceOf } from './inference/covariance.ts'
import { estimatesOf, reportedCovariance, standardErrorOf } from './inference/estimates.ts'
import { fastProfile } from './inference/fast-profile.ts'
import { rootsOf } from './inference/potencies.ts'
import type { Bootstrap } from './inference/bootstrap.ts'
import type { Profiles } from './inference/profiles.ts'
import type { AtRest } from './at-rest.ts'
import { withHeldMeans } from './inference/held-means.ts'
import { errorDfOf, thresholdOf, withScatterOf } from './inference/scatter.ts'
import { summaryOf } from './inference/summary.ts'
import { flatTest, lackOfFitTest, withFreePlateaus } from './inference/tests.ts'
import { evidenceOf, judgeRoot, potenciesOf, withDrawn } from './judge-doses.ts'
import { isPlain, type Settled, settlePlain } from './loss/plain.ts'
import { indexOf, type Model } from './models/model.ts'
import { LOG_EC50 } from './models/parameters.ts'
import { variantsOf } from './models/table.ts'
import { at } from './numbers.ts'
import { makeProblem, type Problem } from './optimize/problem.ts'
import { type Solution, solve } from './optimize/solve.ts'
import { bendPoints, type Evidence } from './screen/evidence.ts'
import { extraFlags } from './screen/flags.ts'
import { limitsOf } from './screen/limits.ts'
import { badges } from './screen/verdict.ts'
import type { CurveFit, FitOutcome, FitRequest, Interval, ParameterName } from './types.ts'
import { findInvalid } from './validate.ts'
import { freeCountOf, withoutFit } from './without-fit.ts'

/**
 * `fitCurve` with what a fit at rest needs besides a drag given from outside, so that a page can load it apart.
 *
 * @param rest  the functions of `at-rest.ts`
 */
export function fitCurveWith(request: FitRequest, rest: AtRest): CurveFit {
  const reason = findInvalid(request)
  if (reason !== null) return withoutFit(request, { kind: 'invalid-input', reason }, { problem: null, rest })
  const problem = makeProblem(request)
  const models = variantsOf(request.model, request.constraints, request.variant)
  const freeCount = freeCountOf(request)
  if (problem.x.length < freeCount) {
    const outcome = {
      kind: 'too-few-points',
      distinctDoses: problem.x.length,
      freeParameters: freeCount,
    } as const
    return withoutFit(request, outcome, { problem, rest })
  }
  const found = isPlain(request) ? settlePlain(request, models) : rest.settle(request, models)
  const settled = found && { ...found, solution: withHeldMeans(found.solution, request.constraints) }
  const lost = settled ? unidentified(settled.solution) : namesOf(models)
  if (!settled || lost.length > 0)
    return withoutFit(request, { kind: 'singular', parameters: lost }, { problem, rest })
  return request.detail === 'drag' ? report(settled, null) : reportFully(request, settled, rest)
}

/** A profile that meets a lower RSS found a better optimum: the fit starts again from it. */
function reportFully(asked: FitRequest, settled: Settled, rest: AtRest): CurveFit {
  const { request } = settled
  const drawn = (best: Settled) => (asked.bootstrap ? rest.bootstrapOf(asked, best) : undefined)
  if (!settled.canProfile) return report(settled, { rest, profiles: null, bootstrap: drawn(settled) })
  let { solution } = settled
  let profiles = rest.profilesOf(solution, request, covarianceValue(solution, request))
  for (let round = 0; round < 2 && profiles.better; round++) {
    const { model, likely } = solution
    if (likely) break
    const again = solve(solution.problem, request.constraints, { model, extra: [profiles.better] })
    if (!again || again.rss >= solution.rss) break
    solution = withHeldMeans(withScatterOf(solution, again), request.constraints)
    profiles = rest.profilesOf(solution, request, covarianceValue(solution, request))
  }
  const best = { ...settled, solution }
  return report(best, { rest, profiles, bootstrap: drawn(best) })
}

/** The functions of a fit at rest, and its profiles where its loss has them; null while dragging. */
interface Resting {
  readonly rest: AtRest
  readonly profiles: Profiles | null
  /** Undefined where none was asked for, null where there can be none. */
  readonly bootstrap: Bootstrap | null | undefined
}

function report(settled: Settled, resting: Resting | null): CurveFit {
  const { request, solution } = settled
  const profiles = resting?.profiles ?? null
  const bootstrap = resting?.bootstrap
  const { problem, model, df } = solution
  const covariance = covarianceOf(solution, request.covariance)
  const values = covariance.ok ? covariance.value : null
  const evidence = gatherEvidence(settled, resting)
  const midpoint = resting ? null : midpointProfile(settled, values)
  const roots = rootsOf(solution, request, { covariance: values, profiles, midpoint })
  const judged = roots.map((facts, place) => {
    const dose = judgeRoot(evidence, facts, request)
    return bootstrap === undefined ? dose : withDrawn(dose, bootstrap?.roots[place] ?? null, request)
  })
  const lackOfFit = lackOfFitTest(solution)
  const threshold = errorDfOf(solution) > 0 ? thresholdOf(solution, (1 + request.level) / 2) : 0
  const potencies = potenciesOf(request, judged)
  const outliers = resting && outliersOf(request, resting.rest)
  return {
    model: request.model,
    ...(model.variant !== null && { variant: model.variant }),
    outcome: outcomeOf(solution),
    parameters: estimatesOf(solution, values, {
      level: request.level,
      constraints: request.constraints,
      // A profile knows nothing of how sure a held mean is.
      profiles: solution.held
        ? []
        : (profiles?.intervals ?? model.parameters.map((_, k) => (k === LOG_EC50 ? midpoint : null))),
      ...(bootstrap !== undefined && { bootstrap: bootstrap?.parameters ?? [] }),
    }),
    n: problem.n,
    df,
    ...summaryOf(solution),
    covariance: values && reportedCovariance(solution, values, request.covariance),
    covarianceProblem: covariance.ok ? null : covariance.error,
    ...potencies,
    lackOfFit,
    flatTest: evidence.flatTest,
    flatPCalibrated: evidence.flatPCalibrated,
    contradiction: evidence.contradiction,
    leaveOneOut: evidence.leaveOneOut,
    flags: [
      ...new Set([
        ...badges(evidence, roots.slice(0, request.absoluteLevel === null ? 1 : 2).map(evidenceOf)),
        ...extraFlags({
          solution,
          lackOfFit,
          threshold,
          hasOutlier: (outliers?.length ?? 0) > 0,
          leaveOneOut: evidence.leaveOneOut,
          foldLimit: request.foldLimit,
          lackOfFitP: limitsOf(request).lackOfFitP,
          ...potencies,
        }),
      ]),
    ],
    bendPoints: bendPoints(solution),
    ...(resting && {
      screenClass: resting.rest.screenClassOf(evidence),
      diagnostics: resting.rest.diagnosticsOf({ request, solution, covariance: values, lackOfFit }),
    }),
    ...(solution.errorDf !== undefined && solution.errorDf !== df && { errorDf: solution.errorDf }),
    ...(outliers && { outliers }),
    ...(request.secondSolver === true &&
      resting && {
        secondSolver:
          settled.canProfile && !solution.likely ? resting.rest.checkBySecondSolver(solution) : null,
      }),
  }
}

/** The one profile that a drag has time for. */
function midpointProfile(
  { request, solution, canProfile }: Settled,
  covariance: ScaledCovariance | null,
): Interval | null {
  if (!canProfile || solution.likely || request.interval === 'wald') return null
  return fastProfile(solution, request.level, standardErrorOf(solution, covariance, LOG_EC50))
}

/** Proposed, and never taken out without being asked. */
function outliersOf(request: FitRequest, rest: AtRest): readonly number[] | null {
  if (request.outliers !== true) return null
  const models = variantsOf(request.model, request.constraints, request.variant)
  return rest.proposeOutliers(request, models) ?? []
}

function gatherEvidence(settled: Settled, resting: Resting | null): Evidence {
  const { request, solution } = settled
  const { problem, model } = solution
  const hill = indexOf(model, 'hill')
  const freest = freestOf(settled, resting !== null)
  const test = freest && flatTest(freest)
  return {
    request,
    problem,
    freeCount: solution.free.length,
    solution,
    flatTest: test,
    flatPCalibrated:
      test && resting ? resting.rest.calibratedFlatP(settled.nullProblem ?? problem, test, request) : null,
    contradiction: resting?.rest.contradictionTest(settled.flatProblem ?? problem, request, solution) ?? null,
    leaveOneOut: (settled.canLeaveOut && resting?.rest.leaveOneOut(request, solution)) || null,
    profileHill: hill < 0 ? null : (resting?.profiles?.intervals[hill] ?? null),
    noise: noiseOf(problem, freest ?? solution),
  }
}

/**
 * `logistic4` with free plateaus, which a constant is nested in, whatever the model. While dragging no second fit is
 * made: the flat test waits where this one is another.
 */
function freestOf({ request, solution, flatProblem }: Settled, isFull: boolean): Solution | null {
  const free = withFreePlateaus(request.constraints)
  const isOwn = free === request.constraints && solution.model.name === 'logistic4'
  if (isOwn && !flatProblem) return solution
  const freest = isFull ? solve(flatProblem ?? solution.problem, free) : null
  return freest && withScatterOf(solution, freest)
}

/** Pure error says most about a well; with under three degrees of freedom the residual SD is the steadier one. */
function noiseOf(problem: Problem, { rss, df }: { rss: number; df: number }): number {
  const pureDf = problem.n - problem.x.length
  if (pureDf >= 3) return Math.sqrt(problem.pureError / pureDf)
  return df > 0 ? Math.sqrt(rss / df) : 0
}

function covarianceValue(solution: Solution, request: FitRequest): ScaledCovariance | null {
  const covariance = covarianceOf(solution, request.covariance)
  return covariance.ok ? covariance.value : null
}

function outcomeOf({ stop, iterations, isStationary }: Solution): FitOutcome {
  if (stop === 'iterations' && !isStationary) return { kind: 'iteration-limit', iterations }
  if (stop === 'damping' && !isStationary) return { kind: 'stalled', iterations }
  const isByRounding = stop === 'iterations' || stop === 'damping'
  return { kind: 'converged', iterations, stop: isByRounding ? 'round-off' : stop }
}

/** Free parameters that level data say nothing about: a sigmoid without a step has no midpoint and no slope. */
function unidentified({ problem, model, theta, states }: Solution): ParameterName[] {
  const isLevel = model.shape
    ? Math.abs(at(theta, indexOf(model, 'top')) - at(theta, indexOf(model, 'bottom'))) <= 1e-12
    : problem.totalSquares <= 1e-28 * problem.n
  if (!isLevel) return []
  return model.parameters
    .filter(({ isLinear }, k) => !isLinear && states[k] !== 'fixed')
    .map(({ name }) => name)
}

function namesOf(models: readonly Model[]): ParameterName[] {
  return models[0]?.parameters.map(({ name }) => name) ?? []
}
