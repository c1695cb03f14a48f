import type { ColumnMeta, DataFrame, FrameChunk } from './types.ts'

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
}

/** Collects streamed chunks into a growing frame; appending n rows costs O(n) amortised. */
export function createFrameBuilder(columns: readonly ColumnMeta[]): FrameBuilder {
  const growing = columns.map((meta): Growing => ({
    meta,
    numbers: new Float64Array(0),
    codes: new Uint32Array(0),
    dictionary: [],
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
        column.codes.set(part.codes, rowCount)
        // Not push(...texts): a chunk of unique texts can exceed the engine's argument limit.
        for (const text of part.newTexts) column.dictionary.push(text)
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
