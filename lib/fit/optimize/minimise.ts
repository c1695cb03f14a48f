import { HILL, LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { type Box, type SignedBox, boxesBySign, isFixed, withFixed } from './box.ts'
import { firstDescent } from './first-descent.ts'
import { gridStarts } from './grid.ts'
import type { Problem } from './problem.ts'
import { evaluateReduced } from './reduced.ts'
import { type Descent, refine, type Search } from './refine.ts'

/** The best minimum found, and the other ones, best first, all in scaled units. */
export interface Optimum extends Descent {
  readonly others: readonly Descent[]
}

const STARTS_PER_SIGN = 6

/** `own` leaves the package out: a profile asks for a hundred minima of one curve, and its descent is half their cost. */
type FirstSolver = 'package' | 'own'

/**
 * Global minimum of the scaled RSS inside the box: a grid finds the basins, ml-levenberg-marquardt descends from the
 * best node, and every start is polished to the true optimum. This function is all that the rest of the engine knows
 * of the optimiser.
 *
 * @returns null where no start gave a finite RSS
 */
export function minimise(search: Search, limits: Box, first: FirstSolver = 'package'): Optimum | null {
  const found: Descent[] = []
  for (const box of boxesBySign(limits)) {
    const starts = gridStarts(search.problem, box, search.ws, STARTS_PER_SIGN)
    const [best] = starts
    if (best && first === 'package') {
      const reached = descendFirst(search.problem, box, search, best)
      found.push(refine(search, box, reached.logEc50, reached.hill))
    }
    for (const start of starts) found.push(refine(search, box, start.logEc50, start.hill))
    found.push(...steepest(search, box, rank(found)))
  }
  return rank(found)
}

/** Slopes above this may be a step between two doses, whose valley towards ever steeper slopes is almost level. */
const STEP_LIKE_HILL = 4

/** Tries the steep end of such a valley directly: Newton would creep along it in steps of one e-fold. */
function steepest(search: Search, box: SignedBox, best: Descent | null): Descent[] {
  if (!best || Math.abs(at(best.theta, HILL)) < STEP_LIKE_HILL || isFixed(box, HILL)) return []
  const limit = at(box.upper, HILL) > 0 ? at(box.upper, HILL) : at(box.lower, HILL)
  const held = refine(search, { ...box, ...withFixed(box, HILL, limit) }, at(best.theta, LOG_EC50), limit)
  if (!(held.rss < best.rss)) return []
  return [refine(search, box, at(held.theta, LOG_EC50), limit)]
}

/** Best minimum reached from given points only: for a problem that differs little from one already solved. */
export function minimiseFrom(
  search: Search,
  limits: Box,
  points: readonly { logEc50: number; hill: number }[],
): Optimum | null {
  const boxes = boxesBySign(limits)
  const found = points.flatMap(({ logEc50, hill }) =>
    boxes.flatMap((box) => {
      const isSameSign = Math.sign(hill) === Math.sign(at(box.upper, HILL) + at(box.lower, HILL))
      return isSameSign || boxes.length === 1 ? [refine(search, box, logEc50, isSameSign ? hill : -hill)] : []
    }),
  )
  return rank(found)
}

function descendFirst(
  problem: Problem,
  box: SignedBox,
  search: Search,
  start: { logEc50: number; hill: number },
) {
  evaluateReduced(problem, box, search.ws, start.logEc50, start.hill)
  return firstDescent(problem, box, search.ws.theta)
}

function rank(found: readonly Descent[]): Optimum | null {
  const finite = found.filter(({ rss }) => Number.isFinite(rss)).sort((a, b) => a.rss - b.rss)
  const least = finite[0]?.rss ?? 0
  // Descents that met in one minimum differ by rounding: the first of them stands, whatever the rounding was.
  const best = found.find(({ rss }) => rss <= least * (1 + 1e-13))
  if (!best) return null
  const others: Descent[] = []
  for (const descent of finite) {
    if (![best, ...others].some((known) => isSame(known, descent))) others.push(descent)
  }
  return { ...best, others }
}

function isSame(a: Descent, b: Descent): boolean {
  const gap = Math.abs(at(a.theta, LOG_EC50) - at(b.theta, LOG_EC50))
  const fold = Math.abs(at(a.theta, HILL) - at(b.theta, HILL)) / Math.abs(at(a.theta, HILL))
  return gap < 1e-4 && fold < 1e-3
}
