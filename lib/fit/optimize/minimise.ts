import { HILL, LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { type Box, boxesBySign, isFixed, type SignedBox, withFixed } from './box.ts'
import { generalMinimise, generalMinimiseFrom } from './general.ts'
import { gridStarts } from './grid.ts'
import { type Optimum, rank } from './rank.ts'
import { type Descent, refine } from './refine.ts'
import { forgetAll } from './rivals.ts'
import type { Search } from './search.ts'

/** `two-tier` looks harder where the first look says it must; `fine` always; `single` follows one start only. */
export type Effort = 'two-tier' | 'fine' | 'single'

const COARSE_STARTS = 3
const FINE_STARTS = 8
/** Asymmetric curves have more basins, along ridges that asymmetry and hill share. */
const ASYMMETRIC_STARTS = { coarse: 5, fine: 10 }

/**
 * Global minimum of the scaled RSS inside the box: a grid finds the basins and every start is taken to the true optimum
 * of its own. This function and `minimiseFrom` are all that the rest of the engine knows of the optimiser.
 *
 * @returns null where no start gave a finite RSS
 */
export function minimise(search: Search, limits: Box, effort: Effort = 'two-tier'): Optimum | null {
  if (!search.shape) return generalMinimise(search, limits)
  forgetAll(search.found)
  const found: Descent[] = []
  const boxes = boxesBySign(limits, search.model)
  if (effort !== 'fine') {
    for (const box of boxes) descend(search, box, effort === 'single' ? 'single' : 'coarse', found)
    const best = rank(found)
    if (effort === 'single' || (best && !needsMore(search, limits, best))) return best
  }
  for (const box of boxes) {
    descend(search, box, 'fine', found)
    found.push(...steepest(search, box, rank(found)))
    found.push(...gentler(search, box, rank(found)))
  }
  return rank(found)
}

function descend(search: Search, box: SignedBox, tier: 'single' | 'coarse' | 'fine', found: Descent[]): void {
  const density = tier === 'fine' ? 'fine' : 'coarse'
  const usual = tier === 'fine' ? FINE_STARTS : COARSE_STARTS
  const limit = tier === 'single' ? 1 : search.shape?.hasAsymmetry ? ASYMMETRIC_STARTS[density] : usual
  for (const start of gridStarts(search, box, { density, limit })) found.push(refine(search, box, start))
}

/** Signs that a curve has more minima than the coarse grid shows. */
function needsMore(search: Search, limits: Box, { theta, rss }: Descent): boolean {
  const { problem } = search
  for (let k = 0; k < search.size; k++) {
    if (isFixed(limits, k)) continue
    const value = at(theta, k)
    if (value <= at(limits.lower, k) || value >= at(limits.upper, k)) return true
  }
  const hill = Math.abs(at(theta, HILL))
  if (hill < 0.45 || hill > STEP_LIKE_HILL) return true
  const { x } = problem
  const first = at(x, 0) === -Infinity ? at(x, 1) : at(x, 0)
  const logEc50 = at(theta, LOG_EC50)
  if (!(logEc50 >= first && logEc50 <= at(x, x.length - 1))) return true
  return rss + problem.pureError > 0.2 * problem.totalSquares
}

/** Slopes above this may be a step between two doses, whose valley towards ever steeper slopes is almost level. */
const STEP_LIKE_HILL = 4

/** Tries the steep end of such a valley directly: Newton would creep along it in steps of one e-fold. */
function steepest(search: Search, box: SignedBox, best: Descent | null): Descent[] {
  if (!best || Math.abs(at(best.theta, HILL)) < STEP_LIKE_HILL || isFixed(box, HILL)) return []
  const limit = at(box.upper, HILL) > 0 ? at(box.upper, HILL) : at(box.lower, HILL)
  const start = best.theta.slice()
  start[HILL] = limit
  // A minimum of a held slope is none: it must not stop the descents that follow.
  const { count, lowest } = search.found
  forgetAll(search.found)
  const held = refine(search, { ...withFixed(box, HILL, limit), isOrdered: box.isOrdered }, start)
  search.found.count = count
  search.found.lowest = lowest
  if (!(held.rss < best.rss)) return []
  return [refine(search, box, held.theta)]
}

/** Slope and distance of a gentle start beside a step. */
const GENTLE_HILL = 2.6
const GENTLE_DECADES = 0.1

/**
 * A step right at a dose can hide a minimum of moderate slope beside that dose, which the grid cannot see past the
 * step's own basin.
 */
function gentler(search: Search, box: SignedBox, best: Descent | null): Descent[] {
  if (!best || Math.abs(at(best.theta, HILL)) < STEP_LIKE_HILL || isFixed(box, HILL)) return []
  return [-GENTLE_DECADES, GENTLE_DECADES].map((shift) => {
    const start = best.theta.slice()
    start[LOG_EC50] = at(best.theta, LOG_EC50) + shift
    start[HILL] = at(box.upper, HILL) > 0 ? GENTLE_HILL : -GENTLE_HILL
    return refine(search, box, start)
  })
}

/** Best minimum reached from given vectors only: for a problem that differs little from one already solved. */
export function minimiseFrom(search: Search, limits: Box, points: readonly Float64Array[]): Optimum | null {
  if (!search.shape) return generalMinimiseFrom(search, limits, points)
  const boxes = boxesBySign(limits, search.model)
  forgetAll(search.found)
  const found: Descent[] = []
  for (const point of points) {
    for (const box of boxes) {
      const isSameSign = Math.sign(at(point, HILL)) === Math.sign(at(box.upper, HILL) + at(box.lower, HILL))
      if (isSameSign) found.push(refine(search, box, point))
      else if (boxes.length === 1) {
        const turned = point.slice()
        turned[HILL] = -at(point, HILL)
        found.push(refine(search, box, turned))
      }
    }
  }
  return rank(found)
}
