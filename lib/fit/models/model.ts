import type { Constraint, Constraints, ModelName, ParameterName } from '../types.ts'
import type { Shape } from './shape.ts'

/**
 * What a number of a parameter measures, and so how it follows a change of the response axis y → (y − shift) / unit.
 * `response` is a level, `span` a difference of levels, `span-per-dose` that per unit of dose.
 */
export type UnitKind = 'response' | 'span' | 'span-per-dose' | 'log-dose' | 'none'

/** What the default limits depend on: the responses and the positive doses (log10) that were tested. */
export interface Reach {
  readonly low: number
  readonly high: number
  readonly firstLogDose: number
  readonly lastLogDose: number
}

export interface ParameterSpec {
  readonly name: ParameterName
  /** As the page and the docs call it, lower case. */
  readonly title: string
  readonly unit: UnitKind
  /** The response is linear in it once the others are held: the optimiser solves it exactly. */
  readonly isLinear: boolean
  /**
   * Numerical limits where no one set any. Past them the curve within the data no longer changes but by rounding, or it
   * is no longer this model (asymmetry ≥ 100, a falling hormesis with g < 0). Reported when they bind.
   */
  readonly guard: (reach: Reach) => readonly [number, number]
  /** What holds when the constraints do not name it. `unit`: fixed at 1 or −1, whichever way the curve goes. */
  readonly whenAbsent: 'free' | 'unit' | number
}

/** When a model may be chosen (science.md 1, "Offer"); `offer.ts` turns it into a refusal in words. */
export interface OfferRules {
  /** Distinct included doses, 0 being one; one fewer for each fixed parameter where `lessWhenFixed`. */
  readonly distinctDoses: number
  readonly lessWhenFixed: boolean
  readonly bothPlateausSeen: boolean
  readonly zeroDose: boolean
  /** Doses whose mean exceeds the untreated one by 2 SD. */
  readonly dosesAboveControl: number
  /** The last two doses turn back. */
  readonly lastDosesReverse: boolean
  /** Proposed (rather than merely offered) when AICc falls by this much against `logistic4`; null: never proposed. */
  readonly aiccGain: number | null
}

/** A location that other programs print for the same curve, derived from ours: drc's e. */
export interface Location {
  readonly name: string
  readonly logDose: number
}

/**
 * One dose-response model (science.md 1). θ is a vector in the order of `parameters`, in the units of the caller;
 * `logDose` is log10 of the dose, −∞ for the untreated control. No method allocates but where it says so, none throws.
 */
export interface Model {
  readonly name: ModelName
  /** Side of an asymmetry, form of a hormesis; null where the model has one form. */
  readonly variant: string | null
  readonly parameters: readonly ParameterSpec[]
  /** The fraction of the way up, where the model is B + (T − B) · g: what variable projection works on. */
  readonly shape: Shape | null
  value(theta: Float64Array, logDose: number): number
  /** ∂y/∂θ into `out`. At dose 0 only what moves the limit there is not 0. */
  gradient(theta: Float64Array, logDose: number, out: Float64Array): void
  /** ∂y per decade of dose; 0 at dose 0. */
  doseSlope(theta: Float64Array, logDose: number): number
  limitAtZeroDose(theta: Float64Array): number
  limitAtFullDose(theta: Float64Array): number
  /**
   * ∂(limit)/∂θ into `out`: of the dose-0 limit, or of the far one. With `gradient` all that a delta method for relative
   * effective doses needs.
   */
  limitGradient(theta: Float64Array, end: 'zero' | 'full', out: Float64Array): void
  /** log10 dose half-way between the limits; null where the curve has none (flat, linear). */
  midpoint(theta: Float64Array): number | null
  /**
   * log10 dose at which the curve has gone `fraction` (0 to 1) of the way **from its dose-0 limit to its far one**; for
   * hormesis the dose beyond the peak, for a bell the rising side up to the peak. Null where there is none.
   */
  logDoseOfEffect(theta: Float64Array, fraction: number): number | null
  /** log10 dose at which the response is `level`; the same branch. Null where it is not reached at a positive dose. */
  logDoseOfLevel(theta: Float64Array, level: number): number | null
  /** The location of other programs, where it differs from ours or is the model's own. */
  location(theta: Float64Array): Location | null
  /**
   * All vectors that describe the same curve, θ first: what a fit is turned by to have top ≥ bottom, or the lower
   * midpoint first. Allocates.
   */
  equivalents(theta: Float64Array): readonly Float64Array[]
  /** The same curve of c − y: which model, and the vector (`c` in response units). Null where no model describes it. */
  mirror(theta: Float64Array, c: number): { readonly variant: Model; readonly theta: Float64Array } | null
  /**
   * Values of the parameters that are not linear to start from, as full vectors whose linear entries are not read.
   * Allocates. Variable projection does not use it: it has a grid of its own.
   */
  starts(reach: Reach): readonly Float64Array[]
}

/** A row of the table of models. */
export interface ModelEntry {
  readonly name: ModelName
  readonly title: string
  /** What else it is called: shown by the picker's search and the docs. */
  readonly synonyms: readonly string[]
  readonly offer: OfferRules
  /** At least one; where there are several, each is fitted and the smaller RSS kept, the first on a tie. */
  readonly variants: readonly Model[]
  /** Whether the response goes one way only, so that `logEc50` and bend points mean something. */
  readonly isMonotone: boolean
}

/** Index of a parameter in the model's vector, −1 where it has none of that name. */
export function indexOf(model: Model, name: ParameterName): number {
  return model.parameters.findIndex((parameter) => parameter.name === name)
}

const FREE: Constraint = { kind: 'free' }

/** A fixed value that is the mean of control wells carries the variance of that mean. */
export function isMeanOfControls(constraint: Constraint): boolean {
  return constraint.kind === 'fixed' && (constraint.variance ?? 0) > 0
}

/** What holds for a parameter: the constraint that names it, else the model's default. */
export function constraintOf(constraints: Constraints, { name, whenAbsent }: ParameterSpec): Constraint {
  const given = constraints[name]
  if (given !== undefined) return given
  return whenAbsent === 'free' ? FREE : { kind: 'fixed', value: whenAbsent === 'unit' ? 1 : whenAbsent }
}

/** Value of the parameter when the response becomes (y − shift) / unit. */
export function scaleValue(kind: UnitKind, value: number, axis: { shift: number; unit: number }): number {
  if (kind === 'response') return (value - axis.shift) / axis.unit
  return kind === 'span' || kind === 'span-per-dose' ? value / axis.unit : value
}

/** The way back. */
export function unscaleValue(kind: UnitKind, value: number, axis: { shift: number; unit: number }): number {
  if (kind === 'response') return value * axis.unit + axis.shift
  return kind === 'span' || kind === 'span-per-dose' ? value * axis.unit : value
}

/** A length (a standard error) of the scaled parameter in its own unit. */
export function unscaleLength(kind: UnitKind, length: number, axis: { unit: number }): number {
  return kind === 'log-dose' || kind === 'none' ? length : length * axis.unit
}
