import { counted, formatFull, formatTrimmed } from '../format/format-number.ts'
import type { FitFileResults } from './fit-file.ts'

/** Texts that are results; all others are words about them, which a later version may put otherwise. */
const RESULT_TEXT = /(^| )(qualifier|verdict|state|CI method)$/

export interface ResultsChange {
  readonly same: number
  /** One line per curve whose results differ: "24 h: IC50 relative (µM) 28.7, in the file 28.6". */
  readonly differing: readonly string[]
  /** Curves of the file that are not here. */
  readonly missing: number
}

/** Every result of a fit file against those of now, digit by digit; headers that only one side has are left out. */
export function compareResults(
  saved: FitFileResults,
  now: FitFileResults,
  labelOf: (curveId: string) => string,
): ResultsChange {
  const here = new Map(now.curves.map(({ id, cells }) => [id, cells]))
  const columns = saved.headers.flatMap((header, savedAt) => {
    const nowAt = now.headers.indexOf(header)
    return nowAt < 0 ? [] : [{ header, savedAt, nowAt }]
  })
  let [same, missing] = [0, 0]
  const differing: string[] = []
  for (const { id, cells } of saved.curves) {
    const cellsNow = here.get(id)
    if (cellsNow === undefined) {
      missing += 1
      continue
    }
    const first = columns.find(({ header, savedAt, nowAt }) =>
      isOther(header, cells[savedAt] ?? null, cellsNow[nowAt] ?? null),
    )
    if (first === undefined) same += 1
    else {
      const [was, is] = [cells[first.savedAt] ?? null, cellsNow[first.nowAt] ?? null]
      differing.push(
        `${labelOf(id)}: ${first.header} ${cellWords(is, was)}, in the file ${cellWords(was, is)}`,
      )
    }
  }
  return { same, differing, missing }
}

type Cell = string | number | null

function isOther(header: string, was: Cell, is: Cell): boolean {
  return was !== is && (typeof was === 'number' || typeof is === 'number' || RESULT_TEXT.test(header))
}

/** Four figures, or every digit where four read the same. */
function cellWords(cell: Cell, other: Cell): string {
  if (cell === null) return 'empty'
  if (typeof cell === 'string') return cell
  const short = formatTrimmed(cell)
  return typeof other === 'number' && formatTrimmed(other) === short ? formatFull(cell) : short
}

/** "All 2 curves have the digits of the file." or how many do not. */
export function resultsWords({ same, differing, missing }: ResultsChange): string {
  const total = same + differing.length + missing
  if (same === total) {
    return total === 1
      ? 'The curve has the digits of the file.'
      : `All ${total} curves have the digits of the file.`
  }
  const parts = [
    ...(differing.length > 0
      ? [
          `${differing.length} of ${counted(total, 'curve')} ${differing.length === 1 ? 'has' : 'have'} other results than in the file`,
        ]
      : []),
    ...(missing > 0
      ? [`${counted(missing, 'curve')} of the file ${missing === 1 ? 'is' : 'are'} not in this table`]
      : []),
  ]
  return `${parts.join('; ')}.`
}
