import { describe, expect, it } from 'vitest'
import { makeRandom } from '../numerics/random.ts'
import { makeProblem } from '../optimize/problem.ts'
import { solve } from '../optimize/solve.ts'
import { makeNullSets } from './null-sets.ts'
import { flatTest } from './tests.ts'

const free = { kind: 'free' } as const
const FREE = { bottom: free, top: free, logEc50: free, hill: free }
const SETS = { count: 150, seed: 9 }

/** F of every set by the whole search of its wells, which no bound spares. */
function searched(dose: Float64Array, weights: Float64Array): number[] {
  const random = makeRandom(SETS.seed)
  return Array.from({ length: SETS.count }, () => {
    const response = dose.map((_, i) => random.normal() / Math.sqrt(weights[i] ?? NaN))
    const solution = solve(makeProblem({ dose, response, weights }), FREE)
    return (solution && flatTest(solution)?.f) ?? NaN
  })
}

describe('null sets', () => {
  it.each([
    ['eight doses in three wells', 8, 3, false],
    ['eleven doses in one', 11, 1, false],
    ['six doses in two, of unequal weight and with a control', 6, 2, true],
  ])('reach a value as often as a search of all of them finds: %s', (_, doses, wells, isWeighted) => {
    const dose = Float64Array.from({ length: doses * wells }, (_value, i) => {
      const step = Math.floor(i / wells)
      return isWeighted && step === 0 ? 0 : 10 ** (step / 2 - 2)
    })
    const weights = dose.map((_value, i) => (isWeighted ? 1 + Math.floor(i / wells) : 1))
    const all = searched(dose, weights)
    const curve = { constraints: FREE, df1: 3, df2: dose.length - 4 }
    const sets = makeNullSets(makeProblem({ dose, response: dose, weights }), curve, SETS)
    // Near to every tenth value, from either side, in an order that would show an answer that depends on the last one.
    for (const k of [70, 5, 145, 30, 120, 0, 100, 50, 149]) {
      const value = [...all].sort((a, b) => a - b)[k] ?? NaN
      for (const f of [value * (1 - 1e-6), value * (1 + 1e-6)]) {
        expect(sets.reaching(f)).toBe(all.filter((own) => own >= f).length)
      }
    }
    expect(sets.reaching(0)).toBe(SETS.count)
    expect(sets.reaching(1e9)).toBe(0)
  })
})
