import { describe, expect, it } from 'vitest'
import { makeRandom } from './random.ts'

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const about = (power: number) =>
    values.reduce((sum, value) => sum + (value - mean) ** power, 0) / values.length
  return { mean, variance: about(2), fourth: about(4) }
}

describe('makeRandom', () => {
  it('repeats itself for a seed and differs between seeds', () => {
    const draw = (seed: number) => {
      const random = makeRandom(seed)
      return Array.from({ length: 20 }, () => random.uniform())
    }
    expect(draw(5)).toEqual(draw(5))
    expect(draw(5)).not.toEqual(draw(6))
  })

  it('is uniform in [0, 1)', () => {
    const random = makeRandom(1)
    const counts = new Float64Array(20)
    for (let i = 0; i < 100_000; i++) {
      const place = Math.floor(random.uniform() * 20)
      counts[place] = (counts[place] ?? 0) + 1
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 5000) ** 2 / 5000, 0)
    // 99.99 % point of chi-square on 19 degrees of freedom.
    expect(chiSquare).toBeLessThan(50.8)
  })

  it('gives normals with the moments of a normal', () => {
    const random = makeRandom(2)
    const { mean, variance, fourth } = moments(Array.from({ length: 200_000 }, () => random.normal()))
    expect(Math.abs(mean)).toBeLessThan(0.01)
    expect(Math.abs(variance - 1)).toBeLessThan(0.015)
    expect(Math.abs(fourth - 3)).toBeLessThan(0.1)
  })

  it('picks every index of a few, none beyond', () => {
    const random = makeRandom(3)
    const seen = new Set(Array.from({ length: 500 }, () => random.index(7)))
    expect([...seen].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
})
