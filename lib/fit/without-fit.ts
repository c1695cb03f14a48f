import type { AtRest } from './at-rest.ts'
import { askedDoses } from './inference/potencies.ts'
import { judgeRoot, potenciesOf, UNFITTED } from './judge-doses.ts'
import { constraintOf } from './models/model.ts'
import { variantsOf } from './models/table.ts'
import { NO_CURVE } from './no-fit.ts'
import type { Problem } from './optimize/problem.ts'
import type { Evidence } from './screen/evidence.ts'
import { badges } from './screen/verdict.ts'
import type { CurveFit, EffectDose, FitOutcome, FitRequest } from './types.ts'

/** How many parameters a request leaves free; bounds that meet fix one. */
export function freeCountOf({ model, variant, constraints }: FitRequest): number {
  const [first] = variantsOf(model, constraints, variant)
  return (first?.parameters ?? []).filter((spec) => {
    const constraint = constraintOf(constraints, spec)
    if (constraint.kind === 'bounded')
      return constraint.lower === null || constraint.lower !== constraint.upper
    return constraint.kind === 'free'
  }).length
}

/** The result of points that carry no curve; they are still judged, since flat data is an answer. */
export function withoutFit(
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
          { asked, root: null, logStandardError: null, wald: null, interval: null, isHeld: false },
          request,
        ),
      )
    : unfitted(request)
  return {
    ...NO_CURVE,
    model: request.model,
    outcome,
    n: request.dose.length,
    df: request.dose.length - freeCount,
    covarianceProblem: 'There is no fit.',
    ...potenciesOf(request, judged),
    flags: evidence ? badges(evidence, [NO_MIDPOINT]) : [],
    ...(evidence && request.detail === 'full' && { screenClass: rest.screenClassOf(evidence) }),
  }
}

const NO_MIDPOINT = { level: null, name: 'midpoint', root: null, interval: null, isHeld: false }

/** What was asked for, undetermined, where the input itself is at fault. */
function unfitted(request: FitRequest): EffectDose[] {
  return askedDoses(request, { shift: 0, unit: 1 }).map(({ kind, level }) => ({ ...UNFITTED, kind, level }))
}
