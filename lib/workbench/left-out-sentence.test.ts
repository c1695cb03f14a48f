import { describe, expect, it } from 'vitest'
import type { CurveData } from '../data-frame/types.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import type { CurveFit } from '../fit/types.ts'
import { curveSummary } from './fit-summary.ts'
import { tooFewSentence, wholeDosesSentence } from './left-out-sentence.ts'
import { FREE_SIGMOID, MODEL_NAMES } from './models.ts'
import { verdictSentence } from './verdict-sentence.ts'

// The 24 h curve of Benchling's public R example: seven doses, three wells each.
const DOSES = [0.3, 1, 3, 10, 30, 100, 300]
const RESPONSES = [
  3.979, 17.07, 18.356, 25.288, 54.813, 76.379, 81.514, 4.4929, 9.114, 10.141, 24.261, 51.732, 67.651, 82.028,
  8.383, 16.338, 15.5688, 25.577, 57.399, 77.67, 82.0359,
]
const CURVE: CurveData = {
  id: 'HeLa|Mortality 24h',
  label: '24 h',
  groupValues: ['HeLa'],
  responseColumn: 2,
  rows: Uint32Array.from(RESPONSES, (_, row) => row),
  dose: Float64Array.from(RESPONSES, (_, row) => DOSES[row % 7] ?? 0),
  response: Float64Array.from(RESPONSES),
  replicate: Uint16Array.from(RESPONSES, (_, row) => Math.floor(row / 7) + 1),
  badCells: [],
}

function fitOf(isIncluded: readonly boolean[], model: CurveFit['model'] = 'logistic4'): CurveFit {
  const used = (values: Float64Array) => values.filter((_, i) => isIncluded[i] === true)
  return fitCurve({
    model,
    dose: used(CURVE.dose),
    response: used(CURVE.response),
    constraints: FREE_SIGMOID,
    covariance: 'observed',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: 50,
    detail: 'full',
    comparisons: false,
  })
}

const keeping = (rows: readonly number[]) => RESPONSES.map((_, row) => rows.includes(row))

describe.each(MODEL_NAMES)('%s with almost nothing left', (model) => {
  it.each([
    ['nothing', []],
    ['one well', [4]],
    ['two wells of a dose', [4, 11]],
    ['two wells', [4, 5]],
    ['three wells', [3, 4, 5]],
    ['four wells', [2, 3, 4, 5]],
    ['a dose less', RESPONSES.map((_, row) => row).filter((row) => row % 7 !== 4)],
  ] as const)('says so for %s, and no number is none', (_, rows) => {
    const isIncluded = keeping(rows)
    const fit = fitOf(isIncluded, model)
    const doses = CURVE.dose.filter((_dose, i) => isIncluded[i] === true)
    const texts = [
      verdictSentence({ fit, potency: fit.relative, doses, unit: 'µM' }),
      tooFewSentence({ fit, curve: CURVE, isIncluded }) ?? '',
      wholeDosesSentence({ curve: CURVE, isIncluded }, 'µM') ?? '',
      curveSummary({
        label: '24 h',
        responseName: 'mortality',
        fit,
        potency: 'IC50',
        doseUnit: 'µM',
        responseUnit: '%',
        level: 0.95,
      }),
    ]
    expect(texts.join('\n')).not.toMatch(/NaN|undefined|Infinity|null/)
    // What cannot be determined never comes without a sentence that says what to do.
    if (rows.length === 0 || fit.relative.verdict.rule === 'too-few-points')
      expect(texts[1]).toMatch(/Take (some|wells) back/)
    expect(fit.relative.logDose === null || Number.isFinite(fit.relative.logDose)).toBe(true)
  })
})

describe('what is left', () => {
  const tooFew = (rows: readonly number[]) =>
    tooFewSentence({ fit: fitOf(keeping(rows)), curve: CURVE, isIncluded: keeping(rows) })

  it('is counted, with what to do', () => {
    expect(tooFew([])).toBe('No curve: all 21 wells are excluded. Take some back to have it fitted.')
    expect(tooFew([4])).toBe(
      'No curve: 1 well at 1 dose is left, too few for the free parameters. Take wells back, fix a parameter or choose a simpler model.',
    )
    expect(tooFew([2, 3, 4, 5])).toContain('4 wells at 4 doses are left')
  })

  it('is not spoken of where a curve can be fitted', () => {
    expect(tooFew(RESPONSES.map((_, row) => row))).toBeNull()
    expect(tooFew([0, 1, 2, 3, 4, 5, 6])).toBeNull()
  })
})

describe('doses that are out as a whole', () => {
  const without = (doses: readonly number[]) =>
    wholeDosesSentence(
      { curve: CURVE, isIncluded: Array.from(CURVE.dose, (dose) => !doses.includes(dose)) },
      'µM',
    )?.replaceAll('\u202f', ' ')

  it('are named up to three, then counted', () => {
    expect(without([30])).toBe('Every well at 30 µM is excluded.')
    expect(without([30, 3])).toBe('Every well at 3 µM and 30 µM is excluded.')
    expect(without([1, 3, 10, 30])).toBe('Every well of four doses is excluded.')
  })

  it('are none where a well of each is in, or none at all', () => {
    expect(without([])).toBeUndefined()
    expect(without(DOSES)).toBeUndefined()
  })
})
