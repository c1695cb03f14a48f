import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { ParameterName } from '@/lib/fit/types.ts'
import { ok, type Result } from '@/lib/result.ts'
import { isLogDose } from '@/lib/workbench/constraint-text.ts'
import { ec50FromInput, numberFromInput } from '@/lib/workbench/validate-constraint.ts'

interface Field {
  readonly name: ParameterName
  /** Unit of the dose column; a dose typed in another is converted. */
  readonly doseUnit: DoseUnit
}

/**
 * What was typed into a parameter field, on the model's scale (log10 for the EC50). Empty is null: an open side.
 *
 * @returns an error sentence for a text that is no number, has two readings, or is a dose without a logarithm.
 */
export function parseShown(text: string, { name, doseUnit }: Field): Result<number | null, string> {
  if (text.trim() === '') return ok(null)
  return isLogDose(name) ? ec50FromInput(text, doseUnit) : numberFromInput(text)
}
