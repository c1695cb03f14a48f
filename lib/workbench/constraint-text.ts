import type { DoseUnit } from '../data-frame/types.ts'
import { formatTrimmed, withUnit } from '../format/format-number.ts'
import type { Constraint, Constraints, ParameterName } from '../fit/types.ts'
import { PARAMETERS } from './policies.ts'

export interface AxisUnits {
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
}

const TITLES: Readonly<Record<Exclude<ParameterName, 'logEc50'>, string>> = {
  bottom: 'bottom',
  top: 'top',
  hill: 'hill',
  asymmetry: 'asymmetry',
  level: 'level',
  slope: 'slope',
  logE: 'location',
  hormesis: 'hormesis',
  logOnset: 'onset',
  fraction: 'share of the first step',
  logEc50First: 'first EC50',
  logEc50Second: 'second EC50',
  hillFirst: 'first hill',
  hillSecond: 'second hill',
  bottomSecond: 'bottom at high dose',
}

/** How a parameter is called on the page and in outputs; `potency` is "EC50" or "IC50". */
export function parameterTitle(name: ParameterName, potency = 'EC50'): string {
  return name === 'logEc50' ? potency : TITLES[name]
}

/** A parameter's value with its unit; an EC50 is shown as a dose. */
export function parameterValueText(name: ParameterName, value: number, units: AxisUnits): string {
  return withUnit(bareValue(name, value), unitOf(name, units))
}

/** The unit a parameter is shown and typed in; `''` for none. */
export function unitOf(name: ParameterName, { doseUnit, responseUnit }: AxisUnits): string {
  if (name === 'hill') return ''
  if (name === 'logEc50') return doseUnit === 'unknown' ? '' : doseUnit
  return responseUnit === 'fraction' ? '' : responseUnit
}

/** "free", "fixed 0", "0 to 20", "≥ 0", "≤ 110": short, without units, as a hint beside a field has it. */
export function shortConstraint(name: ParameterName, constraint: Constraint): string {
  if (constraint.kind === 'free') return 'free'
  if (constraint.kind === 'fixed') return `fixed ${bareValue(name, constraint.value)}`
  const { lower, upper } = constraint
  if (lower === null && upper === null) return 'free'
  if (lower === null) return `≤ ${bareValue(name, upper ?? 0)}`
  if (upper === null) return `≥ ${bareValue(name, lower)}`
  return `${bareValue(name, lower)} to ${bareValue(name, upper)}`
}

/** "bottom fixed 0, top fixed 100, EC50 free, hill free": all four, for the model string of an output. */
export function constraintText(constraints: Constraints): string {
  return PARAMETERS.map((name) => `${parameterTitle(name)} ${shortConstraint(name, constraints[name])}`).join(
    ', ',
  )
}

/** "bottom held within 0 to 20 %", "top fixed at 100 %": what a methods sentence says; null where it is free. */
export function constraintPhrase(
  name: ParameterName,
  constraint: Constraint,
  units: AxisUnits,
): string | null {
  const title = parameterTitle(name)
  const text = (value: number) => parameterValueText(name, value, units)
  if (constraint.kind === 'free') return null
  if (constraint.kind === 'fixed') return `${title} fixed at ${text(constraint.value)}`
  const { lower, upper } = constraint
  if (lower === null) return upper === null ? null : `${title} held at or below ${text(upper)}`
  if (upper === null) return `${title} held at or above ${text(lower)}`
  return `${title} held within ${bareValue(name, lower)} to ${text(upper)}`
}

function bareValue(name: ParameterName, value: number): string {
  return formatTrimmed(name === 'logEc50' ? 10 ** value : value)
}
