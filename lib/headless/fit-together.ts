import { fitCurve } from '../fit/fit-curve.ts'
import { fitJoint } from '../fit/joint/fit-joint.ts'
import type { JointEffect, JointFit, JointParameter } from '../fit/joint/types.ts'
import type {
  Constraint,
  CurveFit,
  EffectDose,
  FitRequest,
  ParameterName,
  Potency,
  Verdict,
  VerdictLimits,
} from '../fit/types.ts'
import { limitsOf } from '../fit/screen/limits.ts'
import { wideText } from '../fit/screen/rows-trust.ts'
import { spokenName } from '../fit/screen/spoken-name.ts'

/** Rows of several curves, fitted in one. */
export interface TogetherRequest {
  /** All rows of all curves. */
  readonly request: FitRequest
  /** The curve of each row. */
  readonly curve: readonly string[]
  readonly shared: readonly ParameterName[]
}

/** A curve of a joint fit: parameters, errors and limits are the joint ones, the verdict looks at the curve's own rows. */
export interface CurveOfMany {
  readonly name: string
  readonly fit: CurveFit
  /** Rows of the request, in the order of the fit's own. */
  readonly rows: readonly number[]
}

export interface TogetherFit {
  readonly joint: JointFit
  readonly curves: readonly CurveOfMany[]
}

/**
 * Fits curves together and judges each: what the table of verdicts asks of rows is asked of the curve's own, fitted once
 * more with the shared parameters held at their joint values, which is the same curve; what it asks of limits and bounds
 * is asked of the joint ones.
 */
export function fitTogether({ request, curve, shared }: TogetherRequest): TogetherFit {
  const joint = fitJoint({ ...request, curve, shared, profile: request.interval !== 'wald' })
  const curves = [...rowsOfCurves(curve)].map(([name, rows]): CurveOfMany => {
    const own = { ...ofRows(request, rows), constraints: heldAt(request, joint), secondSolver: false }
    const alone = fitCurve(own)
    return { name, rows, fit: withJoint(alone, joint, { name, limits: limitsOf(request) }) }
  })
  return { joint, curves }
}

function rowsOfCurves(curve: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>()
  curve.forEach((name, row) => {
    const known = rows.get(name)
    if (known) known.push(row)
    else rows.set(name, [row])
  })
  return rows
}

function ofRows(request: FitRequest, rows: readonly number[]): FitRequest {
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
  return {
    ...request,
    dose: pick(request.dose),
    response: pick(request.response),
    ...(request.weights && { weights: pick(request.weights) }),
  }
}

function heldAt({ constraints }: FitRequest, { parameters }: JointFit): FitRequest['constraints'] {
  const held = parameters.filter(({ curve }) => curve === null)
  const fixed = held.map(({ name, estimate }): [string, Constraint] => [
    name,
    { kind: 'fixed', value: estimate },
  ])
  return { ...constraints, ...Object.fromEntries(fixed) }
}

function withJoint(
  alone: CurveFit,
  joint: JointFit,
  { name, limits }: { readonly name: string; readonly limits: VerdictLimits },
): CurveFit {
  if (joint.parameters.length === 0) return withoutFit(alone, joint)
  const own = joint.curves.find((one) => one.name === name)
  const parameters = joint.parameters.filter(({ curve }) => curve === null || curve === name)
  const effect = <Known extends Potency>(known: Known, level: number | null): Known => ({
    ...known,
    ...jointPotency(known, effectOf(joint, { curve: name, kind: known.kind, level }), { parameters, limits }),
  })
  const { absolute } = alone
  return {
    ...alone,
    outcome: joint.outcome,
    parameters: alone.parameters.map((one) => parameters.find((other) => other.name === one.name) ?? one),
    df: joint.df,
    sigma: joint.sigma,
    rss: own?.rss ?? alone.rss,
    r2: own?.r2 ?? null,
    aicc: joint.aicc,
    // That of the joint fit is no matrix of this curve alone.
    covariance: null,
    covarianceProblem: joint.covarianceProblem,
    relative: effect(alone.relative, 50),
    absolute: absolute && effect(absolute, null),
    ...(alone.effects && { effects: alone.effects.map((one) => effect(one, one.level)) }),
  }
}

