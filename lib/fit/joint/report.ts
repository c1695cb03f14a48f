import { studentTwoSidedP } from '../inference/distributions.ts'
import { waldInterval } from '../inference/estimates.ts'
import { unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log } from '../numerics/elementary.ts'
import { unscaleSquares } from '../optimize/problem.ts'
import type { Solution } from '../optimize/solve.ts'
import type { CovarianceKind, FitOutcome, ParameterState } from '../types.ts'
import { type JointCovarianceResult, jointCovarianceOf, unscaleJointCovariance } from './covariance.ts'
import { covarianceBetween } from './covariance-between.ts'
import { askedDosesOf, effectOf } from './effects.ts'
import { jointRss } from './evaluate.ts'
import { type Block, type JointProblem, partOf, rowsOf } from './joint-problem.ts'
import { type JointProfiles, jointProfiles } from './profiles.ts'
import type { JointSolution } from './solve-joint.ts'
import { type JointState, stateAt } from './state.ts'
import type { JointCovariance, JointCurve, JointFit, JointParameter, JointRequest } from './types.ts'
import { warningsOf } from './warnings.ts'

interface Solved {
  readonly joint: JointProblem
  readonly separate: readonly (Solution | null)[]
  readonly solution: JointSolution
  readonly outcome: FitOutcome
  readonly work: number
}

/** A report, and a point with a lower RSS if the profiles met one: the fit must start again from it. */
interface Reported {
  readonly fit: JointFit
  readonly better: Float64Array | null
}

