import { HILL, LOG_EC50 } from '../models/parameters.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { at } from '../numbers.ts'
import { type Box, boxesBySign, isFixed, type SignedBox, withFixed } from './box.ts'
import { generalMinimise, generalMinimiseFrom } from './general.ts'
import { gridStarts } from './grid.ts'
import { bestOf, type Optimum, rank } from './rank.ts'
import { type Descent, refine, type Stop } from './refine.ts'
import { forgetAll } from './rivals.ts'
import type { Search } from './search.ts'

/** `two-tier` looks harder where the first look says it must; `fine` always; `single` follows one start only. */
export type Effort = 'two-tier' | 'fine' | 'single'

const COARSE_STARTS = 3
const FINE_STARTS = 8
/** Asymmetric curves have more basins, along ridges that asymmetry and hill share; of both directions together. */
const ASYMMETRIC_STARTS = { single: 1, coarse: 4, fine: 10 }

/**
 * Global minimum of the scaled RSS inside the box: a grid finds the basins and every start is taken to the true optimum
 * of its own. This function and `minimiseFrom` are all that the rest of the engine knows of the optimiser.
 *
 * @param ceiling  RSS of the means that is known to be reached by another shape: descents that must end above it are cut short
 * @returns         null where no start gave a finite RSS
 */
export function minimise(
  search: Search,
  limits: Box,
  effort: Effort = 'two-tier',
  ceiling = Infinity,
): Optimum | null {
  if (!search.shape) return generalMinimise(search, limits)
  forgetAll(search.found)
  search.found.lowest = ceiling
  const found: Descent[] = []
  const boxes = boxesBySign(limits, search.model)
  if (effort !== 'fine') {
    descend(search, boxes, effort === 'single' ? 'single' : 'coarse', found)
    const best = bestOf(found)
    if (effort === 'single' || (best && !needsMore(search, limits, best))) return rank(found)
  }
  descend(search, boxes, 'fine', found)
  return rank(found)
}

type Tier = 'single' | 'coarse' | 'fine'

function descend(search: Search, boxes: readonly SignedBox[], tier: Tier, found: Descent[]): void {
  if (search.isAsymmetric) return descendTogether(search, boxes, tier, found)
  for (const box of boxes) {
    const density = tier === 'fine' ? 'fine' : 'coarse'
    const limit = tier === 'single' ? 1 : tier === 'fine' ? FINE_STARTS : COARSE_STARTS
    for (const { point } of gridStarts(search, box, { density, limit }))
      found.push(refine(search, box, point))
    if (tier !== 'fine') continue
    found.push(...steepest(search, box, bestOf(found)))
    found.push(...gentler(search, box, bestOf(found)))
  }
}

/** The most promising nodes of both directions: a whole direction rarely has any. */
function descendTogether(search: Search, boxes: readonly SignedBox[], tier: Tier, found: Descent[]): void {
  const density = tier === 'fine' ? 'fine' : 'coarse'
  const limit = ASYMMETRIC_STARTS[tier]
  const starts = boxes.flatMap((box) =>
    gridStarts(search, box, { density, limit }).map((start) => ({ ...start, box })),
  )
  starts.sort((a, b) => a.rss - b.rss)
  for (const { point, box } of starts.slice(0, limit)) found.push(refine(search, box, point))
  const best = bestOf(found)
  if (tier !== 'fine' || !best) return
  const own = boxes.find(
    (box) => Math.sign(at(best.theta, HILL)) === Math.sign(at(box.upper, HILL) + at(box.lower, HILL)),
  )
  if (!own) return
  // Along a bent valley one search may not be enough.
  if (best.stop === 'iterations') found.push(refine(search, own, best.theta))
  found.push(...steepest(search, own, best))
  found.push(...gentler(search, own, bestOf(found)))
}

/** Signs that a curve has more minima than the coarse grid shows. */
function needsMore(search: Search, limits: Box, { theta, rss, stop }: Descent): boolean {
  const { problem } = search
  for (let k = 0; k < search.size; k++) {
    if (isFixed(limits, k)) continue
    const value = at(theta, k)
    if (value > at(limits.lower, k) && value < at(limits.upper, k)) continue
    // A hill or an asymmetry at its guard is how half of the asymmetric fits end, and no sign of anything.
    if (search.isAsymmetric && k >= HILL && isGuard(search, k, value)) continue
    return true
  }
  const hill = Math.abs(at(theta, HILL))
  if (search.isAsymmetric ? isOdd(limits, theta, stop) : hill < 0.45 || hill > STEP_LIKE_HILL) return true
  const { x } = problem
  const first = at(x, 0) === -Infinity ? at(x, 1) : at(x, 0)
  const logEc50 = at(theta, LOG_EC50)
  if (!(logEc50 >= first && logEc50 <= at(x, x.length - 1))) return true
  return rss + problem.pureError > 0.2 * problem.totalSquares
}

function isGuard({ model }: Search, k: number, value: number): boolean {
  const [low, high] = model.parameters[k]?.guard(NOWHERE) ?? [Number.NaN, Number.NaN]
  return value === low || value === high
}

/** Hill and asymmetry have the same guards whatever the data. */
const NOWHERE = { low: 0, high: 1, firstLogDose: 0, lastLogDose: 1 }

/** A bend at its sharpest, a step at either tail, or a search that was not finished. */
function isOdd(limits: Box, theta: Float64Array, stop: Stop): boolean {
  const s = at(theta, ASYMMETRY)
  return (
    s <= at(limits.lower, ASYMMETRY) ||
    Math.abs(at(theta, HILL)) * Math.min(1, s) > STEP_LIKE_HILL ||
    stop === 'iterations'
  )
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
