import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { LIMITS } from './limits.ts'

const QUOTE = 34
const COMMA = 44
const LF = 10
const CR = 13

export type RecordProblem = 'text-after-quote' | 'record-too-long' | 'ended-in-quote'

/**
 * Comma-separated records (RFC 4180, `\n` or `\r\n`) out of text that arrives in pieces. Holds at most one unfinished
 * record: what it gave is not kept. A quote inside an unquoted field is taken as it stands.
 */
export class CsvRecords {
  #rest = ''
  /** Fields of the record read last. */
  #fields: string[] = []

  /** Appends every record completed by `text` to `into`. */
  push(text: string, into: string[][]): Result<void, RecordProblem> {
    const whole = this.#rest === '' ? text : this.#rest + text
    let start = 0
    for (;;) {
      const end = this.#readRecord(whole, start, false)
      if (end === AFTER_QUOTE) return err('text-after-quote')
      if (end === INCOMPLETE || end === IN_QUOTE) break
      into.push(this.#fields)
      start = end
    }
    this.#rest = whole.slice(start)
    return this.#rest.length > LIMITS.recordChars ? err('record-too-long') : ok(undefined)
  }

  /** The last record where the text ended without a line end, null where it did not. */
  end(): Result<string[] | null, RecordProblem> {
    if (this.#rest === '') return ok(null)
    const end = this.#readRecord(this.#rest, 0, true)
    if (end === IN_QUOTE) return err('ended-in-quote')
    if (end === AFTER_QUOTE) return err('text-after-quote')
    return ok(this.#fields)
  }

  /** Reads one record into `#fields`; gives the index after its line end, or why there is none. */
  #readRecord(text: string, start: number, isLast: boolean): number {
    const fields: string[] = []
    this.#fields = fields
    let at = start
    for (;;) {
      let field: string
      if (text.charCodeAt(at) === QUOTE) {
        const close = closingQuote(text, at + 1)
        if (close < 0) return IN_QUOTE
        field = text.slice(at + 1, close)
        if (field.includes('"')) field = field.replaceAll('""', '"')
        at = close + 1
      } else {
        const from = at
        let code = text.charCodeAt(at)
        while (at < text.length && code !== COMMA && code !== LF && !(code === CR && isLineEnd(text, at))) {
          at += 1
          code = text.charCodeAt(at)
        }
        field = text.slice(from, at)
      }
      // The quote just passed may be half of a pair whose second half has not arrived.
      if (at >= text.length && !isLast) return INCOMPLETE
      fields.push(field)
      if (at >= text.length) return at
      const code = text.charCodeAt(at)
      if (code === LF) return at + 1
      if (code === CR) {
        if (at + 1 >= text.length) return isLast ? at + 1 : INCOMPLETE
        if (text.charCodeAt(at + 1) === LF) return at + 2
      }
      if (code !== COMMA) return AFTER_QUOTE
      at += 1
    }
  }
}

const INCOMPLETE = -1
const IN_QUOTE = -2
const AFTER_QUOTE = -3

/** A carriage return ends a record only before a line feed, or where the text stops. */
function isLineEnd(text: string, at: number): boolean {
  return at + 1 >= text.length || text.charCodeAt(at + 1) === LF
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2)
  return at
}
