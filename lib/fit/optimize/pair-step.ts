import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { SignedBox } from './box.ts'
import type { Search } from './search.ts'

/** Below this share of its diagonal a pivot is rounding. */
const LEAST_PIVOT = 1e-13
/** Of its unreduced curvature a variable is damped by this much at least. */
const LEAST_SHARE = 1e-6
/** Decades of logEc50, and share of hill, past which the quadratic means nothing. */
const LONGEST_DECADES = 1.5

export interface Length {
  readonly damping: number
  readonly stretch: number
}

/**
 * Writes the next step of the projected search over logEc50 and hill into `search.step`. Written out: it is where nearly
 * all time goes.
 *
 * @param stretch  multiple of the Newton step to take where nothing is in the way
 * @returns the decrease of the RSS that the step of length 1 predicts, or −1 to ask for more damping
 */
export function planPair(search: Search, box: SignedBox, { damping, stretch }: Length): number {
  const { curvature, step, point } = search
  const { gradient, expected } = curvature
  search.isStretched[0] = 0
  step[0] = 0
  step[1] = 0
  const a = at(point, 0)
  const b = at(point, 1)
  const isFirstHeld = isOnLimit(box, LOG_EC50, a, at(gradient, LOG_EC50))
  const isSecondHeld = isOnLimit(box, HILL, b, at(gradient, HILL))
  let ga = isFirstHeld ? 0 : at(gradient, LOG_EC50)
  let gb = isSecondHeld ? 0 : at(gradient, HILL)
  if (ga === 0 && gb === 0) return 0
  const pair = search.reduced
  reducePair(search, box, curvature.observed, pair)
  // hill · logEc50 is the natural coordinate: the valley of a step between two doses is straight in it. Newton there is
  // Newton here with one more term off the diagonal, and a landing place that follows the new hill.
  const isNatural = !isFirstHeld && !isSecondHeld
  if (isNatural) pair[1] = at(pair, 1) - ga / b
  const isGood = isPositive(pair, isFirstHeld, isSecondHeld)
  if (damping > 0 || !isGood) {
    // Damped in the measure of what the plateaus leave: theirs is a thousand times it where the midpoint lies far out.
    const scale = isGood ? search.factor : pair
    reducePair(search, box, expected, scale)
    const sa = Math.max(at(scale, 0), LEAST_SHARE * at(expected, 10))
    const sb = Math.max(at(scale, 3), LEAST_SHARE * at(expected, 15))
    pair[0] = at(pair, 0) + damping * sa + damping * 1e-12
    pair[3] = at(pair, 3) + damping * sb + damping * 1e-12
    if (!isPositive(pair, isFirstHeld, isSecondHeld)) return -1
  }
  ga = isFirstHeld ? 0 : ga + at(pair, 4)
  gb = isSecondHeld ? 0 : gb + at(pair, 5)
  const rest = at(pair, 6)
  const aa = at(pair, 0)
  const ab = at(pair, 1)
  const bb = at(pair, 3)
  let da = 0
  let db = 0
  if (isSecondHeld) da = -ga / aa
  else if (isFirstHeld) db = -gb / bb
  else {
    const determinant = aa * bb - ab * ab
    da = (ab * gb - bb * ga) / determinant
    db = (ab * ga - aa * gb) / determinant
  }
  const reach = 0.7 * Math.abs(b) + 0.3
  const longest = Math.max(Math.abs(da) / LONGEST_DECADES, Math.abs(db) / reach, 1)
  da /= longest
  db /= longest
  if (isNatural) {
    const predicted = predictPair(ga, gb, aa, ab, bb, da, db) - rest
    if (predicted > 0) {
      if (stretch > 1 && takeNatural(search, box, stretch * da, stretch * db)) {
        search.isStretched[0] = 1
        return predicted
      }
      if (takeNatural(search, box, da, db)) return predicted
    }
  }
  const toA = clipTo(box, LOG_EC50, a + da) - a
  const toB = clipTo(box, HILL, b + db) - b
  const crossesA = !isInside(box, LOG_EC50, a + da)
  const crossesB = !isInside(box, HILL, b + db)
  if (crossesA || crossesB) {
    // What would cross stops on its limit and the other is solved again with it there.
    if (crossesA) {
      da = toA
      if (!crossesB && !isSecondHeld) db = -(gb + ab * toA) / bb
    }
    if (crossesB) {
      db = toB
      if (!crossesA && !isFirstHeld) da = -(ga + ab * toB) / aa
    }
    const again = Math.max(Math.abs(da) / LONGEST_DECADES, Math.abs(db) / reach, 1)
    da = clipTo(box, LOG_EC50, a + da / again) - a
    db = clipTo(box, HILL, b + db / again) - b
  }
  step[0] = da
  step[1] = db
  const predicted = predictPair(ga, gb, aa, ab, bb, da, db) - rest
  return predicted > 0 ? predicted : da === 0 && db === 0 ? 0 : -1
}

