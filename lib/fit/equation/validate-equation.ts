import { at } from '../numbers.ts'
import type { Box } from '../optimize/box.ts'
import type { Constraint } from '../types.ts'
import type { Equation } from './equation.ts'
import type { EquationRequest } from './types.ts'

const LARGEST = 1e100
const SMALLEST = 1e-100

/** What is wrong with a request whose equation is sound, in words, or null. */
export function findInvalidEquationRequest(request: EquationRequest, equation: Equation): string | null {
  const { dose, response, weights, level } = request
  if (dose.length === 0) return 'There are no points.'
  if (response.length !== dose.length) return 'Doses and responses differ in number.'
  if (weights && weights.length !== dose.length) return 'Doses and weights differ in number.'
  if (!(level > 0 && level < 1)) return 'The confidence level must lie between 0 and 1.'
  for (let i = 0; i < dose.length; i++) {
    const [d, y, w] = [at(dose, i), at(response, i), weights ? at(weights, i) : 1]
    // A user's x may be any number, the NIST sets' among them: a dose below 0 is their own affair.
    if (!(Math.abs(d) <= LARGEST)) return `Point ${i + 1}: the dose is not a number.`
    if (!(Math.abs(y) <= LARGEST)) return `Point ${i + 1}: the response is not a number.`
    if (!(w >= SMALLEST && w <= LARGEST)) return `Point ${i + 1}: the weight is not a positive number.`
  }
  for (const name of equation.parameters) {
    const reason = findInvalidParameter(request, name)
    if (reason !== null) return `${name}: ${reason}`
  }
  return null
}

function findInvalidParameter(request: EquationRequest, name: string): string | null {
  const constraint = constraintFor(request, name)
  const isUsable = (value: number | null) => value === null || Math.abs(value) <= LARGEST
  if (constraint.kind === 'fixed')
    return isUsable(constraint.value) ? null : 'the fixed value is not a number.'
  if (constraint.kind === 'bounded') {
    const { lower, upper } = constraint
    if (!isUsable(lower) || !isUsable(upper)) return 'a limit is not a number.'
    if (lower !== null && upper !== null && lower > upper) return 'the lower limit is above the upper one.'
  }
  const start = Object.hasOwn(request.starts, name) ? request.starts[name] : undefined
  return start !== undefined && Math.abs(start) <= LARGEST ? null : 'give a value to start from.'
}

/** The search box of an equation's parameters. */
export function boxOfEquation(request: EquationRequest, { parameters }: Equation): Box {
  const sides = parameters.map((name): readonly [number, number] => {
    const constraint = constraintFor(request, name)
    if (constraint.kind === 'fixed') return [constraint.value, constraint.value]
    if (constraint.kind === 'free') return [-Infinity, Infinity]
    return [constraint.lower ?? -Infinity, constraint.upper ?? Infinity]
  })
  return {
    lower: Float64Array.from(sides, ([low]) => low),
    upper: Float64Array.from(sides, ([, high]) => high),
  }
}

function constraintFor({ constraints }: EquationRequest, name: string): Constraint {
  const given = constraints && Object.hasOwn(constraints, name) ? constraints[name] : undefined
  return given ?? { kind: 'free' }
}
