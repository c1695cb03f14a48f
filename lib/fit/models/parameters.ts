import type { SigmoidParameter } from '../types.ts'

/** Order of the parameter vector of `logistic4`, and of the first four of every sigmoid. */
export const PARAMETERS: readonly SigmoidParameter[] = ['bottom', 'top', 'logEc50', 'hill']

export const BOTTOM = 0
export const TOP = 1
export const LOG_EC50 = 2
export const HILL = 3
