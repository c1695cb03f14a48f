import type { CurveData } from '../data-frame/types.ts'
import type { ParallelismRequest } from '../fit/joint/parallelism.ts'
import type { JointRequest } from '../fit/joint/types.ts'
import type { Constraint, Constraints, FitRequest, ModelName, SigmoidParameter } from '../fit/types.ts'
import { counted } from '../format/format-number.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { modelTitle } from './models.ts'
import { isSameJson } from './same-json.ts'
import { curveRequest, modelOfCurve } from './selectors.ts'
import type { Comparison, Work } from './types.ts'

type PairModel = NonNullable<ParallelismRequest['limits']['model']>

/** Models of two plateaus, a midpoint and a slope: what parallelism is asked of. */
const PAIR_MODELS: readonly string[] = ['logistic4', 'weibull1', 'weibull2', 'logNormal']
const NAMES: readonly SigmoidParameter[] = ['bottom', 'top', 'logEc50', 'hill']

/** What a comparison asks of the fit worker. */
export interface ComparisonAsk {
  /** The chosen curves that can be compared, the reference first. */
  readonly curves: readonly CurveData[]
  readonly comparison: Comparison
  /** All of them in one fit, named by their ids. */
  readonly joint: JointRequest
  /** Each other curve against the reference. */
  readonly pairs: readonly { readonly curveId: string; readonly request: ParallelismRequest }[]
  /** What is done otherwise than the curves' own settings say, in sentences. */
  readonly notes: readonly string[]
}

/** Why a curve cannot be compared, in words; null where it can. */
export function whyNotCompared(work: Work, curve: CurveData): string | null {
  const { request } = curveRequest(work, curve, 'full')
  const needed = NAMES.filter((name) => request.constraints[name].kind !== 'fixed').length
  const doses = new Set(request.dose).size
  if (doses < Math.max(2, needed)) return `${counted(doses, 'dose')} in use, ${Math.max(2, needed)} needed`
  return null
}

/**
 * One fit of the chosen curves, and each other curve against the reference (science.md 3). Curves that are gone or have
 * too few doses are left out.
 *
 * @returns an error sentence where there is nothing to compare
 */
export function comparisonAsk(work: Work, curves: readonly CurveData[]): Result<ComparisonAsk, string> {
  const { comparison } = work
  if (comparison === null) return err('Choose a reference curve.')
  const reference = curves.find(({ id }) => id === comparison.reference)
  if (!reference) return err('The reference curve is no longer in the table. Choose another one.')
  const why = whyNotCompared(work, reference)
  if (why !== null) return err(`The reference curve cannot be compared: ${why}.`)
  const model = modelOfCurve(work, reference.id)
  if (!isPairModel(model)) {
    return err(
      `Curves are compared by bottom, top, midpoint and slope. The reference is fitted with ${modelTitle(model).toLowerCase()}: choose a four-parameter model for it.`,
    )
  }
  const others = curves.filter(
    (curve) =>
      curve.id !== reference.id &&
      comparison.others.includes(curve.id) &&
      whyNotCompared(work, curve) === null,
  )
  if (others.length === 0) return err('Choose one or more curves to compare with the reference.')
  const parts = [reference, ...others].map((curve) => partOf(work, curve))
  const [first, ...rest] = parts
  if (!first) return err('Choose a reference curve.')
  return ok({
    curves: [reference, ...others],
    comparison,
    joint: jointOf(parts, { model, comparison }),
    pairs: rest.map((part) => ({
      curveId: part.curve.id,
      request: pairOf(first, part, { model, comparison }),
    })),
    notes: notesOf(work, { parts, model, comparison }),
  })
}

interface Part {
  readonly curve: CurveData
  readonly request: FitRequest
  readonly constraints: Constraints
  /** Wells below or above what could be measured, which least squares cannot take. */
  readonly censored: number
}

function partOf(work: Work, curve: CurveData): Part {
  const { request } = curveRequest(work, curve, 'full')
  const { censoring } = request
  const isMeasured = (_: number, i: number) => (censoring?.[i] ?? 0) === 0
  const { bottom, top, logEc50, hill } = request.constraints
  return {
    curve,
    request: {
      ...request,
      dose: request.dose.filter(isMeasured),
      response: request.response.filter(isMeasured),
    },
    constraints: { bottom, top, logEc50, hill },
    censored: censoring?.filter((side) => side !== 0).length ?? 0,
  }
}

interface Setup {
  readonly model: PairModel
  readonly comparison: Comparison
}

function jointOf(parts: readonly Part[], { model, comparison: { shared } }: Setup): JointRequest {
  const [reference] = parts
  const own = parts.slice(1).map(({ curve, constraints }) => {
    const entries = NAMES.filter((name) => !shared.includes(name)).map((name) => [name, constraints[name]])
    return [curve.id, Object.fromEntries(entries)] as const
  })
  const { covariance = 'expected', level = 0.95, responseScale = 'arbitrary' } = reference?.request ?? {}
  return {
    model,
    dose: Float64Array.from(parts.flatMap(({ request }) => [...request.dose])),
    response: Float64Array.from(parts.flatMap(({ request }) => [...request.response])),
    curve: parts.flatMap(({ curve, request }) => Array.from(request.dose, () => curve.id)),
    shared,
    constraints: reference?.constraints ?? FREE,
    curveConstraints: Object.fromEntries(own),
    covariance,
    level,
    responseScale,
    absoluteLevel: null,
  }
}

const free: Constraint = { kind: 'free' }
const FREE: Constraints = { bottom: free, top: free, logEc50: free, hill: free }

function pairOf(reference: Part, test: Part, { model, comparison: { limits } }: Setup): ParallelismRequest {
  const wells = ({ request }: Part) => ({ dose: request.dose, response: request.response })
  return {
    reference: wells(reference),
    test: wells(test),
    limits: {
      hillRatio: limits.hill,
      bottomDifference: limits.bottom,
      topDifference: limits.top,
      model,
      constraints: reference.constraints,
      testConstraints: test.constraints,
      covariance: reference.request.covariance,
      level: reference.request.level,
    },
  }
}

function notesOf(
  work: Work,
  { parts, model, comparison }: Setup & { readonly parts: readonly Part[] },
): readonly string[] {
  const { loss, weighting } = work.method
  const [reference, ...others] = parts
  const otherModel = others.filter(({ curve }) => modelOfCurve(work, curve.id) !== model)
  const overruled = others.filter(({ constraints }) =>
    comparison.shared.some((name) => !isSameJson(constraints[name], reference?.constraints[name])),
  )
  const censored = parts.reduce((sum, part) => sum + part.censored, 0)
  return [
    ...(loss === 'squares' && weighting === 'none'
      ? []
      : ['Curves are compared by unweighted least squares, whatever the fitting method.']),
    ...(otherModel.length > 0
      ? [`${names(otherModel)}: fitted here with the reference’s model, ${modelTitle(model).toLowerCase()}.`]
      : []),
    ...(overruled.length > 0
      ? [`${names(overruled)}: what is shared is held as the reference’s settings say.`]
      : []),
    ...(censored > 0
      ? [`${counted(censored, 'well')} given as a limit (< or >) left out of the comparison.`]
      : []),
  ]
}

function names(parts: readonly Part[]): string {
  return parts.map(({ curve }) => curve.label).join(', ')
}

function isPairModel(model: ModelName): model is PairModel {
  return PAIR_MODELS.includes(model)
}
