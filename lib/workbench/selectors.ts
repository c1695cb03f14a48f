import { scaleOfUnit } from '../data-frame/response-scale.ts'
import type { CurveData, DataFrame } from '../data-frame/types.ts'
import { readHeader } from '../data-frame/header.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import type { ParameterSpec } from '../fit/models/model.ts'
import { USUAL_VERDICT_LIMITS } from '../fit/screen/limits.ts'
import type {
  Constraint,
  Constraints,
  FitRequest,
  ModelName,
  ParameterName,
  VerdictLimits,
} from '../fit/types.ts'
import { counted, countText } from '../format/format-number.ts'
import { entryOf } from './entry-of.ts'
import { excludedRows } from './excluded-rows.ts'
import { FREE, FREE_SIGMOID, parametersOf, usualConstraint } from './models.ts'
import { groupsOf } from './groups.ts'
import { pointKey } from './point-key.ts'
import { builtInPolicy, findPolicy } from './policies.ts'
import type { CurveSettings, Exclusion, Origin, Policy, Work } from './types.ts'

/** The policy that holds; the free fit where the work names one that nobody knows. */
export function activePolicy(work: Work): Policy {
  const found = findPolicy(work, work.policy) ?? builtInPolicy('free')
  if (!found) throw new Error('the free fit is one of the policies that come with Halfmax')
  return found
}

export interface EffectiveConstraint {
  readonly constraint: Constraint
  readonly origin: Origin
  /** What a reset brings back, and whose it is. */
  readonly inherited: Constraint
  readonly inheritedFrom: 'policy' | 'group'
}

/** The model that a curve is fitted with. */
export function modelOfCurve(work: Work, curveId: string): ModelName {
  return ownSettings(work, curveId)?.model ?? groupSettings(work, curveId).model ?? activePolicy(work).model
}

/** What the curve's model has for parameters, in the order of the panel. */
export function parametersOfCurve(work: Work, curveId: string): readonly ParameterSpec[] {
  const { constraints } = groupSettings(work, curveId)
  return parametersOf(modelOfCurve(work, curveId), { ...constraints, ...ownConstraints(work, curveId) })
}

/** What holds for each parameter of a curve's model, and where it comes from. */
export function effectiveConstraints(
  work: Work,
  curveId: string,
): ReadonlyMap<ParameterName, EffectiveConstraint> {
  const policy = activePolicy(work)
  const own = ownConstraints(work, curveId)
  const group = groupSettings(work, curveId).constraints
  const of = (spec: ParameterSpec): EffectiveConstraint => {
    const ofPolicy = policy.constraints[spec.name]
    const ofGroup = group[spec.name]
    const inherited = ofGroup ?? ofPolicy ?? usualConstraint(spec)
    const set = own[spec.name]
    if (set !== undefined) {
      const inheritedFrom = ofGroup === undefined ? 'policy' : 'group'
      return { constraint: set, origin: 'curve', inherited, inheritedFrom }
    }
    if (ofGroup !== undefined) {
      return { constraint: ofGroup, origin: 'group', inherited, inheritedFrom: 'group' }
    }
    const isOfPolicy = policy.name !== 'free' && ofPolicy !== undefined
    return {
      constraint: inherited,
      origin: isOfPolicy ? 'policy' : 'default',
      inherited,
      inheritedFrom: 'policy',
    }
  }
  return new Map(parametersOfCurve(work, curveId).map((spec) => [spec.name, of(spec)]))
}

/**
 * The constraints that the fit is asked for: those of the policy, over them the group's, and over them the curve's own. What neither names is
 * left to the model, whose unit slopes follow the direction of the data.
 */
export function currentConstraints(work: Work, curveId: string): Constraints {
  const merged = {
    ...activePolicy(work).constraints,
    ...groupSettings(work, curveId).constraints,
    ...ownConstraints(work, curveId),
  }
  const names = new Set(parametersOfCurve(work, curveId).map(({ name }) => name))
  const others = Object.entries(merged).filter(([name]) => names.has(name as ParameterName))
  return { ...FREE_SIGMOID, ...Object.fromEntries(others) }
}

/** How many parameters a curve sets differently from its policy ("R example, 2 changes"). */
export function changeCount(work: Work, curveId: string): number {
  const own = ownConstraints(work, curveId)
  return parametersOfCurve(work, curveId).filter(({ name }) => own[name] !== undefined).length
}

/** Lines of the verdict that hold for a curve where they are not the usual ones: the table's, over them the group's, over them its own. */
export function limitsOfCurve(work: Work, curveId: string): Partial<VerdictLimits> {
  const merged: Partial<VerdictLimits> = {
    ...work.method.limits,
    ...groupSettings(work, curveId).limits,
    ...ownSettings(work, curveId)?.limits,
  }
  return Object.fromEntries(
    Object.entries(merged).filter(
      ([name, value]) => value !== USUAL_VERDICT_LIMITS[name as keyof VerdictLimits],
    ),
  )
}

/** A curve or group without any of these has no entry in the work. */
export function setsAnything({ constraints, model, limits = {} }: CurveSettings): boolean {
  return Object.keys(constraints).length > 0 || model !== undefined || Object.keys(limits).length > 0
}

/** Nothing of its own and nothing of a group: all such curves are asked for with the same settings. */
export function followsPolicy({ groups, curves }: Work, curveId: string): boolean {
  return Object.keys(groups).length === 0 && !Object.hasOwn(curves, curveId)
}

function ownConstraints(work: Work, curveId: string): CurveSettings['constraints'] {
  return ownSettings(work, curveId)?.constraints ?? {}
}