/** Takes a step given in the natural coordinates, unless it would be long or leave the box. */
function takeNatural({ step, point }: Search, box: SignedBox, da: number, db: number): boolean {
  const a = at(point, 0)
  const b = at(point, 1)
  const landing = (da * b) / (b + db)
  if (!(Math.abs(landing) <= LONGEST_DECADES && Math.abs(b + db) > 0.1 * Math.abs(b))) return false
  if (!isInside(box, LOG_EC50, a + landing) || !isInside(box, HILL, b + db)) return false
  step[0] = landing
  step[1] = db
  return true
}

/**
 * The Schur complement of a 4 × 4 Hessian over its last two variables, [aa, ab, ab, bb], with what plateaus on their way
 * to a limit add: to the gradient (two places), and to the RSS.
 */
function reducePair(search: Search, box: SignedBox, hessian: Float64Array, out: Float64Array): void {
  let ee = at(hessian, 10)
  let eh = at(hessian, 11)
  let hh = at(hessian, 15)
  let be = at(hessian, 2)
  let bh = at(hessian, 3)
  let te = at(hessian, 6)
  let th = at(hessian, 7)
  let bb = at(hessian, 0)
  let bt = at(hessian, 1)
  let tt = at(hessian, 5)
  const bottomShift = shiftOf(search, box, BOTTOM)
  const topShift = shiftOf(search, box, TOP)
  const useBottom = bottomShift === 0 && isFree(search, box, BOTTOM) && bb > 0
  let useTop = topShift === 0 && isFree(search, box, TOP) && tt > 0
  if (useBottom) {
    te -= (bt * be) / bb
    th -= (bt * bh) / bb
    ee -= (be * be) / bb
    eh -= (be * bh) / bb
    hh -= (bh * bh) / bb
    const left = tt - (bt * bt) / bb
    useTop = useTop && left > 1e-14 * tt
    tt = left
    bt = 0
  }
  if (useTop) {
    ee -= (te * te) / tt
    eh -= (te * th) / tt
    hh -= (th * th) / tt
    if (!useBottom) {
      be -= (bt * te) / tt
      bh -= (bt * th) / tt
      bb -= (bt * bt) / tt
    }
    bt = 0
  }
  out[0] = ee
  out[1] = eh
  out[2] = eh
  out[3] = hh
  if (out.length < 7) return
  out[4] = be * bottomShift + te * topShift
  out[5] = bh * bottomShift + th * topShift
  out[6] = bb * bottomShift * bottomShift + 2 * bt * bottomShift * topShift + tt * topShift * topShift
}

/** How far a plateau that is driven to its limit has to go; 0 for any other. */
export function shiftOf({ theta, isBlocked }: Search, box: SignedBox, index: number): number {
  const side = isBlocked[index]
  if (!side) return 0
  return at(side === 1 ? box.lower : box.upper, index) - at(theta, index)
}

function isPositive(pair: Float64Array, isFirstHeld: boolean, isSecondHeld: boolean): boolean {
  const aa = at(pair, 0)
  const ab = at(pair, 1)
  const bb = at(pair, 3)
  if (isSecondHeld) return aa > 0
  if (isFirstHeld) return bb > 0
  return aa > 0 && bb > 0 && aa * bb - ab * ab > LEAST_PIVOT * aa * bb
}

/** On a limit with the gradient pushing outward (half-gradient of the RSS: descent goes against it), or fixed. */
export function isOnLimit(box: SignedBox, index: number, value: number, gradient: number): boolean {
  const low = at(box.lower, index)
  const high = at(box.upper, index)
  return low === high || (value <= low && gradient >= 0) || (value >= high && gradient <= 0)
}

/** Off its limits. */
export function isFree({ theta }: Search, box: SignedBox, index: number): boolean {
  return at(theta, index) > at(box.lower, index) && at(theta, index) < at(box.upper, index)
}

function isInside(box: SignedBox, index: number, value: number): boolean {
  return value >= at(box.lower, index) && value <= at(box.upper, index)
}

function clipTo(box: SignedBox, index: number, value: number): number {
  return Math.min(Math.max(value, at(box.lower, index)), at(box.upper, index))
}

/** Decrease of the RSS that the quadratic promises. */
function predictPair(
  ga: number,
  gb: number,
  aa: number,
  ab: number,
  bb: number,
  da: number,
  db: number,
): number {
  return -2 * (ga * da + gb * db) - (aa * da * da + 2 * ab * da * db + bb * db * db)
}
