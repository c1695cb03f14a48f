import { indexOf } from '../models/model.ts'
import { solve } from '../optimize/solve.ts'
import type { Evidence } from './evidence.ts'

/** Sums of squares this close, relatively, are one: rounding decides which of them is lower. */
const TIE = 1e-6
/** Of all scatter: what counts as no scatter at all. */
const NOTHING = 1e-12

/**
 * Whether the curve fits as well with its midpoint at any of some log10 doses, plateaus and slope as they then are best.
 * The search ends at one place of such a ridge or another, as the unit of dose happens to round.
 */
export function isTied({ request, problem, solution }: Evidence, midpoints: readonly number[]): boolean {
  if (!solution || solution.likely || request.constraints.logEc50.kind !== 'free') return false
  const { model, theta } = solution
  const place = indexOf(model, 'logEc50')
  if (place < 0) return false
  const most = solution.rss * (1 + TIE) + NOTHING * problem.totalSquares
  return midpoints.every((value) => {
    const start = theta.slice()
    start[place] = value
    const constraints = { ...request.constraints, logEc50: { kind: 'fixed' as const, value } }
    const held = solve(solution.problem, constraints, { model, extra: [start] })
    return held !== null && held.rss <= most
  })
}