/** The first absolute effect of a curve is that of the request's own level, whose number a potency does not carry. */
function effectOf(
  { effects }: JointFit,
  { curve, kind, level }: { curve: string; kind: Potency['kind']; level: number | null },
): JointEffect | null {
  const found = effects.find(
    (one) => one.curve === curve && one.kind === kind && (level === null || one.level === level),
  )
  return found ?? null
}

function jointPotency(
  known: Potency,
  effect: JointEffect | null,
  judging: Judging,
): Pick<Potency, 'logDose' | 'qualifier' | 'logRoot' | 'logStandardError' | 'interval' | 'verdict'> {
  if (effect === null) return known
  const { logRoot, logStandardError } = effect
  if (known.qualifier !== '=' || known.verdict.rule === 'steep') return { ...known, logRoot }
  const interval = effect.profile ?? effect.wald
  const verdict = jointVerdict(known.verdict, interval, judging)
  const isShown = verdict.kind !== 'not-determined'
  return {
    logDose: isShown ? logRoot : null,
    qualifier: isShown ? '=' : null,
    logRoot,
    logStandardError,
    interval: isShown ? interval : null,
    verdict,
  }
}

interface Judging {
  readonly parameters: readonly JointParameter[]
  readonly limits: VerdictLimits
}

/** Rows 10, 12 and 18 of the table look at what only the joint fit knows; a row above them has decided already. */
function jointVerdict(
  known: Verdict,
  interval: Potency['interval'],
  { parameters, limits }: Judging,
): Verdict {
  if (interval?.method === 'profile') {
    const { lower, upper } = interval
    if (lower === null && upper === null)
      return { kind: 'not-determined', rule: 'unstable', text: 'the data leave both limits open' }
    if (lower === null || upper === null) {
      const side = lower === null ? 'lower' : 'upper'
      return { kind: 'estimated', rule: 'limit-open', text: `the data leave the ${side} limit open` }
    }
  }
  const stopped = parameters.filter(({ state }) => state === 'at-lower' || state === 'at-upper')
  if (stopped.length > 0) {
    const names = stopped.map(({ name }) => spokenName(name)).join(' and ')
    return { kind: 'estimated', rule: 'at-bound', text: `${names} stopped at a bound` }
  }
  const wide = known.kind === 'reportable' ? wideText(interval, limits) : null
  if (wide !== null) return { kind: 'estimated', rule: 'wide-interval', text: wide }
  const sharedHere = parameters.filter(({ curve }) => curve === null && known.text.includes(' fixed '))
  return known.rule === 'fixed-contradicted' && sharedHere.length > 0
    ? { ...known, text: known.text.replace(' fixed ', ' fixed or shared ') }
    : known
}

/** Without a joint fit no curve of it has one, whatever its rows would say alone. */
function withoutFit(alone: CurveFit, { outcome, df }: JointFit): CurveFit {
  const rule = outcome.kind === 'too-few-points' ? 'too-few-points' : 'no-fit'
  const text =
    rule === 'no-fit' ? 'the curves have no fit in common' : 'the curves have too few points in common'
  const nothing = {
    logDose: null,
    qualifier: null,
    logRoot: null,
    logStandardError: null,
    interval: null,
    verdict: { kind: 'not-determined', rule, text },
  } as const
  const emptied = <Known extends Potency | EffectDose>(known: Known): Known => ({ ...known, ...nothing })
  return {
    ...alone,
    outcome,
    df,
    parameters: [],
    rss: null,
    sigma: null,
    r2: null,
    aicc: null,
    covariance: null,
    covarianceProblem: 'There is no fit.',
    relative: emptied(alone.relative),
    absolute: alone.absolute && emptied(alone.absolute),
    ...(alone.effects && { effects: alone.effects.map(emptied) }),
    lackOfFit: null,
    flatTest: null,
    flatPCalibrated: null,
    contradiction: null,
    leaveOneOut: null,
    flags: [rule],
    bendPoints: null,
  }
}
