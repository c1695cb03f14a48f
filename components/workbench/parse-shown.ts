import { convertDose } from '@/lib/data-frame/dose-units.ts'
import { parseNumberInput } from '@/lib/data-frame/number-text.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { err, ok, type Result } from '@/lib/result.ts'
import type { ParameterName } from '@/lib/fit/types.ts'
import { fromShown } from './parameter-view.ts'

interface Field {
  readonly name: ParameterName
  /** The unit beside the field; a dose typed in another is converted. */
  readonly unit: string
}

/**
 * What was typed into a parameter field, on the model's scale (log10 for the EC50). Empty is null: an open side.
 *
 * @returns an error sentence for a text that is no number, has two readings, or is a dose without a logarithm.
 */
export function parseShown(text: string, { name, unit }: Field): Result<number | null, string> {
  const parsed = parseNumberInput(text)
  if (!parsed.ok) return parsed.error.kind === 'empty' ? ok(null) : err(parsed.error.message)
  const typed = parsed.value
  const isDose = name === 'logEc50'
  if (typed.unit !== null && !isDose) return err('This parameter is no dose: enter the number alone.')
  const value = typed.unit === null ? typed.value : convertDose(typed.value, typed.unit, unit as DoseUnit)
  if (value === null) return err(`A dose in ${typed.unit} cannot be converted to ${unit}.`)
  const model = fromShown(name, value)
  return model === null ? err('A dose must be above zero.') : ok(model)
}
