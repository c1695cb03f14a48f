import { type ScaledCovariance, covarianceOf } from './inference/covariance.ts'
import { estimatesOf, standardErrorOf, unscaleCovariance } from './inference/estimates.ts'
import { fastProfile } from './inference/fast-profile.ts'
import { askedDoses, type RootFacts, rootsOf } from './inference/potencies.ts'
import type { Bootstrap } from './inference/bootstrap.ts'
import type { Profiles } from './inference/profiles.ts'
import type { AtRest } from './at-rest.ts'
import { errorDfOf, thresholdOf, withScatterOf } from './inference/scatter.ts'
import { summaryOf } from './inference/summary.ts'
import { flatTest, lackOfFitTest, withFreePlateaus } from './inference/tests.ts'
import { isPlain, type Settled, settlePlain } from './loss/plain.ts'
import { constraintOf, indexOf, type Model } from './models/model.ts'
import { LOG_EC50 } from './models/parameters.ts'
import { variantsOf } from './models/table.ts'
import { at } from './numbers.ts'
import { makeProblem, type Problem } from './optimize/problem.ts'
import { type Solution, solve } from './optimize/solve.ts'
import { bendPoints, type Evidence, type PotencyEvidence } from './screen/evidence.ts'
import { extraFlags } from './screen/flags.ts'
import { badges, judge } from './screen/verdict.ts'
import type {
  CurveFit,
  EffectDose,
  FitOutcome,
  FitRequest,
  Interval,
  ParameterName,
  Potency,
} from './types.ts'
import { findInvalid } from './validate.ts'

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
  const settled = isPlain(request) ? settlePlain(request, models) : rest.settle(request, models)
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
    solution = withScatterOf(solution, again)
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
  const { problem, model, interior, df } = solution
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
      profiles: profiles?.intervals ?? model.parameters.map((_, k) => (k === LOG_EC50 ? midpoint : null)),
      ...(bootstrap !== undefined && { bootstrap: bootstrap?.parameters ?? [] }),
    }),
    n: problem.n,
    df,
    ...summaryOf(solution),
    covariance: values && {
      kind: request.covariance,
      order: interior.map((k) => nameAt(model, k)),
      values: unscaleCovariance(solution, values.values),
    },
    covarianceProblem: covariance.ok ? null : covariance.error,
    ...potencies,
    lackOfFit,
    flatTest: evidence.flatTest,
    flatPCalibrated: evidence.flatPCalibrated,
    contradiction: evidence.contradiction,
    leaveOneOut: evidence.leaveOneOut,
    flags: [
      ...badges(evidence, roots.slice(0, request.absoluteLevel === null ? 1 : 2).map(evidenceOf)),
      ...extraFlags({
        solution,
        lackOfFit,
        threshold,
        hasOutlier: (outliers?.length ?? 0) > 0,
        ...potencies,
      }),
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

/** The judged doses in the places that a fit has for them. */
function potenciesOf(
  request: FitRequest,
  judged: readonly EffectDose[],
): Pick<CurveFit, 'relative' | 'absolute' | 'effects'> {
  const [relative, ...rest] = judged
  const absolute = request.absoluteLevel === null ? null : (rest.shift() ?? null)
  return {
    relative: relative ?? noPotency,
    absolute,
    ...((request.effects || request.absoluteLevels) && { effects: rest }),
  }
}

function evidenceOf({ asked, root, interval }: RootFacts): PotencyEvidence {
  const { target, name } = asked
  return { level: target.kind === 'level' ? target.level : null, name, root, interval }
}

function judgeRoot(evidence: Evidence, facts: RootFacts, request: FitRequest): EffectDose {
  const potency = judge(evidence, evidenceOf(facts), facts.logStandardError)
  // The verdict looks at the profile even where Wald limits are what is asked for: it knows open sides.
  const isSwapped =
    request.interval === 'wald' && potency.interval !== null && potency.interval.method !== 'bracket'
  return { ...potency, interval: isSwapped ? facts.wald : potency.interval, level: facts.asked.level }
}

/** Bootstrap limits beside those of a potency, or in their place where they were chosen and can be drawn. */
function withDrawn(dose: EffectDose, drawn: Interval | null, { interval }: FitRequest): EffectDose {
  const isChosen = interval === 'bootstrap' && drawn !== null && dose.qualifier === '='
  const isSwapped = isChosen && dose.interval?.method !== 'bracket'
  return { ...dose, bootstrap: drawn, ...(isSwapped && { interval: drawn }) }
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
    contradiction: resting?.rest.contradictionTest(problem, request.constraints, solution) ?? null,
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

function nameAt(model: Model, index: number): ParameterName {
  return model.parameters[index]?.name as ParameterName
}

function freeCountOf({ model, variant, constraints }: FitRequest): number {
  const [first] = variantsOf(model, constraints, variant)
  return (first?.parameters ?? []).filter((spec) => {
    const constraint = constraintOf(constraints, spec)
    if (constraint.kind === 'bounded')
      return constraint.lower === null || constraint.lower !== constraint.upper
    return constraint.kind === 'free'
  }).length
}

/** The result of points that carry no curve; they are still judged, since flat data is an answer. */
function withoutFit(
  request: FitRequest,
  outcome: FitOutcome,
  { problem, rest }: { readonly problem: Problem | null; readonly rest: AtRest },
): CurveFit {
  const freeCount = problem ? freeCountOf(request) : 0
  const isConstant = problem !== null && problem.totalSquares <= 1e-28 * problem.n
  const evidence: Evidence | null = problem && {
    request,
    problem,
    freeCount,
    solution: null,
    flatTest: isConstant ? { f: 0, df1: 3, df2: Math.max(1, problem.n - 4), p: 1 } : null,
    contradiction: null,
    leaveOneOut: null,
    flatPCalibrated: isConstant ? 1 : null,
    profileHill: null,
    noise: 0,
  }
  const judged = evidence
    ? askedDoses(request, evidence.problem).map((asked) =>
        judgeRoot(
          evidence,
          { asked, root: null, logStandardError: null, wald: null, interval: null },
          request,
        ),
      )
    : unfitted(request)
  return {
    ...emptyFit,
    model: request.model,
    outcome,
    n: request.dose.length,
    df: request.dose.length - freeCount,
    covarianceProblem: 'There is no fit.',
    ...potenciesOf(request, judged),
    flags: evidence ? badges(evidence, [{ level: null, name: 'midpoint', root: null, interval: null }]) : [],
    ...(evidence && request.detail === 'full' && { screenClass: rest.screenClassOf(evidence) }),
  }
}

/** What was asked for, undetermined, where the input itself is at fault. */
function unfitted(request: FitRequest): EffectDose[] {
  const { absoluteLevel, effects = [], absoluteLevels = [] } = request
  return [
    { ...noPotency, level: 50 },
    ...(absoluteLevel === null ? [] : [{ ...noPotency, kind: 'absolute' as const, level: absoluteLevel }]),
    ...effects.map((level) => ({ ...noPotency, level })),
    ...absoluteLevels.map((level) => ({ ...noPotency, kind: 'absolute' as const, level })),
  ]
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
