import { FIRST_TEXT_CODE } from './cell.ts'
import type { ColumnChunk, ColumnMeta, DataFrame, FrameChunk } from './types.ts'

export interface FrameBuilder {
  readonly rowCount: number
  append(chunk: FrameChunk): void
  /**
   * The frame so far. Costs no copy: its arrays are views of the builder's, whose written part never changes again, so
   * earlier snapshots stay as they were. Post the arrays of a curve, not of a snapshot, to a worker: cloning a view
   * clones everything behind it.
   */
  snapshot(): DataFrame
}

interface Growing {
  readonly meta: ColumnMeta
  numbers: Float64Array
  codes: Uint32Array
  readonly dictionary: string[]
  /** Once a chunk started anew: places in the dictionary, by text and by the code that chunks use. */
  merged: { readonly placeOfText: Map<string, number>; placeOfCode: number[] } | null
}

/** Collects streamed chunks into a growing frame; appending n rows costs O(n) amortised. */
export function createFrameBuilder(columns: readonly ColumnMeta[]): FrameBuilder {
  const growing = columns.map((meta): Growing => ({
    meta,
    numbers: new Float64Array(0),
    codes: new Uint32Array(0),
    dictionary: [],
    merged: null,
  }))
  let rowCount = 0
  return {
    get rowCount() {
      return rowCount
    },
    append(chunk) {
      for (const [index, column] of growing.entries()) {
        const part = chunk.columns[index]
        if (part === undefined) throw new Error(`Chunk lacks column ${index}`)
        reserve(column, rowCount, rowCount + chunk.rowCount)
        column.numbers.set(part.numbers, rowCount)
        addTexts(column, part)
        column.codes.set(merge(column, part.codes), rowCount)
      }
      rowCount += chunk.rowCount
    },
    snapshot: () => ({
      rowCount,
      columns: growing.map(({ meta, numbers, codes, dictionary }) => ({
        displayName: meta.displayName,
        typeName: meta.typeName,
        numbers: numbers.subarray(0, rowCount),
        codes: codes.subarray(0, rowCount),
        dictionary,
      })),
    }),
  }
}

function addTexts(column: Growing, { newTexts, startsAnew = false }: ColumnChunk): void {
  const { dictionary } = column
  if (startsAnew) {
    const placeOfText = column.merged?.placeOfText ?? new Map(dictionary.map((text, place) => [text, place]))
    column.merged = { placeOfText, placeOfCode: [] }
  }
  // Not push(...texts): a chunk of unique texts can exceed the engine's argument limit.
  for (const text of newTexts) {
    const known = column.merged?.placeOfText.get(text)
    if (known === undefined) {
      column.merged?.placeOfText.set(text, dictionary.length)
      dictionary.push(text)
    }
    column.merged?.placeOfCode.push(known ?? dictionary.length - 1)
  }
}

/** One code per text over the whole frame, however often the chunks started anew. */
function merge({ merged }: Growing, codes: Uint32Array): Uint32Array {
  if (merged === null) return codes
  return codes.map((code) =>
    code < FIRST_TEXT_CODE ? code : (merged.placeOfCode[code - FIRST_TEXT_CODE] ?? 0) + FIRST_TEXT_CODE,
  )
}

/** Doubles the room when full. Snapshots keep the old arrays, which are complete up to their own row count. */
function reserve(column: Growing, used: number, needed: number): void {
  if (needed <= column.numbers.length) return
  const capacity = Math.max(needed, column.numbers.length * 2, 1024)
  const numbers = new Float64Array(capacity)
  numbers.set(column.numbers.subarray(0, used))
  const codes = new Uint32Array(capacity)
  codes.set(column.codes.subarray(0, used))
  column.numbers = numbers
  column.codes = codes
}
