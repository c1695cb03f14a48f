import { at } from '../numbers.ts'

/**
 * Least Σ w (y − f)² over all f that only rise or only fall: pool adjacent violators, both ways. No monotone curve through
 * the doses can have less.
 *
 * @param y, w  in the order of the doses; w > 0
 * @see Barlow et al. (1972), Statistical Inference under Order Restrictions, section 1.2
 */
export function monotoneSquares(y: Float64Array, w: Float64Array): number {
  return Math.min(risingSquares(y, w, 1), risingSquares(y, w, -1))
}

/** Blocks of doses that share a level: its value, its weight and where it ends. */
const blocks = { level: new Float64Array(64), weight: new Float64Array(64), end: new Int32Array(64) }

function reserve(doses: number): void {
  if (blocks.level.length >= doses) return
  blocks.level = new Float64Array(2 * doses)
  blocks.weight = new Float64Array(2 * doses)
  blocks.end = new Int32Array(2 * doses)
}

function risingSquares(y: Float64Array, w: Float64Array, sign: 1 | -1): number {
  reserve(y.length)
  const { level, weight, end } = blocks
  let count = 0
  for (let i = 0; i < y.length; i++) {
    let [own, mass] = [sign * at(y, i), at(w, i)]
    while (count > 0 && at(level, count - 1) >= own) {
      count--
      const total = mass + at(weight, count)
      own = (own * mass + at(level, count) * at(weight, count)) / total
      mass = total
    }
    level[count] = own
    weight[count] = mass
    end[count] = i + 1
    count++
  }
  let [squares, i] = [0, 0]
  for (let block = 0; block < count; block++) {
    for (; i < (end[block] as number); i++) {
      const gap = sign * at(y, i) - at(level, block)
      squares += at(w, i) * gap * gap
    }
  }
  return squares
}
