import type { ParameterSpec } from './models/model.ts'
import { MODELS, variantsOf } from './models/table.ts'
import { at } from './numbers.ts'
import { findInvalidLimit } from './screen/limits.ts'
import type { Constraint, FitRequest, ParameterName } from './types.ts'

/** Doubles keep their digits when squared and summed inside these. */
const LARGEST = 1e100
const SMALLEST = 1e-100

/** What is wrong with a request, in words, or null. */
export function findInvalid(request: FitRequest): string | null {
  const { dose, response, weights } = request
  // Requests also come from saved work and other clients, past the types.
  if (!Object.hasOwn(MODELS, request.model)) return `Unknown model ${request.model}.`
  if (variantsOf(request.model, request.constraints, request.variant).length === 0) {
    return `The model ${request.model} has no variant ${request.variant}.`
  }
  if (dose.length === 0) return 'There are no points.'
  if (response.length !== dose.length) return 'Doses and responses differ in number.'
  if (weights && weights.length !== dose.length) return 'Doses and weights differ in number.'
  if (!(request.level > 0 && request.level < 1)) return 'The confidence level must lie between 0 and 1.'
  if (request.absoluteLevel !== null && !Number.isFinite(request.absoluteLevel)) {
    return 'The response level of the absolute potency is not a number.'
  }
  if (request.foldLimit !== undefined && !(request.foldLimit >= 1)) {
    return 'The fold that potencies may differ by is at least 1.'
  }
  const badLimit = request.limits && findInvalidLimit(request.limits)
  if (badLimit) return badLimit
  const isEffect = (level: number) => level > 0 && level < 100
  if (request.effects?.some((level) => !isEffect(level))) {
    return 'A relative effect level lies between 0 and 100 %, both excluded.'
  }
  if (request.absoluteLevels?.some((level) => !Number.isFinite(level))) {
    return 'A response level of an absolute dose is not a number.'
  }
  return findInvalidPoint(request) ?? findInvalidExtras(request) ?? findInvalidConstraint(request)
}

function findInvalidPoint({ dose, response, weights }: FitRequest): string | null {
  for (let i = 0; i < dose.length; i++) {
    const [d, y, w] = [at(dose, i), at(response, i), weights ? at(weights, i) : 1]
    if (!(d === 0 || (d >= SMALLEST && d <= LARGEST))) return `Point ${i + 1}: the dose is not a number ≥ 0.`
    if (!(Math.abs(y) <= LARGEST)) return `Point ${i + 1}: the response is not a number.`
    if (!(w >= SMALLEST && w <= LARGEST)) return `Point ${i + 1}: the weight is not a positive number.`
  }
  return null
}

/** What belongs to some losses only. */
function findInvalidExtras(request: FitRequest): string | null {
  const { dose, response, weights, trials, censoring, wells, loss, weighting, areSdsExact } = request
  if (loss === 'binomial' && !trials) return 'Counts out of n need their trials.'
  if (trials && loss !== 'binomial') return 'Trials belong to the binomial loss.'
  if (trials && trials.length !== dose.length) return 'Doses and trials differ in number.'
  if (trials?.some((n) => !(n > 0 && n <= LARGEST))) return 'A number of trials is not positive.'
  if (trials && response.some((y) => y < 0 || y > 1)) return 'A fraction of responders lies outside 0 to 1.'
  if (censoring && censoring.length !== dose.length) return 'Doses and censoring differ in number.'
  const isSquares = loss === undefined || loss === 'squares'
  const isFromCurve = weighting !== undefined && weighting !== 'none'
  if (trials && (weights || isFromCurve)) return 'Counts carry their own weights.'
  const isCensored = censoring?.some((sign) => sign !== 0) === true
  if (isCensored && !isSquares) return 'Censored responses need least squares.'
  if (isCensored && isFromCurve) return 'Weights from the curve need measured responses.'
  if (wells && (!isSquares || isCensored)) return 'Means of wells need least squares: they hide single wells.'
  if (areSdsExact === true && (!isSquares || isFromCurve || isCensored)) {
    return 'Exactly known SDs need least squares at given weights.'
  }
  if (!wells) return null
  if (wells.sd.length !== dose.length || wells.count.length !== dose.length) {
    return 'Doses, SDs and numbers of wells differ in number.'
  }
  if (wells.count.some((n) => !(n >= 1 && n <= LARGEST))) return 'A number of wells is not 1 or more.'
  return wells.sd.some((sd) => !(sd >= 0 && sd <= LARGEST)) ? 'An SD is not a number ≥ 0.' : null
}

function findInvalidConstraint({ model, variant, constraints }: FitRequest): string | null {
  for (const spec of variantsOf(model, constraints, variant)[0]?.parameters ?? []) {
    const constraint = constraints[spec.name]
    const problem =
      constraint && (describeConstraint(spec.name, constraint) ?? outsideDomain(spec, constraint))
    if (problem) return `${spec.name}: ${problem}`
  }
  const { bottom, top } = constraints
  return leastOf(bottom) > mostOf(top) ? 'The limits put the bottom above the top.' : null
}

/** Parameters that are no level, dose or slope of either sign have a domain of their own. */
function outsideDomain({ name, guard }: ParameterSpec, constraint: Constraint): string | null {
  if (name !== 'asymmetry' && name !== 'fraction') return null
  const [low, high] = guard({ low: 0, high: 1, firstLogDose: 0, lastLogDose: 1 })
  return mostOf(constraint) < low || leastOf(constraint) > high
    ? `must lie between ${low} and ${high}.`
    : null
}

function leastOf(constraint: Constraint): number {
  if (constraint.kind === 'fixed') return constraint.value
  return (constraint.kind === 'bounded' ? constraint.lower : null) ?? Number.NEGATIVE_INFINITY
}

function mostOf(constraint: Constraint): number {
  if (constraint.kind === 'fixed') return constraint.value
  return (constraint.kind === 'bounded' ? constraint.upper : null) ?? Number.POSITIVE_INFINITY
}

function describeConstraint(name: ParameterName, constraint: Constraint): string | null {
  const isUsable = (value: number) => Math.abs(value) <= LARGEST
  switch (constraint.kind) {
    case 'free':
      return null
    case 'fixed':
      if (!isUsable(constraint.value)) return 'the fixed value is not a number.'
      if (constraint.variance !== undefined && !(constraint.variance >= 0 && isUsable(constraint.variance))) {
        return 'the variance of the fixed value is not a number ≥ 0.'
      }
      return name.startsWith('hill') && constraint.value === 0 ? 'a slope of 0 is no curve.' : null
    case 'bounded': {
      const { lower, upper } = constraint
      if ((lower !== null && !isUsable(lower)) || (upper !== null && !isUsable(upper))) {
        return 'a limit is not a number.'
      }
      if (lower !== null && upper !== null && lower > upper) return 'the lower limit is above the upper one.'
      return name.startsWith('hill') && lower === 0 && upper === 0 ? 'a slope of 0 is no curve.' : null
    }
    default:
      return 'unknown constraint.'
  }
}
