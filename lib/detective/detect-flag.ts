import { listText } from '../format/list-text.ts'
import { cellText, isEmptyCell } from '../data-frame/cell.ts'
import { readHeader } from '../data-frame/header.ts'
import type { Column } from '../data-frame/types.ts'
import { counted } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import { rowsText } from './row-words.ts'
import type { ChosenOut, Question, Scene } from './types.ts'

const MARKS_BAD =
  /^(excluded?|exclusion|flag|flags|flagged|qc|qc ?flag|qc ?status|outlier|outliers|masked?|omit|omitted|rejected?|knocked ?out|knockout|invalid)$/
const MARKS_GOOD = /^(valid|used?|included?|is ?valid|pass|passed)$/
const FINE = /^(false|no|n|0|ok|okay|pass|passed|good|fine|none|included?|keep|kept|use|used|valid|-|)$/i
/** A mark without words of its own: the column's name says it. */
const BARE = /^(true|yes|y|1|x|false|no|n|0|flag|flagged|excluded?)$/i
const MOST_FLAGGED = 5000

/** A column that marks wells as excluded, flagged or failed upstream. */
export function detectFlag(scene: Scene): readonly Question[] {
  const { frame, mapping, headers } = scene
  const used = new Set([
    mapping.dose,
    mapping.replicate,
    mapping.role?.column,
    ...mapping.responses,
    ...mapping.groups,
  ])
  const rowsOfCurves = new Map<number, Set<number>>()
  return frame.columns.flatMap((column, index): readonly Question[] => {
    const marks = used.has(index) ? null : marksOf(column)
    if (marks === null) return []
    const flagged = flaggedRows(column, frame.rowCount, marks)
    if (flagged.length === 0 || flagged.length * 2 > frame.rowCount || flagged.length > MOST_FLAGGED)
      return []
    if (rowsOfCurves.size === 0) collectRows(scene, rowsOfCurves)
    const header = headers[index] ?? ''
    const exclude = flagged.flatMap((row) => pointsOf(row, { column, header, rowsOfCurves }))
    const rows = [...new Set(exclude.map(({ row }) => row))]
    if (rows.length === 0) return []
    const words = [...new Set(rows.map((row) => cellText(column, row).trim()))]
    return [
      {
        id: questionId({ kind: 'flag', detail: '', header }),
        kind: 'flag',
        title: `Leave out what “${header}” marks?`,
        evidence: `“${header}” marks ${counted(rows.length, 'well')} (${rowsText(rows)}): ${listText(
          words.slice(0, 3).map((word) => `“${word}”`),
          words.length - 3,
        )}`,
        choices: [
          {
            answer: 'leave-out',
            text: 'Leave them out',
            does: 'the wells are excluded, with the column as the reason',
            exclude,
          },
          { answer: 'keep', text: 'Keep them in', does: 'the column is not used' },
        ],
        rows: rows.slice(0, 3),
        columns: [index],
      },
    ]
  })
}

function marksOf(column: Column): 'bad' | 'good' | null {
  const { words } = readHeader(column.displayName)
  const ends = [words.join(' '), words.slice(-2).join(' '), words.at(-1) ?? '']
  if (ends.some((text) => MARKS_BAD.test(text))) return 'bad'
  return ends.some((text) => MARKS_GOOD.test(text)) ? 'good' : null
}

function flaggedRows(column: Column, rowCount: number, marks: 'bad' | 'good'): readonly number[] {
  const rows: number[] = []
  for (let row = 0; row < rowCount; row += 1) {
    if (isEmptyCell(column, row)) continue
    const text = cellText(column, row).trim()
    const isFlagged =
      marks === 'bad' ? !FINE.test(text) : /^(false|no|n|0|fail|failed|invalid|excluded?)$/i.test(text)
    if (isFlagged) rows.push(row)
  }
  return rows
}

function collectRows(scene: Scene, into: Map<number, Set<number>>): void {
  for (const { responseColumn, rows } of scene.curvesBut('flag')) {
    const known = into.get(responseColumn) ?? new Set()
    for (const row of rows) known.add(row)
    into.set(responseColumn, known)
  }
}

interface Flagged {
  readonly column: Column
  readonly header: string
  readonly rowsOfCurves: ReadonlyMap<number, ReadonlySet<number>>
}

function pointsOf(row: number, { column, header, rowsOfCurves }: Flagged): readonly ChosenOut[] {
  const text = cellText(column, row).trim()
  const reason = BARE.test(text) ? `marked in “${header}”` : `${header}: ${text}`
  return [...rowsOfCurves].flatMap(([responseColumn, rows]) =>
    rows.has(row) ? [{ row, responseColumn, cause: 'flag' as const, reason }] : [],
  )
}
