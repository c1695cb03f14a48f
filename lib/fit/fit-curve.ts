import { type ScaledCovariance, covarianceOf } from './inference/covariance.ts'
import { studentQuantile } from './inference/distributions.ts'
import { estimatesOf, unscaleCovariance } from './inference/estimates.ts'
import { leaveOneOut } from './inference/leave-one-out.ts'
import { potenciesOf } from './inference/potencies.ts'
import { type Profiles, profilesOf } from './inference/profiles.ts'
import { summaryOf } from './inference/summary.ts'
import { contradictionTest, flatTest, lackOfFitTest, withFreePlateaus } from './inference/tests.ts'
import { BOTTOM, HILL, LOG_EC50, PARAMETERS, parameterAt, TOP } from './models/parameters.ts'
import { at } from './numbers.ts'
import { makeProblem, type Problem } from './optimize/problem.ts'
import { type Solution, solve } from './optimize/solve.ts'
import { bendPoints, type Evidence, type PotencyEvidence } from './screen/evidence.ts'
import { extraFlags } from './screen/flags.ts'
import { badges, judge } from './screen/verdict.ts'
import type { CurveFit, FitOutcome, FitRequest, ParameterName, Potency, SigmoidParameter } from './types.ts'
import { findInvalid } from './validate.ts'

/**
 * Fits one curve and judges it.
 *
 * @param request  n points (doses ≥ 0 on the linear scale), any of the four parameters free, fixed or bounded
 * @returns        a result whatever the data: `outcome` says how the search ended, `relative.verdict` what may be
 *                 reported. Throws nothing; the same request gives the same bits.
 */
export function fitCurve(request: FitRequest): CurveFit {
  const reason = findInvalid(request)
  if (reason !== null) return withoutFit(request, { kind: 'invalid-input', reason }, null)
  const problem = makeProblem(request)
  const freeCount = PARAMETERS.filter((name) => isFree(request, name)).length
  if (problem.x.length < freeCount) {
    const outcome = {
      kind: 'too-few-points',
      distinctDoses: problem.x.length,
      freeParameters: freeCount,
    } as const
    return withoutFit(request, outcome, problem)
  }
  const solution = solve(problem, request.constraints)
  const lost = solution ? unidentified(solution) : PARAMETERS
  if (!solution || lost.length > 0)
    return withoutFit(request, { kind: 'singular', parameters: lost }, problem)
  return request.detail === 'drag' ? report(request, solution, null) : reportFully(request, solution)
}

/** A profile that meets a lower RSS found a better optimum: the fit starts again from it. */
function reportFully(request: FitRequest, first: Solution): CurveFit {
  let solution = first
  let profiles = profilesOf(solution, request, covarianceValue(solution, request))
  for (let round = 0; round < 2 && profiles.better; round++) {
    const again = solve(solution.problem, request.constraints, { extra: [profiles.better] })
    if (!again || again.rss >= solution.rss) break
    solution = again
    profiles = profilesOf(solution, request, covarianceValue(solution, request))
  }
  return report(request, solution, profiles)
}

function report(request: FitRequest, solution: Solution, profiles: Profiles | null): CurveFit {
  const { problem, interior, df } = solution
  const covariance = covarianceOf(solution, request.covariance)
  const values = covariance.ok ? covariance.value : null
  const evidence = gatherEvidence(request, solution, profiles)
  const potencies = potenciesOf(solution, request, { covariance: values, profiles })
  const judged = potencies.map(({ evidence: potency, logStandardError }) =>
    judge(evidence, potency, logStandardError),
  )
  const relative = judged[0] ?? judge(evidence, nothing, null)
  const absolute = judged[1] ?? null
  const lackOfFit = lackOfFitTest(solution)
  const t = df > 0 ? studentQuantile((1 + request.level) / 2, df) : 0
  const threshold = df > 0 ? solution.rss * (1 + (t * t) / df) : 0
  return {
    model: request.model,
    outcome: outcomeOf(solution),
    parameters: estimatesOf(solution, values, {
      level: request.level,
      constraints: request.constraints,
      profiles: profiles?.intervals ?? [],
    }),
    n: problem.n,
    df,
    ...summaryOf(solution),
    covariance: values && {
      kind: request.covariance,
      order: interior.map(parameterAt),
      values: unscaleCovariance(solution, values.values),
    },
    covarianceProblem: covariance.ok ? null : covariance.error,
    relative,
    absolute,
    lackOfFit,
    flatTest: evidence.flatTest,
    contradiction: evidence.contradiction,
    leaveOneOut: evidence.leaveOneOut,
    flags: [
      ...badges(
        evidence,
        potencies.map((potency) => potency.evidence),
      ),
      ...extraFlags({ solution, lackOfFit, relative, absolute, threshold }),
    ],
    bendPoints: bendPoints(solution.theta),
  }
}

