import type { Problem } from '../optimize/problem.ts'
import type { Constraints, FTest } from '../types.ts'
import { makeNullSets, type NullCurve, type NullSets } from './null-sets.ts'

const FREE = { kind: 'free' } as const
const NULL_SETS = 1999
/** Above this many doses a search costs so much that fewer sets must do. */
const LONG = { doses: 200, nullSets: 199 }
/** Where the nominal p is below this no null set comes near the F: the answer is the least there is, none is drawn. */
const CERTAIN_P = 1e-6
const MOST_DOSES = 1000
/** Dose means that all designs together may keep: 16 MB. */
const MOST_KEPT = 2e6

/** By design, the oldest first. Bounded, and only ever a shortcut: a design gives the same numbers anew. */
const known = new Map<string, NullSets>()
let kept = 0

interface FlatInput {
  /** Whose search the F comes from; of its constraints those on midpoint and slope count, the plateaus are free. */
  readonly constraints: Constraints
  /** Absent: 1. */
  readonly seed?: number | undefined
}

/**
 * Calibrated p of the flat test: the share of seeded normal null sets on the same doses, wells and weights whose F, by the
 * same search, is at least the one observed: (1 + number)/2,000, of 200 where there are more than 200 doses. The nominal
 * F is wrong because midpoint and slope vanish under the null (science.md 3). 10 to 45 ms for a new design of up to 20
 * doses, nothing to speak of for a known one.
 *
 * @param test  of `logistic4` with free plateaus against a constant
 * @returns     null above 1,000 distinct doses, where the nominal p has to do: the sets would take seconds
 */
export function calibratedFlatP(
  problem: Problem,
  test: FTest,
  { constraints, seed = 1 }: FlatInput,
): number | null {
  const count = problem.x.length > LONG.doses ? LONG.nullSets : NULL_SETS
  if (test.p < CERTAIN_P) return 1 / (count + 1)
  if (test.f <= 0) return 1
  if (problem.x.length > MOST_DOSES) return null
  const { logEc50, hill } = constraints
  const curve = { constraints: { bottom: FREE, top: FREE, logEc50, hill }, df1: test.df1, df2: test.df2 }
  return (1 + nullSetsOf(problem, curve, { count, seed }).reaching(test.f)) / (count + 1)
}

function nullSetsOf(
  problem: Problem,
  curve: NullCurve,
  sets: { readonly count: number; readonly seed: number },
): NullSets {
  const { x, w, count } = problem
  const design = `${x.join(' ')}|${w.join(' ')}|${count.join(' ')}`
  const key = `${sets.seed}|${design}|${JSON.stringify(curve)}`
  const found = known.get(key)
  if (found) return found
  const size = sets.count * x.length
  if (kept + size > MOST_KEPT) {
    known.clear()
    kept = 0
  }
  const made = makeNullSets(problem, curve, sets)
  known.set(key, made)
  kept += size
  return made
}
