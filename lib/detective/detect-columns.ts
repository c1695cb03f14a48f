import { listText } from '../format/list-text.ts'
import { profileColumn, isNumericColumn } from '../data-frame/column-profile.ts'
import type { Column } from '../data-frame/types.ts'
import { counted } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import type { Choice, Question, Scene } from './types.ts'

/** Response columns of one name, or with the very same numbers. */
export function detectColumns(scene: Scene): readonly Question[] {
  const copies = copiedColumns(scene)
  const copied = new Set(copies.flatMap(({ columns }) => columns))
  return [
    ...copies,
    ...sameHeaders(scene).filter(({ columns }) => !columns.every((index) => copied.has(index))),
  ]
}

function sameHeaders(scene: Scene): readonly Question[] {
  const { frame, mapping, headers } = scene
  const read = scene.readBut('headers')
  const byName = new Map<string, number[]>()
  for (const [index, column] of read.columns.entries()) {
    const name = column.displayName.trim()
    if (name === '') continue
    byName.set(name, [...(byName.get(name) ?? []), index])
  }
  return [...byName].flatMap(([name, all]): readonly Question[] => {
    if (all.length < 2 || !all.some((index) => mapping.responses.includes(index))) return []
    const numeric = all.filter((index) => {
      const column = read.columns[index]
      return column && isNumericColumn(profileColumn(column, index, Math.min(frame.rowCount, 2000)))
    })
    const [first, second] = numeric
    if (first === undefined || second === undefined) return []
    const only = (index: number): Choice => ({
      answer: `only ${index + 1}`,
      text: `Only column ${index + 1}`,
      does: `“${headers[index] ?? ''}” alone is fitted`,
      mapping: { responses: withResponses(mapping.responses, numeric, [index]) },
    })
    return [
      {
        id: questionId({ kind: 'headers', detail: '', header: headers[first] ?? '' }),
        kind: 'headers',
        title: 'Two columns have one name. Which is which?',
        evidence:
          `Columns ${listText(numeric.map((index) => String(index + 1)))} are both named “${name}”`.replace(
            'both',
            numeric.length === 2 ? 'both' : 'all',
          ),
        choices: [
          {
            answer: 'all',
            text: numeric.length === 2 ? 'Fit both' : 'Fit all',
            does: 'each column makes curves of its own',
            mapping: { responses: withResponses(mapping.responses, numeric, numeric) },
          },
          only(first),
          ...(numeric.length === 2 ? [only(second)] : []),
        ],
        rows: firstFilled(read.columns[first], read.columns[second]),
        columns: numeric,
      },
    ]
  })
}

function copiedColumns(scene: Scene): readonly Question[] {
  const { mapping, headers } = scene
  const read = scene.readBut('columns')
  return mapping.responses.flatMap((first): readonly Question[] =>
    read.columns.flatMap((other, second): readonly Question[] => {
      const column = read.columns[first]
      if (second <= first || second === mapping.dose || !column) return []
      const shared = sharedRows(column, other)
      if (shared === null) return []
      return [
        {
          id: questionId({ kind: 'columns', detail: headers[second] ?? '', header: headers[first] ?? '' }),
          kind: 'columns',
          title: 'Was a column copied?',
          evidence: `“${headers[first] ?? ''}” and “${headers[second] ?? ''}” hold the same ${counted(shared, 'number')}, row by row`,
          choices: [
            {
              answer: 'first',
              text: 'Keep one',
              does: `“${headers[second] ?? ''}” is not fitted`,
              mapping: { responses: mapping.responses.filter((index) => index !== second) },
            },
            {
              answer: 'both',
              text: 'Keep both',
              does: 'both count as measurements of their own',
              mapping: { responses: withResponses(mapping.responses, [first, second], [first, second]) },
            },
          ],
          rows: firstFilled(column, other),
          columns: [first, second],
        },
      ]
    }),
  )
}

/** Numbers in the same rows and all equal, at least four of them and three different ones; null otherwise. */
function sharedRows(one: Column, other: Column): number | null {
  let count = 0
  const values = new Set<number>()
  for (const [row, value] of one.numbers.entries()) {
    const there = other.numbers[row] ?? Number.NaN
    if (Number.isNaN(value) && Number.isNaN(there)) continue
    if (value !== there) return null
    count += 1
    if (values.size < 3) values.add(value)
  }
  return count >= 4 && values.size >= 3 ? count : null
}

/** The responses with `all` of a set replaced by `kept`, in the order of the columns. */
function withResponses(
  responses: readonly number[],
  all: readonly number[],
  kept: readonly number[],
): readonly number[] {
  return [...new Set([...responses.filter((index) => !all.includes(index)), ...kept])].toSorted(
    (a, b) => a - b,
  )
}

function firstFilled(one: Column | undefined, other: Column | undefined): readonly number[] {
  const rows: number[] = []
  for (const [row, value] of (one?.numbers ?? new Float64Array()).entries()) {
    if (!Number.isNaN(value) && !Number.isNaN(other?.numbers[row] ?? Number.NaN)) rows.push(row)
    if (rows.length === 3) break
  }
  return rows
}