const NO_SETTINGS: CurveSettings = { constraints: {} }

/** What the groups of a curve set, the later one over the earlier. */
function groupSettings({ groups }: Work, curveId: string): CurveSettings {
  if (Object.keys(groups).length === 0) return NO_SETTINGS
  const found = groupsOf(curveId).flatMap((group) => entryOf(groups, group) ?? [])
  const model = found.findLast((settings) => settings.model !== undefined)?.model
  return {
    constraints: Object.assign(
      {},
      ...found.map(({ constraints }) => constraints),
    ) as CurveSettings['constraints'],
    ...(model !== undefined && { model }),
    limits: Object.assign({}, ...found.map(({ limits }) => limits)) as Partial<VerdictLimits>,
  }
}

function ownSettings(work: Work, curveId: string): CurveSettings | undefined {
  return entryOf(work.curves, curveId)
}

/** `true` where the point takes part, in the order of `curve.rows`. */
export function includedPoints(work: Work, curve: CurveData): readonly boolean[] {
  const excluded = new Set(excludedRows(work.exclusions, curve))
  return Array.from(curve.rows, (row) => !excluded.has(row))
}

export function exclusionOf(work: Work, responseColumn: number, row: number): Exclusion | null {
  return work.exclusions[pointKey({ row, responseColumn })] ?? null
}

const OUTER_EFFECTS = [10, 90]

/** `closer`: a full fit with other models beside it. */
export type FitDetail = FitRequest['detail'] | 'closer'

export interface CurveRequest {
  readonly request: FitRequest
  /** In the order of `curve.rows`; `request.dose` holds those that are `true`, in that order. */
  readonly isIncluded: readonly boolean[]
}

/** What to ask the fit for one curve: its included points, its constraints, its policy. */
export function curveRequest(work: Work, curve: CurveData, detail: FitDetail): CurveRequest {
  const isIncluded = includedPoints(work, curve)
  const policy = activePolicy(work)
  const responseScale = scaleOfUnit(work.mapping.responseUnit)
  const constraints = asAsked(currentConstraints(work, curve.id))
  const { method } = work
  const limits = limitsOfCurve(work, curve.id)
  const request: FitRequest = {
    model: modelOfCurve(work, curve.id),
    dose: curve.dose.filter((_, i) => isIncluded[i] === true),
    response: curve.response.filter((_, i) => isIncluded[i] === true),
    ...(curve.censoring && { censoring: curve.censoring.filter((_, i) => isIncluded[i] === true) }),
    constraints,
    covariance: policy.covariance,
    level: policy.level,
    responseScale,
    ...untreatedOf(work, curve),
    absoluteLevel: { percent: 50, fraction: 0.5, arbitrary: null }[responseScale],
    loss: method.loss,
    weighting: method.weighting,
    interval: method.interval,
    outliers: method.hasOutlierProposal,
    foldLimit: method.foldLimit,
    ...(Object.keys(limits).length > 0 && { limits }),
    secondSolver: true,
    ...(method.hasOuterEffects && { effects: OUTER_EFFECTS }),
    ...(method.interval === 'bootstrap' && { bootstrap: 'residual' }),
    // Comparing models takes as long as all the rest: it is made where somebody looks.
    ...(detail === 'full' && { comparisons: false }),
    detail: detail === 'closer' ? 'full' : detail,
  }
  return { request, isIncluded }
}

/** Set against controls, responses have the level of the untreated ones; else the header may tell. */
function untreatedOf({ normalisation }: Work, { untreated }: CurveData): Pick<FitRequest, 'untreated'> {
  if (normalisation !== null)
    return { untreated: normalisation.kind === 'inhibition' ? 'zero' : 'full-scale' }
  return untreated === undefined ? {} : { untreated }
}

/** Bounded on no side, as a panel leaves it while its fields are empty, asks for nothing. */
function asAsked(constraints: Constraints): Constraints {
  const isOpen = (constraint: Constraint) =>
    constraint.kind === 'bounded' && constraint.lower === null && constraint.upper === null
  const entries = Object.entries(constraints)
  return {
    ...constraints,
    ...Object.fromEntries(
      entries.filter(([, constraint]) => isOpen(constraint)).map(([name]) => [name, FREE]),
    ),
  }
}

export interface ExclusionCount {
  readonly excluded: number
  readonly total: number
  /** "3 of 42 wells excluded". */
  readonly text: string
}

/** Counts points of the curves given; exclusions of points no curve has do not count. */
export function exclusionCount(work: Work, curves: readonly CurveData[]): ExclusionCount {
  let [excluded, total] = [0, 0]
  for (const curve of curves) {
    total += curve.rows.length
    excluded += excludedRows(work.exclusions, curve).length
  }
  return { excluded, total, text: `${countText(excluded)} of ${counted(total, 'well')} excluded` }
}

/** IC50 where the response is mortality, inhibition, viability and the like, or set against controls; EC50 for any other. */
export function potencyName(
  work: Pick<Work, 'normalisation' | 'mapping'>,
  frame: DataFrame,
): 'IC50' | 'EC50' {
  if (work.normalisation !== null) return 'IC50'
  const [first] = work.mapping.responses
  const column = first === undefined ? undefined : frame.columns[first]
  if (column === undefined) return 'EC50'
  const match = headerFamily(readHeader(column.displayName))
  return match?.family === 'normalised-response' && !/^activation|^efficacy/.test(match.word)
    ? 'IC50'
    : 'EC50'
}
