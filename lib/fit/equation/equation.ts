import { at } from '../numbers.ts'
import { exp, log } from '../numerics/elementary.ts'
import { FUNCTIONS, type PairFunction } from './functions.ts'

/** One step of a computation: the entries it reads come before it. */
export type Step =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'dose' }
  | { readonly kind: 'parameter'; readonly index: number }
  | { readonly kind: 'negate'; readonly a: number }
  | { readonly kind: '+' | '-' | '*' | '/' | PairFunction; readonly a: number; readonly b: number }
  | { readonly kind: 'call'; readonly name: string; readonly a: number }

/** A dose this small stands for the limit at 0 where the equation itself gives none there (0 · log 0). */
const NEXT_TO_ZERO = 1e-200
/** A value this large there is no limit but a pole. */
const POLE = 1e50

/**
 * A parsed equation: a list of steps over numbers, read by the switch below and nothing else. There is nothing in it
 * that could run.
 */
export interface Equation {
  readonly text: string
  /** Names in the order in which they appear. */
  readonly parameters: readonly string[]
  /** The response; NaN or infinite where the equation has no value. */
  value(theta: Float64Array, dose: number): number
  /** ∂(response)/∂θ into `out`, exact to rounding (reverse mode), and the response. */
  gradient(theta: Float64Array, dose: number, out: Float64Array): number
}

export function makeEquation(text: string, parameters: readonly string[], steps: readonly Step[]): Equation {
  const values = new Float64Array(steps.length)
  const adjoints = new Float64Array(steps.length)
  // What no parameter reaches needs no derivative; a constant base of 0 would only make NaN of it.
  const varies = variesOf(steps)
  const run = (theta: Float64Array, dose: number) => {
    for (let i = 0; i < steps.length; i++) values[i] = stepValue(steps[i] as Step, values, { theta, dose })
    return at(values, steps.length - 1)
  }
  const value = (theta: Float64Array, dose: number) => {
    const found = run(theta, dose)
    if (dose !== 0 || Number.isFinite(found)) return found
    const limit = run(theta, NEXT_TO_ZERO)
    return Math.abs(limit) < POLE ? limit : found
  }
  const differentiate = (theta: Float64Array, dose: number, out: Float64Array) => {
    const found = run(theta, dose)
    out.fill(0)
    adjoints.fill(0)
    adjoints[steps.length - 1] = 1
    for (let i = steps.length - 1; i >= 0; i--) {
      if (at(adjoints, i) !== 0 && varies[i]) spread(steps[i] as Step, i, { values, adjoints, varies, out })
    }
    return Number.isFinite(found) && out.every(Number.isFinite)
  }
  return {
    text,
    parameters,
    value,
    gradient(theta, dose, out) {
      if (!differentiate(theta, dose, out) && dose === 0) differentiate(theta, NEXT_TO_ZERO, out)
      return value(theta, dose)
    },
  }
}

function variesOf(steps: readonly Step[]): Uint8Array {
  const varies = new Uint8Array(steps.length)
  steps.forEach((step, i) => {
    if (step.kind === 'parameter') varies[i] = 1
    else if ('b' in step) varies[i] = varies[step.a] || varies[step.b] ? 1 : 0
    else if ('a' in step) varies[i] = varies[step.a] as number
  })
  return varies
}

interface Point {
  readonly theta: Float64Array
  readonly dose: number
}

function stepValue(step: Step, values: Float64Array, { theta, dose }: Point): number {
  switch (step.kind) {
    case 'number':
      return step.value
    case 'dose':
      return dose
    case 'parameter':
      return at(theta, step.index)
    case 'negate':
      return -at(values, step.a)
    case 'call':
      return FUNCTIONS.get(step.name)?.value(at(values, step.a)) ?? Number.NaN
    default:
      return pairValue(step.kind, at(values, step.a), at(values, step.b))
  }
}

function pairValue(kind: '+' | '-' | '*' | '/' | PairFunction, a: number, b: number): number {
  switch (kind) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case 'min':
      return Math.min(a, b)
    case 'max':
      return Math.max(a, b)
    case 'pow':
      return power(a, b)
  }
}

/** aᵇ; of a negative base only whole powers have a value. */
function power(a: number, b: number): number {
  if (b === 0) return 1
  const whole = Math.round(b)
  if (whole === b && Math.abs(b) <= 64) return wholePower(a, whole)
  if (a > 0) return exp(b * log(a))
  if (a === 0) return b > 0 ? 0 : Infinity
  if (whole !== b) return Number.NaN
  const size = exp(b * log(-a))
  return whole % 2 === 0 ? size : -size
}

/** By repeated squaring: exact where the product is. */
function wholePower(a: number, n: number): number {
  let [result, base] = [1, a]
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= base
    base *= base
  }
  return n < 0 ? 1 / result : result
}

interface Sweep {
  readonly values: Float64Array
  readonly adjoints: Float64Array
  readonly varies: Uint8Array
  readonly out: Float64Array
}

/** Hands the derivative of a step on to what it was made of. */
function spread(step: Step, i: number, { values, adjoints, varies, out }: Sweep): void {
  const weight = at(adjoints, i)
  const add = (entry: number, slope: number) => {
    if (varies[entry]) adjoints[entry] = at(adjoints, entry) + weight * slope
  }
  switch (step.kind) {
    case 'number':
    case 'dose':
      return
    case 'parameter':
      out[step.index] = at(out, step.index) + weight
      return
    case 'negate':
      add(step.a, -1)
      return
    case 'call':
      add(step.a, FUNCTIONS.get(step.name)?.slope(at(values, step.a), at(values, i)) ?? Number.NaN)
      return
    default: {
      const [a, b] = [at(values, step.a), at(values, step.b)]
      const [left, right] = pairSlopes(step.kind, { a, b, v: at(values, i), isPowerFixed: !varies[step.b] })
      add(step.a, left)
      add(step.b, right)
    }
  }
}

function pairSlopes(
  kind: '+' | '-' | '*' | '/' | PairFunction,
  { a, b, v, isPowerFixed }: { a: number; b: number; v: number; isPowerFixed: boolean },
): readonly [number, number] {
  switch (kind) {
    case '+':
      return [1, 1]
    case '-':
      return [1, -1]
    case '*':
      return [b, a]
    case '/':
      return [1 / b, -v / b]
    case 'min':
      return a <= b ? [1, 0] : [0, 1]
    case 'max':
      return a >= b ? [1, 0] : [0, 1]
    case 'pow':
      // 0ᵇ stays 0 as b moves.
      return [b === 0 ? 0 : b * power(a, b - 1), isPowerFixed ? 0 : v === 0 ? 0 : v * log(a)]
  }
}
