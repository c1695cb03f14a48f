import { exp, expm1, log, log10, log1p } from '../numerics/elementary.ts'

/** A function of one number with its derivative. */
interface EquationFunction {
  readonly value: (a: number) => number
  /** @param v  the value at `a` */
  readonly slope: (a: number, v: number) => number
}

/**
 * What an equation may call. exp and the logarithms are the engine's own, bit for bit the same everywhere; the
 * trigonometric and hyperbolic ones are Math's, whose last digit the language leaves to each engine.
 */
export const FUNCTIONS: ReadonlyMap<string, EquationFunction> = new Map<string, EquationFunction>([
  ['exp', { value: exp, slope: (_, v) => v }],
  ['log', { value: log, slope: (a) => 1 / a }],
  ['ln', { value: log, slope: (a) => 1 / a }],
  ['log10', { value: log10, slope: (a) => Math.LOG10E / a }],
  ['log2', { value: (a) => log(a) * Math.LOG2E, slope: (a) => Math.LOG2E / a }],
  ['log1p', { value: log1p, slope: (a) => 1 / (1 + a) }],
  ['expm1', { value: expm1, slope: (_, v) => v + 1 }],
  ['sqrt', { value: Math.sqrt, slope: (_, v) => 0.5 / v }],
  ['abs', { value: Math.abs, slope: (a) => Math.sign(a) }],
  ['sin', { value: Math.sin, slope: (a) => Math.cos(a) }],
  ['cos', { value: Math.cos, slope: (a) => -Math.sin(a) }],
  ['tan', { value: Math.tan, slope: (_, v) => 1 + v * v }],
  ['asin', { value: Math.asin, slope: (a) => 1 / Math.sqrt(1 - a * a) }],
  ['acos', { value: Math.acos, slope: (a) => -1 / Math.sqrt(1 - a * a) }],
  ['atan', { value: Math.atan, slope: (a) => 1 / (1 + a * a) }],
  ['arctan', { value: Math.atan, slope: (a) => 1 / (1 + a * a) }],
  ['sinh', { value: Math.sinh, slope: (a) => Math.cosh(a) }],
  ['cosh', { value: Math.cosh, slope: (a) => Math.sinh(a) }],
  ['tanh', { value: Math.tanh, slope: (_, v) => 1 - v * v }],
])

/** Functions of two numbers. */
export const PAIR_FUNCTIONS = ['pow', 'min', 'max'] as const
export type PairFunction = (typeof PAIR_FUNCTIONS)[number]

export function isPairFunction(name: string): name is PairFunction {
  return (PAIR_FUNCTIONS as readonly string[]).includes(name)
}

/** For messages. */
export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys(), ...PAIR_FUNCTIONS]
