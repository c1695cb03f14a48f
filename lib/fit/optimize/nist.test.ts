import { describe, expect, it } from 'vitest'
import { loadNist, nistSquares } from '../fixtures/nist.ts'
import { at } from '../numbers.ts'
import { levenbergBest } from './levenberg.ts'

const cases = loadNist().flatMap((problem) =>
  ([1, 2] as const).map((start) => [problem.name, start, problem] as const),
)

describe('NIST StRD nonlinear problems, six digits of every parameter', () => {
  it.each(cases)('%s from start %i', (_, start, problem) => {
    const from = Float64Array.from(start === 1 ? problem.start1 : problem.start2)
    const everywhere = { lower: from.map(() => -Infinity), upper: from.map(() => Infinity) }
    const { theta } = levenbergBest(nistSquares(problem), everywhere, from)
    problem.certified.forEach((certified, k) => {
      const digits = -Math.log10(Math.abs(at(theta, k) - certified) / Math.abs(certified))
      expect(digits).toBeGreaterThanOrEqual(6)
    })
  })
})