function gatherEvidence(request: FitRequest, solution: Solution, profiles: Profiles | null): Evidence {
  const { problem } = solution
  const free = withFreePlateaus(request.constraints)
  const isFull = profiles !== null
  // While dragging no second fit is made: the flat test waits where a plateau is not free.
  const freest = free === request.constraints ? solution : isFull ? solve(problem, free) : null
  return {
    request,
    problem,
    freeCount: solution.free.length,
    solution,
    flatTest: freest ? flatTest(freest) : null,
    contradiction: isFull ? contradictionTest(problem, request.constraints, solution) : null,
    leaveOneOut: isFull ? leaveOneOut(request, solution) : null,
    profileHill: profiles?.intervals[HILL] ?? null,
    noise: noiseOf(problem, freest ?? solution),
  }
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

/** Free parameters that a level line says nothing about. */
function unidentified({ theta, states }: Solution): ParameterName[] {
  const isLevel = Math.abs(at(theta, TOP) - at(theta, BOTTOM)) <= 1e-12
  return isLevel ? [LOG_EC50, HILL].filter((k) => states[k] !== 'fixed').map(parameterAt) : []
}

function isFree({ constraints }: FitRequest, name: SigmoidParameter): boolean {
  const constraint = constraints[name]
  if (constraint.kind === 'bounded') return constraint.lower === null || constraint.lower !== constraint.upper
  return constraint.kind === 'free'
}

const nothing: PotencyEvidence = { level: null, root: null, interval: null }

/** The result of points that carry no curve; they are still judged, since flat data is an answer. */
function withoutFit(request: FitRequest, outcome: FitOutcome, problem: Problem | null): CurveFit {
  const freeCount = PARAMETERS.filter((name) => isFree(request, name)).length
  const isConstant = problem !== null && problem.totalSquares <= 1e-28 * problem.n
  const evidence: Evidence | null = problem && {
    request,
    problem,
    freeCount,
    solution: null,
    flatTest: isConstant ? { f: 0, df1: 3, df2: Math.max(1, problem.n - 4), p: 1 } : null,
    contradiction: null,
    leaveOneOut: null,
    profileHill: null,
    noise: 0,
  }
  const potency = (level: number | null): Potency =>
    evidence
      ? judge(evidence, { ...nothing, level }, null)
      : { ...noPotency, kind: level === null ? 'relative' : 'absolute' }
  return {
    ...emptyFit,
    model: request.model,
    outcome,
    n: request.dose.length,
    df: request.dose.length - freeCount,
    covarianceProblem: 'There is no fit.',
    relative: potency(null),
    absolute: request.absoluteLevel === null ? null : potency(request.absoluteLevel),
    flags: evidence ? badges(evidence, [nothing]) : [],
  }
}

const noPotency: Potency = {
  kind: 'relative',
  logDose: null,
  qualifier: null,
  logRoot: null,
  logStandardError: null,
  interval: null,
  verdict: { kind: 'not-determined', rule: 'no-fit', text: 'the input cannot be fitted' },
}

const emptyFit = {
  parameters: [],
  rss: null,
  sigma: null,
  r2: null,
  aicc: null,
  covariance: null,
  lackOfFit: null,
  flatTest: null,
  contradiction: null,
  leaveOneOut: null,
  bendPoints: null,
} as const
