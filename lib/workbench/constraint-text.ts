import type { DoseUnit } from '../data-frame/types.ts'
import { formatTrimmed, withUnit } from '../format/format-number.ts'
import { isMeanOfControls } from '../fit/models/model.ts'
import { PARAMETER_UNITS } from '../fit/models/table.ts'
import type { Constraint, ParameterName } from '../fit/types.ts'

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
  fraction: 'first share',
  logEc50First: 'first EC50',
  logEc50Second: 'second EC50',
  hillFirst: 'first hill',
  hillSecond: 'second hill',
  bottomSecond: 'end bottom',
}

/** How a parameter is called on the page and in outputs; `potency` is "EC50" or "IC50". */
export function parameterTitle(name: ParameterName, potency = 'EC50'): string {
  return name === 'logEc50' ? potency : TITLES[name].replace('EC50', potency)
}

/** An exponent of the dose ratio, whose sign is the direction of the curve. */
export function isSlope(name: ParameterName): boolean {
  return name === 'hill' || name === 'hillFirst' || name === 'hillSecond'
}

/** Kept as log10 of a dose, shown and typed as the dose. */
export function isLogDose(name: ParameterName): boolean {
  return PARAMETER_UNITS.get(name) === 'log-dose'
}

/** A parameter's value with its unit; an EC50 is shown as a dose. */
export function parameterValueText(name: ParameterName, value: number, units: AxisUnits): string {
  return withUnit(bareValue(name, value), unitOf(name, units))
}

/** The unit a parameter is shown and typed in; `''` for none. */
export function unitOf(name: ParameterName, { doseUnit, responseUnit }: AxisUnits): string {
  const kind = PARAMETER_UNITS.get(name)
  if (kind === 'none') return ''
  const dose = doseUnit === 'unknown' ? '' : doseUnit
  if (kind === 'log-dose') return dose
  const response = responseUnit === 'fraction' ? '' : responseUnit
  return kind === 'span-per-dose' && dose !== '' ? `${response}/${dose}` : response
}

/** "free", "fixed 0", "0 to 20", "≥ 0", "≤ 110": short, without units, as a hint beside a field has it. */
export function shortConstraint(name: ParameterName, constraint: Constraint): string {
  if (constraint.kind === 'free') return 'free'
  if (constraint.kind === 'fixed') {
    const fixed = `fixed ${bareValue(name, constraint.value)}`
    return isMeanOfControls(constraint) ? `${fixed} (controls)` : fixed
  }
  const { lower, upper } = constraint
  if (lower === null && upper === null) return 'free'
  if (lower === null) return `≤ ${bareValue(name, upper ?? 0)}`
  if (upper === null) return `≥ ${bareValue(name, lower)}`
  return `${bareValue(name, lower)} to ${bareValue(name, upper)}`
}

/** "bottom fixed 0, top fixed 100, EC50 free, hill free": every parameter, for the model string of an output. */
export function constraintText(
  constraints: ReadonlyMap<ParameterName, { readonly constraint: Constraint }>,
): string {
  return Array.from(
    constraints,
    ([name, { constraint }]) => `${parameterTitle(name)} ${shortConstraint(name, constraint)}`,
  ).join(', ')
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
  if (constraint.kind === 'fixed') {
    const at = isMeanOfControls(constraint) ? 'fixed at the mean of controls,' : 'fixed at'
    return `${title} ${at} ${text(constraint.value)}`
  }
  const { lower, upper } = constraint
  if (lower === null) return upper === null ? null : `${title} held at or below ${text(upper)}`
  if (upper === null) return `${title} held at or above ${text(lower)}`
  return `${title} held within ${bareValue(name, lower)} to ${text(upper)}`
}

function bareValue(name: ParameterName, value: number): string {
  return formatTrimmed(isLogDose(name) ? 10 ** value : value)
}
