import { at } from '../numbers.ts'
import { exp, log } from '../numerics/elementary.ts'
import type { Diagnostics } from '../types.ts'

/** Under this many of either sign no arrangement is rare. */
const FEWEST_OF_A_SIGN = 3

/**
 * Wald–Wolfowitz runs test of signs, two-sided and exact: twice the smaller tail of the number of runs, given how many
 * are positive and how many negative.
 *
 * @param residuals  in the order of the doses, one per dose: replicates have no order among themselves. Zeros are left out
 * @returns null under three of either sign
 * @see Swed, Eisenhart (1943), doi:10.1214/aoms/1177731494
 */
export function runsTest(residuals: Float64Array): Diagnostics['runs'] {
  let [positive, negative, runs, last] = [0, 0, 0, 0]
  for (const residual of residuals) {
    const sign = Math.sign(residual)
    if (sign === 0) continue
    if (sign > 0) positive++
    else negative++
    if (sign !== last) runs++
    last = sign
  }
  if (Math.min(positive, negative) < FEWEST_OF_A_SIGN) return null
  const logFactorial = logFactorials(positive + negative)
  let [below, above] = [0, 0]
  for (let r = 2; r <= 2 * Math.min(positive, negative) + 1; r++) {
    const p = runsProbability(r, positive, negative, logFactorial)
    if (r <= runs) below += p
    if (r >= runs) above += p
  }
  return {
    runs,
    expected: (2 * positive * negative) / (positive + negative) + 1,
    p: Math.min(1, 2 * Math.min(below, above)),
  }
}

/** P(R = r): the ways to cut both signs into as many groups as r runs need, over all arrangements. */
function runsProbability(r: number, positive: number, negative: number, logFactorial: Float64Array): number {
  const ways = (groups: number, of: number) =>
    groups < 1 || groups > of
      ? -Infinity
      : at(logFactorial, of - 1) - at(logFactorial, groups - 1) - at(logFactorial, of - groups)
  const all = at(logFactorial, positive + negative) - at(logFactorial, positive) - at(logFactorial, negative)
  const half = Math.floor(r / 2)
  const chance = (a: number, b: number) => exp(ways(a, positive) + ways(b, negative) - all)
  return r % 2 === 0 ? 2 * chance(half, half) : chance(half + 1, half) + chance(half, half + 1)
}

function logFactorials(n: number): Float64Array {
  const sums = new Float64Array(n + 1)
  for (let i = 2; i <= n; i++) sums[i] = at(sums, i - 1) + log(i)
  return sums
}
