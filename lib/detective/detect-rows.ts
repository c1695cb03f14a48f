import { listText } from '../format/list-text.ts'
import { EMPTY_CODE, FIRST_TEXT_CODE } from '../data-frame/cell.ts'
import type { Column, DataFrame } from '../data-frame/types.ts'
import { questionId } from './question-id.ts'
import type { Question, Scene } from './types.ts'

/** More copies than this are how the table is made, and no slip. */
const MOST_COPIES = 2000
/** Figures that equal rows must share: three may be equal by chance in a plate of wells, four hardly. */
const FEWEST_FIGURES = 4

/** Rows that are the same in every column, responses of enough figures included. */
export function detectRows(scene: Scene): readonly Question[] {
  const { frame, mapping } = scene
  if (mapping.dose === null || mapping.responses.length === 0) return []
  const pairs = copiedRows(frame, mapping.responses)
  if (pairs.length === 0 || pairs.length > MOST_COPIES || pairs.length * 2 > frame.rowCount) return []
  const named = pairs.slice(0, 3).map(([first, second]) => `${first + 1} and ${second + 1}`)
  const more = pairs.length - named.length
  const exclude = pairs.flatMap(([first, row]) =>
    mapping.responses.map((responseColumn) => ({
      row,
      responseColumn,
      cause: 'rule' as const,
      reason: `copy of row ${first + 1}`,
    })),
  )
  return [
    {
      id: questionId({ kind: 'rows', detail: '', header: '' }),
      kind: 'rows',
      title: pairs.length === 1 ? 'Was a row copied?' : 'Were rows copied?',
      evidence: `Rows ${
        pairs.length === 1
          ? named.join('')
          : listText(
              named.map((pair) => pair.replace(' and ', ' = ')),
              more,
            )
      } are identical in every column`,
      choices: [
        {
          answer: 'keep-one',
          text: 'Keep one of each',
          does: 'the later rows are left out as copies',
          exclude,
        },
        { answer: 'keep', text: 'Keep all', does: 'they count as wells that agree' },
      ],
      rows: pairs.slice(0, 2).flat().slice(0, 3),
      columns: mapping.responses.slice(0, 1),
    },
  ]
}

/** `[first row, later row]` of all rows that are equal in every cell. One pass by a hash of the cells. */
function copiedRows(frame: DataFrame, responses: readonly number[]): readonly (readonly [number, number])[] {
  const hashes = rowHashes(frame)
  const firstOf = new Map<number, number>()
  const pairs: (readonly [number, number])[] = []
  for (const [row, hash] of hashes.entries()) {
    const first = firstOf.get(hash)
    if (first === undefined) firstOf.set(hash, row)
    else if (areEqual(frame, first, row) && figuresOf(frame, responses, row) >= FEWEST_FIGURES) {
      pairs.push([first, row])
    }
  }
  return pairs
}

function rowHashes({ columns, rowCount }: DataFrame): Uint32Array {
  const hashes = new Uint32Array(rowCount)
  const bits = new Uint32Array(2)
  const float = new Float64Array(bits.buffer)
  for (const { codes, numbers } of columns) {
    for (let row = 0; row < rowCount; row += 1) {
      const code = codes[row] ?? EMPTY_CODE
      let cell = code
      if (code === 0) {
        float[0] = numbers[row] ?? 0
        cell = Math.imul(bits[0] ?? 0, 0x85ebca6b) ^ (bits[1] ?? 0)
      }
      const mixed = Math.imul((hashes[row] ?? 0) ^ cell, 0x9e3779b1)
      hashes[row] = mixed ^ (mixed >>> 15)
    }
  }
  return hashes
}

function areEqual({ columns }: DataFrame, one: number, other: number): boolean {
  return columns.every(
    ({ codes, numbers }) =>
      codes[one] === codes[other] && (codes[one] !== 0 || numbers[one] === numbers[other]),
  )
}

function figuresOf({ columns }: DataFrame, responses: readonly number[], row: number): number {
  return responses.reduce((sum, index) => sum + figures(columns[index], row), 0)
}

/** Significant figures of the number in a cell as written: 12.30 is stored as 12.3 and has three. */
function figures(column: Column | undefined, row: number): number {
  const code = column?.codes[row] ?? EMPTY_CODE
  const text =
    code >= FIRST_TEXT_CODE
      ? (column?.dictionary[code - FIRST_TEXT_CODE] ?? '')
      : String(column?.numbers[row])
  if (Number.isNaN(column?.numbers[row] ?? Number.NaN)) return 0
  return text.replace(/e.*$/i, '').replaceAll(/\D/g, '').replace(/^0+/, '').length
}
