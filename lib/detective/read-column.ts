import { FIRST_TEXT_CODE } from '../data-frame/cell.ts'
import type { Column } from '../data-frame/types.ts'
import { hasCommaNumbers, readCommaText, type CommaMark } from './comma-text.ts'
import { parseLimit } from './limit-text.ts'
import { plainWord } from './reading-word.ts'

/** Answers about one column; null where the question was not asked or not answered. */
export interface ColumnAnswers {
  readonly comma: CommaMark
  readonly limits: string | null
  /** By the word as it is compared. */
  readonly words: ReadonlyMap<string, string>
  readonly negative: string | null
  readonly log: string | null
  readonly slips: readonly { readonly rows: readonly number[]; readonly dose: number }[]
  /** Powers of ten per row, from a column of units. */
  readonly shifts: Float64Array | null
  readonly direction: string | null
}

/** The column read by the answers; the same object where they change none of its cells. */
export function readColumn(column: Column, answers: ColumnAnswers): Column {
  const texts = readTexts(column, answers)
  const numbers = readNumbers(texts.numbers ?? column.numbers, answers)
  if (numbers === column.numbers && texts.limits === null && texts.leftOut.size === 0) return column
  const limits =
    texts.limits && answers.direction?.startsWith('from ') ? texts.limits.map((s) => -s) : texts.limits
  return {
    ...column,
    numbers,
    ...(limits && { limits }),
    ...(texts.leftOut.size > 0 && { leftOut: texts.leftOut }),
    exported: column,
  }
}

interface TextReading {
  /** Null where no text is read otherwise. */
  readonly numbers: Float64Array | null
  readonly limits: Int8Array | null
  readonly leftOut: ReadonlySet<number>
}

/** Texts once per entry of the dictionary, then their rows. */
function readTexts(column: Column, answers: ColumnAnswers): TextReading {
  const comma = answers.comma !== null && hasCommaNumbers(column.dictionary) ? answers.comma : null
  const values = new Map<number, number>()
  const signs = new Map<number, -1 | 1>()
  const leftOut = new Set<number>()
  for (const [index, text] of column.dictionary.entries()) {
    const code = index + FIRST_TEXT_CODE
    const read = readText(text, { ...answers, comma })
    if (read === 'left-out') leftOut.add(code)
    else if (read !== null) {
      values.set(code, read.value)
      if (read.sign !== 0) signs.set(code, read.sign)
    }
  }
  const rows = (of: (code: number, row: number) => number) => Array.from(column.codes, of)
  return {
    numbers:
      values.size === 0
        ? null
        : Float64Array.from(rows((code, row) => values.get(code) ?? column.numbers[row] ?? Number.NaN)),
    limits: signs.size === 0 ? null : Int8Array.from(rows((code) => signs.get(code) ?? 0)),
    leftOut,
  }
}

type Read = { readonly value: number; readonly sign: -1 | 0 | 1 } | 'left-out' | null

/** Null where the text is read as ever. */
function readText(text: string, { comma, limits, words }: ColumnAnswers): Read {
  const limit = parseLimit(text, comma)
  if (limit !== null) {
    if (limits === 'leave-out') return 'left-out'
    if (limits === 'at-limit') return { value: limit.value, sign: 0 }
    return limits === 'censored' ? limit : null
  }
  const answer = words.size === 0 ? undefined : words.get(plainWord(text))
  if (answer === 'missing') return 'left-out'
  const bound = /^(at-most|at-least) (\S+)$/.exec(answer ?? '')
  if (bound !== null && Number.isFinite(Number(bound[2]))) {
    return { value: Number(bound[2]), sign: bound[1] === 'at-most' ? -1 : 1 }
  }
  if (comma === null) return null
  const value = readCommaText(text, comma)
  return Number.isNaN(value) ? null : { value, sign: 0 }
}

/** What is read otherwise of numbers themselves, in the order in which the writings were made. */
function readNumbers(numbers: Float64Array, answers: ColumnAnswers): Float64Array {
  const { negative, log, slips, shifts, direction } = answers
  let read = numbers
  if (negative === 'without-sign') read = read.map(Math.abs)
  const exponent = log === null ? null : (EXPONENTS[log.split(' ')[0] ?? ''] ?? null)
  if (exponent !== null) read = read.map((value) => rounded(10 ** exponent(value)))
  if (shifts !== null) read = read.map((value, row) => rounded(value * 10 ** (shifts[row] ?? Number.NaN)))
  const from = direction === 'from 100' ? 100 : direction === 'from 1' ? 1 : null
  if (from !== null) read = read.map((value) => rounded(from - value))
  if (slips.length > 0) {
    read = read.slice()
    for (const { rows, dose } of slips) for (const row of rows) if (row < read.length) read[row] = dose
  }
  return read
}

const EXPONENTS: Readonly<Record<string, (value: number) => number>> = {
  log10: (value) => value,
  '-log10': (value) => -value,
  ln: (value) => value / Math.LN10,
}

/** 10 ** −9 and 100 − 99.1 as a person would write them, not with the last bits of the arithmetic. */
function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value
}
