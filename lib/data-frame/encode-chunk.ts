import { EMPTY_CODE, FIRST_TEXT_CODE, NUMBER_CODE } from './cell.ts'
import { parseCellNumber } from './number-text.ts'
import type { ColumnChunk, ColumnMeta, FrameChunk } from './types.ts'

export interface ChunkEncoder {
  /** The next records in row order, as typed arrays; a record shorter than the columns reads as empty cells. */
  encode(records: readonly (readonly string[])[]): FrameChunk
}

/**
 * Turns text records into chunks of a frame. Keeps each column's dictionary, so one encoder serves one export.
 * Int and Float cells that are plain numbers become numbers; every other cell keeps its text, once per distinct text.
 */
export function createChunkEncoder(columns: readonly ColumnMeta[]): ChunkEncoder {
  const encoders = columns.map((column, index) => createColumnEncoder(column, index))
  return {
    encode: (records) => ({
      rowCount: records.length,
      columns: encoders.map((encodeColumn) => encodeColumn(records)),
    }),
  }
}

type EncodeColumn = (records: readonly (readonly string[])[]) => ColumnChunk

function createColumnEncoder(column: ColumnMeta, index: number): EncodeColumn {
  const isNumeric = column.typeName === 'Int' || column.typeName === 'Float'
  const codeOfText = new Map<string, number>()
  const numberOfCode: number[] = []

  return (records) => {
    const numbers = new Float64Array(records.length)
    const codes = new Uint32Array(records.length)
    const newTexts: string[] = []
    for (const [row, record] of records.entries()) {
      const text = record[index] ?? ''
      if (text === '') {
        codes[row] = EMPTY_CODE
        numbers[row] = Number.NaN
        continue
      }
      if (isNumeric) {
        const value = parseCellNumber(text)
        if (isKeptByNumber(value)) {
          codes[row] = NUMBER_CODE
          numbers[row] = value
          continue
        }
      }
      let code = codeOfText.get(text)
      if (code === undefined) {
        code = codeOfText.size + FIRST_TEXT_CODE
        codeOfText.set(text, code)
        numberOfCode[code] = parseCellNumber(text)
        newTexts.push(text)
      }
      codes[row] = code
      numbers[row] = numberOfCode[code] ?? Number.NaN
    }
    return { numbers, codes, newTexts }
  }
}

/** An Int beyond 2^53 would lose digits as a number (an id, say): it stays text, with its number beside it. */
function isKeptByNumber(value: number): boolean {
  return !Number.isNaN(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
