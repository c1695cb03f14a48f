import { listText } from '../format/list-text.ts'
import { readHeader } from '../data-frame/header.ts'
import { headerFamily } from '../data-frame/header-family.ts'
import { FRACTION_UNIT, PERCENT_UNIT } from '../data-frame/response-scale.ts'
import { formatTrimmed } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import type { Choice, Question, Scene } from './types.ts'

/** A header that says percent over numbers that look like fractions, or the other way round. */
export function detectScale(scene: Scene): readonly Question[] {
  const { mapping, headers } = scene
  const read = scene.readBut('scale')
  const odd = mapping.responses.flatMap((index) => {
    const largest = largestOf(read.columns[index]?.numbers)
    const said = saidBy(headers[index] ?? '')
    const isOdd =
      said === 'percent'
        ? largest > 0 && largest <= 1.5
        : said === 'fraction' && largest > 1.5 && largest <= 200
    return isOdd && said !== null ? [{ index, said, largest }] : []
  })
  const [first] = odd
  if (first === undefined) return []
  const names = listText(
    odd.slice(0, 3).map(({ index }) => `“${headers[index] ?? ''}”`),
    odd.length - 3,
  )
  const choices: readonly Choice[] = [
    {
      answer: 'fraction',
      text: 'Read as fractions',
      does: 'half is 0.5: the 50 % line lies at 0.5',
      mapping: { responseUnit: FRACTION_UNIT },
    },
    {
      answer: 'percent',
      text: 'Read as percent',
      does: 'half is 50: the 50 % line lies at 50',
      mapping: { responseUnit: PERCENT_UNIT },
    },
  ]
  return [
    {
      id: questionId({ kind: 'scale', detail: '', header: headers[first.index] ?? '' }),
      kind: 'scale',
      title: 'Fraction or percent?',
      evidence:
        first.said === 'percent'
          ? `${names} says percent, but no value exceeds ${formatTrimmed(first.largest)}`
          : `${names} says fraction, but values reach ${formatTrimmed(first.largest)}`,
      choices: first.said === 'percent' ? choices : choices.toReversed(),
      rows: rowsOfLargest(read.columns[first.index]?.numbers),
      columns: [first.index],
    },
  ]
}

/** `%` of controls and the like; a header of no such readout says nothing. */
function saidBy(header: string): 'percent' | 'fraction' | null {
  const reading = readHeader(header)
  if (reading.words.some((word) => /^frac(tion)?s?$/.test(word)) || /^frac/i.test(reading.otherUnit))
    return 'fraction'
  if (!reading.isPercent) return null
  return headerFamily(reading)?.family === 'raw-response' ? null : 'percent'
}

function largestOf(numbers: Float64Array | undefined): number {
  let largest = 0
  for (const value of numbers ?? []) if (Math.abs(value) > largest) largest = Math.abs(value)
  return largest
}

function rowsOfLargest(numbers: Float64Array | undefined): readonly number[] {
  if (!numbers) return []
  const largest = largestOf(numbers)
  return [numbers.findIndex((value) => Math.abs(value) === largest)].filter((row) => row >= 0)
}
