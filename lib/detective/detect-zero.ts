import type { CurveData } from '../data-frame/types.ts'
import { mean as meanOf } from '../data-frame/scatter.ts'
import { capitalised } from '../format/capitalised.ts'
import { formatNumber } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import { rowsText } from './row-words.ts'
import type { Choice, Question, Scene } from './types.ts'

/** Curves looked at: enough to know what a table's zero doses are. */
const MOST_CURVES = 60

/** Dose 0 that does not respond as the lowest doses do: untreated after all, a full-effect control, or a blank? */
export function detectZero(scene: Scene): readonly Question[] {
  const { dose } = scene.mapping
  if (dose === null) return []
  const odd = scene
    .curvesBut('zero')
    .slice(0, MOST_CURVES)
    .flatMap((curve) => oddZeros(curve) ?? [])
  const [first] = odd
  if (first === undefined) return []
  const curves = scene.curvesBut('zero')
  const zeros = curves.flatMap(({ rows, dose: doses, responseColumn }) =>
    Array.from(rows)
      .filter((_, i) => doses[i] === 0)
      .map((row) => ({ row, responseColumn })),
  )
  const out = (reason: string): NonNullable<Choice['exclude']> =>
    zeros.map((point) => ({ ...point, cause: 'hand', reason }))
  const rows = [...new Set(odd.flatMap((one) => one.rows))]
  const header = scene.headers[dose] ?? ''
  return [
    {
      id: questionId({ kind: 'zero', detail: '', header }),
      kind: 'zero',
      title: 'What are the wells at dose 0?',
      evidence: `${capitalised(rowsText(rows))} at dose 0 read ${formatNumber(first.mean)} on average, the lowest dose ${formatNumber(first.lowest)} and the highest ${formatNumber(first.highest)}`,
      choices: [
        {
          answer: 'full-effect',
          text: 'Full-effect controls',
          does: 'they show the other plateau and are left out of the curve',
          exclude: out('dose 0 is a full-effect control'),
        },
        {
          answer: 'untreated',
          text: 'Untreated wells',
          does: 'they take part in the fit at dose 0',
        },
        {
          answer: 'blank',
          text: 'Blanks',
          does: 'they hold no sample and are left out of the curve',
          exclude: out('dose 0 is a blank'),
        },
      ],
      rows: rows.slice(0, 3),
      columns: [dose],
    },
  ]
}

interface OddZeros {
  readonly rows: readonly number[]
  readonly mean: number
  readonly lowest: number
  readonly highest: number
}

/** Zero doses nearer to the highest dose than to the lowest, or far beyond both; null where they are what they seem. */
function oddZeros({ rows, dose, response }: CurveData): OddZeros | null {
  const positive = [...new Set(dose)].filter((value) => value > 0).toSorted((a, b) => a - b)
  const [low, high] = [positive[0], positive.at(-1)]
  if (low === undefined || high === undefined || positive.length < 4) return null
  const meanAt = (wanted: number) => {
    return meanOf(Array.from(response).filter((_, i) => dose[i] === wanted))
  }
  const zeroRows = Array.from(rows).filter((_, i) => dose[i] === 0)
  if (zeroRows.length === 0) return null
  const [mean, lowest, highest] = [meanAt(0), meanAt(low), meanAt(high)]
  const span = Math.abs(highest - lowest)
  // A flat curve says nothing of its zero doses.
  const noise = Math.max(Math.abs(mean), Math.abs(lowest), Math.abs(highest)) * 0.2
  if (!(span > noise)) return null
  const isNearerHighest = Math.abs(mean - highest) < 0.6 * Math.abs(mean - lowest)
  // Low doses may act already, so that untreated wells lie somewhat beyond them.
  if (!isNearerHighest && !(Math.abs(mean - lowest) > span)) return null
  return { rows: zeroRows, mean, lowest, highest }
}
