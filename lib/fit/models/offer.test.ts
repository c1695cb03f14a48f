import { describe, expect, it } from 'vitest'
import type { ModelName } from '../types.ts'
import { offerFacts, offerOf } from './offer.ts'
import { MODELS } from './table.ts'

const wobble = [0.6, -0.6]

/** Two wells per dose, 0.6 to either side of the mean: SD of a well 0.85. */
function facts(doses: readonly number[], means: readonly number[]) {
  const dose = Float64Array.from(doses.flatMap((d) => [d, d]))
  const response = Float64Array.from(means.flatMap((mean) => wobble.map((gap) => mean + gap)))
  return offerFacts({ dose, response, sigma: null })
}

const eight = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
const sigmoid = facts(eight, [1, 2, 5, 25, 75, 95, 98, 99])
const untreatedFirst = [0, ...eight.slice(1)]

function missing(model: ModelName, of: ReturnType<typeof facts>, fixed = 0): string | null {
  return offerOf(MODELS[model], of, { fixed, aiccFall: null }).missing
}

describe('what may be chosen', () => {
  it.each<[string, ModelName, ReturnType<typeof facts>, string | null]>([
    ['a whole sigmoid carries four parameters', 'logistic4', sigmoid, null],
    ['and five', 'logistic5', sigmoid, null],
    ['but no bell, as nothing turns back', 'bell', sigmoid, 'last doses that turn back'],
    [
      'nor hormesis without an untreated control',
      'hormesisLinear',
      sigmoid,
      'a zero dose and 2 doses above the untreated control by 2 SD',
    ],
    [
      'four doses are too few',
      'logistic4',
      facts(eight.slice(0, 4), [1, 20, 80, 99]),
      '5 doses, there are 4',
    ],
    [
      'half a curve has no second plateau',
      'weibull1',
      facts(eight, [1, 2, 3, 5, 9, 20, 45, 80]),
      'doses on both plateaus',
    ],
    ['a rise and a fall make a bell', 'bell', facts(eight, [1, 3, 20, 60, 90, 80, 30, 8]), null],
    [
      'a plain fall does not',
      'bell',
      facts(eight, [99, 98, 95, 75, 25, 5, 2, 1]),
      'last doses that turn back',
    ],
    [
      'two doses above the control make hormesis',
      'hormesisLinear',
      facts(untreatedFirst, [100, 106, 110, 104, 70, 30, 10, 4]),
      null,
    ],
    [
      'one dose above it is not enough',
      'hormesisSaturating',
      facts(untreatedFirst, [100, 100.5, 110, 101, 70, 30, 10, 4]),
      '2 doses above the untreated control by 2 SD',
    ],
    ['no points, nothing but a constant', 'linear', facts([], []), '2 doses, there are 0'],
  ])('%s', (_, model, of, expected) => {
    expect(missing(model, of)).toBe(expected)
  })

  it('four doses are enough for three parameters', () => {
    expect(missing('logistic4', facts(eight.slice(0, 4), [1, 20, 80, 99]), 1)).toBeNull()
  })

  it('without replicates the residual SD says what a turn is', () => {
    const means = [1, 3, 20, 60, 90, 92, 91, 86]
    const single = (sigma: number) =>
      offerFacts({ dose: Float64Array.from(eight), response: Float64Array.from(means), sigma })
    expect(missing('bell', single(1))).toBeNull()
    expect(missing('bell', single(4))).toBe('last doses that turn back')
  })
})

it.each([
  ['falls by 4', 4, true],
  ['falls by less', 3.9, false],
  ['is not known', null, false],
])('a fifth parameter is proposed where AICc %s', (_, aiccFall, isProposed) => {
  expect(offerOf(MODELS.logistic5, sigmoid, { fixed: 0, aiccFall })).toEqual({ missing: null, isProposed })
})

it('reads a table of 100,000 distinct doses as one curve', () => {
  const dose = Float64Array.from({ length: 100_000 }, (_, i) => i + 1)
  const { distinctDoses, areBothPlateausSeen } = offerFacts({
    dose,
    response: dose.map((d) => (100 * d) / (d + 5000)),
    sigma: 1,
  })
  expect([distinctDoses, areBothPlateausSeen]).toEqual([100_000, true])
})
