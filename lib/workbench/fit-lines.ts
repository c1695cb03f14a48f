import type { CurveFit } from '../fit/types.ts'

/**
 * A fit as a line of JSON, exact to the last bit: numbers that JSON has no word for, and columns of numbers, stand as objects
 * with one field of ours.
 */
export function writeFitLine(fit: CurveFit): string {
  return JSON.stringify(fit, write)
}

/** @returns null where the line is no fit. What `writeFitLine` wrote is of the shape that was written. */
export function readFitLine(line: string): CurveFit | null {
  const value: unknown = JSON.parse(line, read)
  return isFit(value) ? value : null
}

function isFit(value: unknown): value is CurveFit {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['model', 'outcome', 'parameters', 'relative', 'flags'].every((name) => Object.hasOwn(value, name))
  )
}

function write(_: string, value: unknown): unknown {
  if (typeof value === 'number')
    return isPlain(value) ? value : { $n: Object.is(value, -0) ? '-0' : String(value) }
  if (value instanceof Float64Array) return { $f64: Array.from(value) }
  return value
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0)
}

function read(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if ('$n' in value) return Number(value.$n)
  if ('$f64' in value && Array.isArray(value.$f64)) return Float64Array.from(value.$f64, Number)
  return value
}
