import { EMPTY_CODE, FIRST_TEXT_CODE, NUMBER_CODE } from './cell.ts'
import { parseCellNumber } from './number-text.ts'
import type { ColumnChunk, ColumnMeta, FrameChunk } from './types.ts'

export interface ChunkEncoder {
  /** The next records in row order, as typed arrays; a record shorter than the columns reads as empty cells. */
  encode(records: readonly (readonly string[])[]): FrameChunk
}

/**
 * About 2 MB, forgotten while it is young: what lived for a whole export would be cleared away late. Few columns but those of
 * ids and times have as many texts, and theirs need not be remembered.
 */
const MOST_TEXTS = 20_000

/**
 * Turns text records into chunks of a frame. Keeps each column's dictionary, so one encoder serves one export.
 * Int and Float cells that are plain numbers become numbers; every other cell keeps its text, once per distinct text, as
 * long as no more than `mostTexts` are to be remembered: then columns with more than their share of them start anew.
 */
export function createChunkEncoder(columns: readonly ColumnMeta[], mostTexts = MOST_TEXTS): ChunkEncoder {
  const encoders = columns.map((column, index) => new ColumnEncoder(column, index))
  return {
    encode: (records) => {
      if (encoders.reduce((sum, { remembered }) => sum + remembered, 0) > mostTexts) {
        const share = mostTexts / encoders.length
        for (const encoder of encoders) if (encoder.remembered > share) encoder.startAnew()
      }
      return { rowCount: records.length, columns: encoders.map((encoder) => encoder.encode(records)) }
    },
  }
}

class ColumnEncoder {
  readonly #isNumeric: boolean
  readonly #index: number
  #codeOfText = new Map<string, number>()
  #numberOfCode: number[] = []
  #isAnew = false

  constructor(column: ColumnMeta, index: number) {
    this.#isNumeric = column.typeName === 'Int' || column.typeName === 'Float'
    this.#index = index
  }

  get remembered(): number {
    return this.#codeOfText.size
  }

  startAnew(): void {
    this.#codeOfText = new Map()
    this.#numberOfCode = []
    this.#isAnew = true
  }

  encode(records: readonly (readonly string[])[]): ColumnChunk {
    const numbers = new Float64Array(records.length)
    const codes = new Uint32Array(records.length)
    const newTexts: string[] = []
    for (const [row, record] of records.entries()) {
      const text = record[this.#index] ?? ''
      if (text === '') {
        codes[row] = EMPTY_CODE
        numbers[row] = Number.NaN
        continue
      }
      if (this.#isNumeric) {
        const value = parseCellNumber(text)
        if (isKeptByNumber(value)) {
          codes[row] = NUMBER_CODE
          numbers[row] = value
          continue
        }
      }
      const code = this.#codeOfText.get(text) ?? this.#remember(text, newTexts)
      codes[row] = code
      numbers[row] = this.#numberOfCode[code - FIRST_TEXT_CODE] ?? Number.NaN
    }
    const isAnew = this.#isAnew
    this.#isAnew = false
    return { numbers, codes, newTexts, ...(isAnew ? { startsAnew: true } : {}) }
  }

  #remember(read: string, newTexts: string[]): number {
    const text = detached(read)
    const code = this.#codeOfText.size + FIRST_TEXT_CODE
    this.#codeOfText.set(text, code)
    this.#numberOfCode.push(parseCellNumber(text))
    newTexts.push(text)
    return code
  }
}

/** A longer slice of a text keeps the whole of it in memory (V8): kept for an id, each piece of a download would stay. */
function detached(text: string): string {
  return text.length < 13 ? text : String(JSON.parse(JSON.stringify(text)))
}

/** An Int beyond 2^53 would lose digits as a number (an id, say): it stays text, with its number beside it. */
function isKeptByNumber(value: number): boolean {
  return !Number.isNaN(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