/** Estimates, errors, limits, effective doses and warnings of a joint minimum, in response and log10 dose units. */
export function reportJoint(
  request: JointRequest,
  { joint, separate, solution, outcome, work }: Solved,
): Reported {
  const state = stateAt(joint, solution)
  const { rss, df } = state
  const kinds = { expected: errorsOf(state, 'expected'), observed: errorsOf(state, 'observed') }
  const asked = kinds[request.covariance]
  const covarianceOf = (result: JointCovarianceResult, kind: CovarianceKind) =>
    result.ok ? unscaleJointCovariance(joint, kind, result.value) : null
  const covariances = {
    expected: covarianceOf(kinds.expected, 'expected'),
    observed: covarianceOf(kinds.observed, 'observed'),
  }
  const covariance = covariances[request.covariance]
  const curves = curvesOf(state, separate)
  const profiles = jointProfiles(request, state, covariance)
  // Shared parameters and midpoints first: where there are too many profiles they are the ones to have.
  const parameters = parametersOf(request, state, { covariances, profiles })
  const total = unscaleSquares(joint.whole, rss)
  const free = joint.n - df
  const k = free + 1
  const { n } = joint
  const effects = inRowOrder(request.curve, curves).flatMap((curve) =>
    askedDosesOf(request).map((dose) =>
      profiles.addTo(
        effectOf(joint.model, curve, { asked: dose, covariance, level: request.level, df }),
        dose,
      ),
    ),
  )
  const fit: JointFit = {
    model: request.model,
    ...(joint.model.variant !== null && { variant: joint.model.variant }),
    outcome,
    curves: inRowOrder(request.curve, curves),
    parameters,
    n,
    df,
    rss: total,
    sigma: df > 0 ? Math.sqrt(total / df) : null,
    r2: joint.whole.totalSquares > 0 ? 1 - rss / joint.whole.totalSquares : null,
    aicc: n - k - 1 > 0 && total > 0 ? n * log(total / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : null,
    covariance,
    covarianceProblem: asked.ok ? null : asked.error,
    effects,
    warnings: warningsOf({ joint, solution, curves, covariance, profiles }),
    work,
  }
  return { fit, better: profiles.better() }
}

function errorsOf({ joint, solution, states, rss, df }: JointState, kind: CovarianceKind) {
  const active = Uint8Array.from(states, (state) => (state === 'free' ? 1 : 0))
  return jointCovarianceOf(joint, kind, { theta: solution.theta, rss, df, active })
}

function curvesOf({ joint, solution }: JointState, separate: readonly (Solution | null)[]): JointCurve[] {
  const { blocks, size, model, whole } = joint
  const residual = blocks.map((block) => new Float64Array(rowsOf(block)))
  jointRss(joint, solution.theta, residual)
  return blocks.map(({ name, problem, own }, c) => {
    const rss = (residual[c] as Float64Array).reduce((sum, r) => sum + r * r, problem.pureError)
    const alone = separate[c]
    return {
      name,
      n: problem.n,
      rss: unscaleSquares(whole, rss),
      r2: problem.totalSquares > 0 ? 1 - rss / problem.totalSquares : null,
      ownVariance: alone && alone.df > 0 ? unscaleSquares(own, alone.rss) / alone.df : null,
      theta: partOf(solution.theta, c, size).map((value, k) =>
        unscaleValue(model.parameters[k]?.unit ?? 'none', value, whole),
      ),
    }
  })
}

function inRowOrder(rows: readonly string[], curves: readonly JointCurve[]): JointCurve[] {
  const places = new Map<string, number>()
  for (const name of rows) if (!places.has(name)) places.set(name, places.size)
  return curves.toSorted((a, b) => (places.get(a.name) ?? 0) - (places.get(b.name) ?? 0))
}

function parametersOf(
  request: JointRequest,
  state: JointState,
  given: { covariances: Record<CovarianceKind, JointCovariance | null>; profiles: JointProfiles },
): JointParameter[] {
  const { joint } = state
  const indices = Array.from({ length: joint.size }, (_, k) => k)
  const shared = indices.filter((k) => joint.isShared[k])
  const own = indices.filter((k) => !joint.isShared[k])
  const places = [...new Set(request.curve)].map((name) =>
    joint.blocks.findIndex((block) => block.name === name),
  )
  return [
    ...shared.map((k) => parameterOf(request, state, { ...given, c: 0, k, curve: null })),
    ...places.flatMap((c) =>
      own.map((k) => parameterOf(request, state, { ...given, c, k, curve: joint.blocks[c]?.name ?? null })),
    ),
  ]
}

function parameterOf(
  request: JointRequest,
  { joint, solution, states, df }: JointState,
  {
    covariances,
    profiles,
    c,
    k,
    curve,
  }: {
    covariances: Record<CovarianceKind, JointCovariance | null>
    profiles: JointProfiles
    c: number
    k: number
    curve: string | null
  },
): JointParameter {
  const { model, whole, size } = joint
  const spec = model.parameters[k] as (typeof model.parameters)[number]
  const state = states[c * size + k] ?? 'free'
  const set = valueSet(joint.blocks[c] as Block, spec.name, state)
  const estimate = set ?? unscaleValue(spec.unit, at(solution.theta, c * size + k), whole)
  const errorOf = (kind: CovarianceKind) => {
    const entry = { curve, name: spec.name }
    const covariance = covariances[kind]
    const variance = covariance && covarianceBetween(covariance, entry, entry)
    return variance === null ? null : Math.sqrt(variance)
  }
  const standardErrors = { expected: errorOf('expected'), observed: errorOf('observed') }
  const standardError = standardErrors[request.covariance]
  const t = standardError === null ? null : estimate / standardError
  return {
    name: spec.name,
    curve,
    state,
    estimate,
    standardErrors,
    standardError,
    t,
    p: t === null ? null : studentTwoSidedP(t, df),
    wald: standardError === null ? null : waldInterval(estimate, standardError, { level: request.level, df }),
    profile: profiles.of(c, k),
  }
}

/** A fixed value or the bound that binds, as it was given: scaling there and back must not change a digit of it. */
function valueSet(
  { constraints }: Block,
  name: JointParameter['name'],
  state: ParameterState,
): number | null {
  const constraint = constraints[name]
  if (!constraint || constraint.kind === 'free' || state === 'free') return null
  if (constraint.kind === 'fixed') return constraint.value
  return state === 'at-upper' ? constraint.upper : constraint.lower
}
