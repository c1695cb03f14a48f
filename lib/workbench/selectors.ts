import { scaleOfUnit } from '../data-frame/response-scale.ts'
import type { CurveData, DataFrame } from '../data-frame/types.ts'
import { readHeader } from '../data-frame/header.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import type { Constraint, Constraints, FitRequest, ParameterName, SigmoidParameter } from '../fit/types.ts'
import { pointKey } from './point-key.ts'
import { PARAMETERS, POLICIES } from './policies.ts'
import type { Exclusion, Origin, Policy, Work } from './types.ts'

export function activePolicy(work: Work): Policy {
  return POLICIES[work.policy]
}

export interface EffectiveConstraint {
  readonly constraint: Constraint
  readonly origin: Origin
  /** What a reset brings back. */
  readonly inherited: Constraint
}

/** What holds for each parameter of a curve, and where it comes from. */
export function effectiveConstraints(
  work: Work,
  curveId: string,
): Readonly<Record<SigmoidParameter, EffectiveConstraint>> {
  const policy = activePolicy(work)
  const own = ownConstraints(work, curveId)
  const of = (name: SigmoidParameter): EffectiveConstraint => {
    const inherited = policy.constraints[name]
    const set = own[name]
    if (set !== undefined) return { constraint: set, origin: 'curve', inherited }
    return { constraint: inherited, origin: policy.name === 'free' ? 'default' : 'policy', inherited }
  }
  return { bottom: of('bottom'), top: of('top'), logEc50: of('logEc50'), hill: of('hill') }
}

/** The constraints alone, as they hold for a curve. */
export function currentConstraints(work: Work, curveId: string): Constraints {
  const { bottom, top, logEc50, hill } = effectiveConstraints(work, curveId)
  return {
    bottom: bottom.constraint,
    top: top.constraint,
    logEc50: logEc50.constraint,
    hill: hill.constraint,
  }
}

/** How many parameters a curve sets differently from its policy ("R example, 2 changes"). */
export function changeCount(work: Work, curveId: string): number {
  return PARAMETERS.filter((name) => ownConstraints(work, curveId)[name] !== undefined).length
}

function ownConstraints(work: Work, curveId: string): Readonly<Partial<Record<ParameterName, Constraint>>> {
  return Object.hasOwn(work.curves, curveId) ? (work.curves[curveId]?.constraints ?? {}) : {}
}

/** `true` where the point takes part, in the order of `curve.rows`. */
export function includedPoints(work: Work, curve: CurveData): readonly boolean[] {
  return Array.from(curve.rows, (row) => exclusionOf(work, curve.responseColumn, row) === null)
}

export function exclusionOf(work: Work, responseColumn: number, row: number): Exclusion | null {
  return work.exclusions[pointKey({ row, responseColumn })] ?? null
}

export interface CurveRequest {
  readonly request: FitRequest
  /** In the order of `curve.rows`; `request.dose` holds those that are `true`, in that order. */
  readonly isIncluded: readonly boolean[]
}

/** What to ask the fit for one curve: its included points, its constraints, its policy. */
export function curveRequest(work: Work, curve: CurveData, detail: FitRequest['detail']): CurveRequest {
  const isIncluded = includedPoints(work, curve)
  const policy = activePolicy(work)
  const current = currentConstraints(work, curve.id)
  const responseScale = scaleOfUnit(work.mapping.responseUnit)
  const constraints: Constraints = {
    bottom: asAsked(current.bottom),
    top: asAsked(current.top),
    logEc50: asAsked(current.logEc50),
    hill: asAsked(current.hill),
  }
  const request: FitRequest = {
    model: policy.model,
    dose: curve.dose.filter((_, i) => isIncluded[i] === true),
    response: curve.response.filter((_, i) => isIncluded[i] === true),
    constraints,
    covariance: policy.covariance,
    level: policy.level,
    responseScale,
    absoluteLevel: { percent: 50, fraction: 0.5, arbitrary: null }[responseScale],
    detail,
  }
  return { request, isIncluded }
}

/** Bounded on no side, as a panel leaves it while its fields are empty, asks for nothing. */
function asAsked(constraint: Constraint): Constraint {
  const isOpen = constraint.kind === 'bounded' && constraint.lower === null && constraint.upper === null
  return isOpen ? { kind: 'free' } : constraint
}

export interface ExclusionCount {
  readonly excluded: number
  readonly total: number
  /** "3 of 42 wells excluded". */
  readonly text: string
}

/** Counts points of the curves given; exclusions of points no curve has do not count. */
export function exclusionCount(work: Work, curves: readonly CurveData[]): ExclusionCount {
  // Rows by column, as asking by key would build a text for each of 100,000 points.
  const excludedRows = new Map<number, Set<number>>()
  for (const { row, responseColumn } of Object.values(work.exclusions)) {
    excludedRows.set(responseColumn, (excludedRows.get(responseColumn) ?? new Set()).add(row))
  }
  let [excluded, total] = [0, 0]
  for (const { rows, responseColumn } of curves) {
    total += rows.length
    const ofColumn = excludedRows.get(responseColumn)
    if (ofColumn !== undefined) excluded += rows.filter((row) => ofColumn.has(row)).length
  }
  return { excluded, total, text: `${excluded} of ${total} ${total === 1 ? 'well' : 'wells'} excluded` }
}

/** IC50 where the response is mortality, inhibition, viability and the like; EC50 for any other. */
export function potencyName(work: Work, frame: DataFrame): 'IC50' | 'EC50' {
  const [first] = work.mapping.responses
  const column = first === undefined ? undefined : frame.columns[first]
  if (column === undefined) return 'EC50'
  const match = headerFamily(readHeader(column.displayName))
  return match?.family === 'normalised-response' && !/^activation|^efficacy/.test(match.word)
    ? 'IC50'
    : 'EC50'
}
