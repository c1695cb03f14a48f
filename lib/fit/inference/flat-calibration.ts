import type { Problem } from '../optimize/problem.ts'
import type { FTest } from '../types.ts'
import { makeNullSets, type NullSets } from './null-sets.ts'

const NULL_SETS = 1999
/** Where the nominal p is below this no null set of 1,999 comes near the F: the answer is 1/2,000 without drawing any. */
const CERTAIN_P = 1e-6
const MOST_DOSES = 1000
/** Dose means that all designs together may keep: 16 MB. */
const MOST_KEPT = 2e6

/** By design, the oldest first. Bounded, and only ever a shortcut: a design gives the same numbers anew. */
const known = new Map<string, NullSets>()
let kept = 0

/**
 * Calibrated p of the flat test: the share of seeded normal null sets on the same doses, wells and weights whose F, by the
 * same search, is at least the one observed, (1 + number)/2,000. The nominal F(3, n − 4) is wrong because midpoint and
 * slope vanish under the null (science.md 3). 10 to 30 ms for a new design, nothing to speak of for a known one.
 *
 * @param test  of `logistic4` with free plateaus against a constant
 * @returns     null above 1,000 distinct doses, where the nominal p has to do: the sets would take seconds
 */
export function calibratedFlatP(problem: Problem, test: FTest, seed = 1): number | null {
  if (test.p < CERTAIN_P) return 1 / (NULL_SETS + 1)
  if (test.f <= 0) return 1
  if (problem.x.length > MOST_DOSES) return null
  return (1 + nullSetsOf(problem, seed).reaching(test.f)) / (NULL_SETS + 1)
}

function nullSetsOf(problem: Problem, seed: number): NullSets {
  const { x, w, count } = problem
  const key = `${seed}|${x.join(' ')}|${w.join(' ')}|${count.join(' ')}`
  const found = known.get(key)
  if (found) return found
  const size = NULL_SETS * x.length
  if (kept + size > MOST_KEPT) {
    known.clear()
    kept = 0
  }
  const made = makeNullSets(problem, { count: NULL_SETS, seed })
  known.set(key, made)
  kept += size
  return made
}
