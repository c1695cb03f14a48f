import type { ParameterName } from '../types.ts'

/** Order of the parameter vector everywhere in `lib/fit`. */
export const PARAMETERS: readonly ParameterName[] = ['bottom', 'top', 'logEc50', 'hill']

export const BOTTOM = 0
export const TOP = 1
export const LOG_EC50 = 2
export const HILL = 3

/** Name of the parameter at an index below 4. */
export function parameterAt(index: number): ParameterName {
  return PARAMETERS[index] as ParameterName
}
