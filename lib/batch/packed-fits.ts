import { gunzipSync, gzipSync } from 'node:zlib'
import type { CurveFit } from '../fit/types.ts'

/**
 * Fits as gzipped JSON lines, one per curve, exact to the last bit: numbers that JSON has no word for, and columns of
 * numbers, stand as objects with one field of ours.
 */
export function packFits(fits: readonly CurveFit[]): Uint8Array {
  return gzipSync(fits.map((fit) => `${JSON.stringify(fit, write)}\n`).join(''), { level: 4 })
}

export function unpackFits(bytes: Uint8Array): readonly CurveFit[] {
  return unpackLines(bytes).map(readFit)
}

/** The lines alone, as a page asks for them. */
export function unpackLines(bytes: Uint8Array): readonly string[] {
  return gunzipSync(bytes).toString('utf8').split('\n').slice(0, -1)
}

/** A fit from its line. It is read from what this program wrote, so it is of the shape that was written. */
function readFit(line: string): CurveFit {
  return JSON.parse(line, read) as CurveFit
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
