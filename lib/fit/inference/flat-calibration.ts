import { logistic4Model } from '../models/logistic4.ts'
import { at } from '../numbers.ts'
import { makeRandom } from '../numerics/random.ts'
import { makeLimits } from '../optimize/box.ts'
import { minimise } from '../optimize/minimise.ts'
import { makeProblem } from '../optimize/problem.ts'
import { makeSearch } from '../optimize/search.ts'
import type { Constraints, FitRequest, FTest } from '../types.ts'

const NULL_SETS = 1999
/** Where the nominal p is below this no null set of 1,999 comes near the F: the answer is 1/2,000 without drawing any. */
const CERTAIN_P = 1e-6
const MOST_DESIGNS = 64

const FREE = { kind: 'free' } as const
const ALL_FREE: Constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }

/** Ascending F of null sets by design. Bounded, and only ever a shortcut: a design gives the same numbers anew. */
const known = new Map<string, Float64Array>()

/**
 * Calibrated p of the flat test: the share of seeded normal null sets on the same doses and weights whose F, by the same
 * search, is at least the one observed, (1 + number)/2,000. The nominal F(3, n − 4) is wrong because midpoint and slope
 * vanish under the null (science.md 3).
 *
 * @param test  of `logistic4` with free plateaus against a constant
 */
export function calibratedFlatP(request: FitRequest, test: FTest): number {
  if (test.p < CERTAIN_P) return 1 / (NULL_SETS + 1)
  const nulls = nullDistribution(request)
  let reaching = 0
  for (let i = nulls.length - 1; i >= 0 && at(nulls, i) >= test.f; i--) reaching++
  return (1 + reaching) / (nulls.length + 1)
}

function nullDistribution({ dose, weights, seed = 1 }: FitRequest): Float64Array {
  const rows = Array.from(dose, (d, i) => [d, weights ? at(weights, i) : 1] as const)
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const key = `${seed}|${rows.map(([d, w]) => `${d}:${w}`).join(' ')}`
  const found = known.get(key)
  if (found) return found
  const made = simulate(
    Float64Array.from(rows, ([d]) => d),
    Float64Array.from(rows, ([, w]) => w),
    seed,
  )
  const [oldest] = known.keys()
  if (known.size >= MOST_DESIGNS && oldest !== undefined) known.delete(oldest)
  known.set(key, made)
  return made
}

function simulate(dose: Float64Array, weights: Float64Array, seed: number): Float64Array {
  const random = makeRandom(seed)
  const response = new Float64Array(dose.length)
  const isWeighted = weights.some((w) => w !== 1)
  const nulls = new Float64Array(NULL_SETS)
  for (let i = 0; i < NULL_SETS; i++) {
    for (let k = 0; k < dose.length; k++) response[k] = random.normal() / Math.sqrt(at(weights, k))
    const problem = makeProblem({ dose, response, weights: isWeighted ? weights : undefined })
    const limits = makeLimits(ALL_FREE, problem, logistic4Model)
    const optimum = minimise(makeSearch(problem, logistic4Model), limits)
    const rss = optimum ? optimum.rss + problem.pureError : problem.totalSquares
    nulls[i] = Math.max(0, problem.totalSquares - rss) / 3 / (rss / (problem.n - 4))
  }
  return nulls.sort()
}
