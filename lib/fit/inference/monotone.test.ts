import { describe, expect, it } from 'vitest'
import { makeRandom } from '../numerics/random.ts'
import { monotoneSquares } from './monotone.ts'

/** Over every way to cut the doses into blocks of one level each, those whose means rise, or fall. */
function bruteForce(y: Float64Array, w: Float64Array): number {
  let best = Infinity
  for (let cuts = 0; cuts < 2 ** (y.length - 1); cuts++) {
    const blockOf = Array.from(y.keys()).map((i) =>
      Array.from({ length: i }, (_, k) => (cuts >> k) & 1).reduce((sum, cut) => sum + cut, 0),
    )
    const count = (blockOf.at(-1) ?? 0) + 1
    const means = Array.from({ length: count }, (_, block) => {
      const own = Array.from(y.keys()).filter((i) => blockOf[i] === block)
      const mass = own.reduce((sum, i) => sum + (w[i] ?? NaN), 0)
      return own.reduce((sum, i) => sum + (w[i] ?? NaN) * (y[i] ?? NaN), 0) / mass
    })
    const steps = means.slice(1).map((mean, k) => mean - (means[k] ?? NaN))
    if (!steps.every((step) => step >= 0) && !steps.every((step) => step <= 0)) continue
    const squares = y.reduce(
      (sum, value, i) => sum + (w[i] ?? NaN) * (value - (means[blockOf[i] ?? 0] ?? NaN)) ** 2,
      0,
    )
    best = Math.min(best, squares)
  }
  return best
}

describe('the best monotone curve', () => {
  it('is that of all monotone step functions', () => {
    const random = makeRandom(14)
    for (let i = 0; i < 60; i++) {
      const y = Float64Array.from({ length: 1 + (i % 8) }, () => random.normal())
      const w = y.map(() => 0.2 + random.uniform())
      expect(monotoneSquares(y, w)).toBeCloseTo(bruteForce(y, w), 10)
    }
  })

  it('passes through points that only rise or only fall', () => {
    const y = Float64Array.of(1, 2, 2, 5, 9)
    expect(
      monotoneSquares(
        y,
        y.map(() => 1),
      ),
    ).toBe(0)
    expect(
      monotoneSquares(
        y.slice().reverse(),
        y.map(() => 1),
      ),
    ).toBe(0)
  })
})
