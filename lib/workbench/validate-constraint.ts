import { convertDose } from '../data-frame/dose-units.ts'
import { parseNumberInput } from '../data-frame/number-text.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import type { Constraint, Constraints, ParameterName } from '../fit/types.ts'
import { isSlope } from './constraint-text.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'

export interface ConstraintError {
  /** The field it belongs to. */
  readonly field: 'value' | 'lower' | 'upper'
  readonly message: string
}

/** Whether a constraint can be asked for. Values of a dose are its log10. Bounds may be open on both sides. */
export function validateConstraint(
  parameter: ParameterName,
  constraint: Constraint,
): Result<Constraint, ConstraintError> {
  if (constraint.kind === 'free') return ok(constraint)
  if (constraint.kind === 'fixed') {
    if (!Number.isFinite(constraint.value)) return err({ field: 'value', message: 'Enter a number.' })
    if (isSlope(parameter) && constraint.value === 0) {
      return err({
        field: 'value',
        message: 'A hill of 0 is a flat line: it has no potency. Enter another value.',
      })
    }
    return ok(constraint)
  }
  const { lower, upper } = constraint
  if (lower !== null && !Number.isFinite(lower)) return err({ field: 'lower', message: 'Enter a number.' })
  if (upper !== null && !Number.isFinite(upper)) return err({ field: 'upper', message: 'Enter a number.' })
  if (lower !== null && upper !== null && lower > upper) {
    return err({ field: 'upper', message: 'The upper bound lies below the lower one.' })
  }
  if (lower !== null && lower === upper) {
    return err({ field: 'upper', message: 'Both bounds are the same. Fix the value instead.' })
  }
  return ok(constraint)
}

/** Why constraints that are fine one by one cannot hold together, or null. */
export function plateauConflict({ bottom, top }: Constraints): string | null {
  if (bottom.kind === 'fixed' && top.kind === 'fixed' && bottom.value >= top.value) {
    return 'The bottom is fixed at or above the top: no curve lies between them.'
  }
  return null
}

/** What was typed for a parameter that is no dose: `5`, `−1.2`, `20 %`. A dose unit has no place here. */
export function numberFromInput(text: string): Result<number, string> {
  const parsed = parseNumberInput(text)
  if (!parsed.ok) return err(parsed.error.message)
  if (parsed.value.unit !== null) return err(`A dose unit (${parsed.value.unit}) has no place here.`)
  return ok(parsed.value.value)
}

/**
 * log10 of the dose typed for a parameter that is one, in `unit`: `22.9`, `1 nM`, `1e-2 mM`. The dose must be above 0; a unit of another
 * kind than the column's is refused, also where the column's is not known.
 */
export function ec50FromInput(text: string, unit: DoseUnit): Result<number, string> {
  const parsed = parseNumberInput(text)
  if (!parsed.ok) return err(parsed.error.message)
  const typed = parsed.value.unit
  const dose = typed === null ? parsed.value.value : convertDose(parsed.value.value, typed, unit)
  if (dose === null) {
    return err(
      unit === 'unknown'
        ? `The dose column has no unit yet, so ${typed} cannot be read. Choose its unit, or enter a plain number.`
        : `${typed} cannot be turned into ${unit}. Enter the dose in ${unit}.`,
    )
  }
  return dose > 0 ? ok(Math.log10(dose)) : err('A dose must be above 0.')
}
