import type { CurveData } from '../data-frame/types.ts'
import { readHeader } from '../data-frame/header.ts'
import { scaleOfUnit } from '../data-frame/response-scale.ts'
import { mean } from '../data-frame/scatter.ts'
import { GROWS_WITH_EFFECT, SHRINKS_WITH_EFFECT } from '../data-frame/untreated-level.ts'
import { capitalised } from '../format/capitalised.ts'
import { counted } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import type { Question, Scene } from './types.ts'

const RISES: ReadonlySet<string> = new Set(GROWS_WITH_EFFECT.split(' '))
const FALLS: ReadonlySet<string> = new Set([
  ...SHRINKS_WITH_EFFECT.split(' '),
  'growth',
  'proliferation',
  'activity',
])
const MOST_CURVES = 60

/** "Inhibition" that falls with dose, "viability" that rises: is it what the header says? */
export function detectDirection(scene: Scene): readonly Question[] {
  const { mapping, headers } = scene
  const scale = scaleOfUnit(mapping.responseUnit)
  if (scale === 'arbitrary') return []
  return mapping.responses.flatMap((index): readonly Question[] => {
    const header = headers[index] ?? ''
    const word = readHeader(header).words.find((one) => RISES.has(one) || FALLS.has(one))
    if (word === undefined) return []
    const expected = RISES.has(word) ? 1 : -1
    const curves = scene.curvesBut('direction').filter(({ responseColumn }) => responseColumn === index)
    const against = curves.slice(0, MOST_CURVES).flatMap((curve) => {
      const turn = direction(curve)
      return turn === 0 ? [] : [{ curve, isAgainst: turn !== expected }]
    })
    const wrong = against.filter(({ isAgainst }) => isAgainst)
    // Some curves of a screen turn the other way by chance or by nature; a header is wrong for most.
    if (wrong.length === 0 || wrong.length * 3 < against.length * 2) return []
    const other = expected > 0 ? 'what is left (100 − inhibition)' : 'inhibition'
    const whole = scale === 'percent' ? '100' : '1'
    const [first] = wrong
    return [
      {
        id: questionId({ kind: 'direction', detail: '', header }),
        kind: 'direction',
        title: `Is “${header}” what it says?`,
        evidence: `${capitalised(word)} ${expected > 0 ? 'falls' : 'rises'} with dose in ${
          against.length === 1
            ? 'the one curve that turns'
            : `${wrong.length} of ${counted(against.length, 'curve')}`
        }`,
        choices: [
          {
            answer: `from ${whole}`,
            text: expected > 0 ? 'It is what is left' : 'It is inhibition',
            does: `the values are ${other} and are read as ${whole} − value`,
          },
          {
            answer: 'as-named',
            text: `It is ${word}`,
            does: 'the values stay as they are',
          },
        ],
        rows: ends(first?.curve),
        columns: [index],
      },
    ]
  })
}

/** 1 rising, −1 falling, 0 neither: the means of the lowest and the highest third of the doses, against all scatter. */
function direction({ dose, response }: CurveData): -1 | 0 | 1 {
  const doses = [...new Set(dose)].filter((value) => value > 0).toSorted((a, b) => a - b)
  if (doses.length < 4) return 0
  const third = Math.max(1, Math.floor(doses.length / 3))
  const meanOf = (some: ReadonlySet<number>) => {
    return mean(Array.from(response).filter((_, i) => some.has(dose[i] ?? Number.NaN)))
  }
  const change = meanOf(new Set(doses.slice(-third))) - meanOf(new Set(doses.slice(0, third)))
  let [low, high] = [Infinity, -Infinity]
  for (const value of response) [low, high] = [Math.min(low, value), Math.max(high, value)]
  if (!(Math.abs(change) > 0.4 * (high - low))) return 0
  return change > 0 ? 1 : -1
}

/** The rows of the lowest and the highest dose. */
function ends(curve: CurveData | undefined): readonly number[] {
  if (!curve) return []
  const order = Array.from(curve.rows, (row, i) => ({ row, dose: curve.dose[i] ?? 0 })).toSorted(
    (a, b) => a.dose - b.dose,
  )
  return [order[0], order.at(-1)].flatMap((one) => one?.row ?? [])
}
