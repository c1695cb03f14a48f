import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { parseDoseUnit } from './dose-units.ts'
import type { DoseUnit } from './types.ts'

/** A digit must follow or precede the point; no grouping, no hexadecimal, no `Infinity`. */
const PLAIN_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The minus signs people paste: true minus, hyphen, non-breaking hyphen, figure dash, en dash. */
const MINUS = /[\u2212\u2010\u2011\u2012\u2013]/g

/**
 * The number a cell holds, or NaN where it is no plain number. `<0.5`, `n.d.`, `1,000` and `12 %` are no numbers:
 * reading a bare value out of them would invent data.
 */
export function parseCellNumber(text: string): number {
  const plain = text.trim().replace(MINUS, '-')
  if (!PLAIN_NUMBER.test(plain)) return Number.NaN
  const value = Number(plain)
  return Number.isFinite(value) ? value : Number.NaN
}

export interface NumberInput {
  readonly value: number
  /** The dose unit typed after the number, e.g. `nM` of `1 nM`. */
  readonly unit: DoseUnit | null
}

export type NumberInputProblem =
  | { readonly kind: 'empty'; readonly message: string }
  | {
      readonly kind: 'ambiguous-comma'
      readonly readings: readonly [number, number]
      readonly message: string
    }
  | { readonly kind: 'not-a-number'; readonly message: string }
  | { readonly kind: 'unknown-unit'; readonly message: string }

/**
 * What a person typed into a number field: `1e-9`, `−3`, `1 nM`, `0,05`. A comma that could be a decimal or a thousands
 * mark is refused with both readings; a comma with one reading is taken.
 */
export function parseNumberInput(text: string): Result<NumberInput, NumberInputProblem> {
  const trimmed = text.normalize('NFKC').trim().replace(MINUS, '-')
  if (trimmed === '') return err({ kind: 'empty', message: 'Enter a number.' })
  const parts = /^([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*(.*)$/.exec(trimmed)
  const digits = parts?.[1]
  if (digits === undefined) return err(notANumber(text))

  const value = readDigits(digits, text)
  if (!value.ok) return value
  const suffix = parts?.[2] ?? ''
  if (suffix === '' || suffix === '%') return ok({ value: value.value, unit: null })
  const unit = parseDoseUnit(suffix)
  if (unit === null) {
    return err({
      kind: 'unknown-unit',
      message: `“${suffix}” is not a unit known here. Use pM, nM, µM, mM or M.`,
    })
  }
  return ok({ value: value.value, unit })
}

function readDigits(digits: string, typed: string): Result<number, NumberInputProblem> {
  if (digits.includes(',')) {
    const readings = commaReadings(digits)
    if (readings.length === 2) {
      const [grouped, decimal] = readings as [number, number]
      const message = `“${digits}” can be read as ${grouped} or as ${decimal}. Write it without the comma.`
      return err({ kind: 'ambiguous-comma', readings: [grouped, decimal], message })
    }
    const [only] = readings
    return only === undefined ? err(notANumber(typed)) : ok(only)
  }
  const value = parseCellNumber(digits)
  return Number.isNaN(value) ? err(notANumber(typed)) : ok(value)
}

/** The thousands reading first, then the decimal one; only those the text allows. */
function commaReadings(digits: string): readonly number[] {
  const [mantissa = '', exponent] = digits.split(/[eE]/)
  const tail = exponent === undefined ? '' : `e${exponent}`
  const readings: number[] = []
  // `0,500` groups nothing: no one writes a leading zero before thousands.
  if (/^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(mantissa))
    readings.push(Number(mantissa.replaceAll(',', '') + tail))
  if (/^[+-]?\d*,\d+$/.test(mantissa)) readings.push(Number(mantissa.replace(',', '.') + tail))
  return readings.filter(Number.isFinite)
}

function notANumber(text: string): NumberInputProblem {
  return { kind: 'not-a-number', message: `“${text.trim().slice(0, 40)}” is not a number.` }
}
