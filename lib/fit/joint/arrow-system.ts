import { at } from '../numbers.ts'
import { jacobianOf } from './evaluate.ts'
import { backSubstitute, eliminate } from './eliminate.ts'
import { type JointProblem, partOf, rowsOf } from './joint-problem.ts'

/**
 * The Jacobian of a joint fit is an arrow: each curve's rows touch its own parameters and the shared ones only. Each
 * curve's columns are compressed to a triangle by QR, its own parameters are eliminated from it, and what is left of the
 * rows falls onto the shared ones: work per step grows with the number of curves and not with its square.
 *
 * @see Golub and Van Loan, Matrix Computations, 5.5; Björck (1996), Numerical Methods for Least Squares Problems, 6.3
 */
export interface ArrowSystem {
  readonly joint: JointProblem
  /** Per curve (size + 1) columns of length `size`: R in the order of elimination, then Qᵀr. */
  readonly compressed: readonly Float64Array[]
  /** Half gradient of the RSS and longest column lengths met; entries of a shared parameter are equal. */
  readonly gradient: Float64Array
  readonly scale: Float64Array
  readonly step: Float64Array
  readonly isHeld: Uint8Array
  readonly room: Room
}

/** Scratch: Jacobians before and curves after elimination. */
interface Room {
  readonly jacobian: readonly Float64Array[]
  readonly reduced: readonly Float64Array[]
  readonly places: readonly Int32Array[]
  readonly free: readonly Int32Array[]
  readonly shared: Float64Array
  readonly sharedPlaces: Int32Array
}

export function makeArrowSystem(joint: JointProblem): ArrowSystem {
  const { blocks, size } = joint
  const perCurve = (length: number) => blocks.map(() => new Float64Array(length))
  return {
    joint,
    compressed: perCurve((size + 1) * size),
    gradient: new Float64Array(blocks.length * size),
    scale: new Float64Array(blocks.length * size),
    step: new Float64Array(blocks.length * size),
    isHeld: new Uint8Array(blocks.length * size),
    room: {
      jacobian: blocks.map((block) => new Float64Array((size + 1) * rowsOf(block))),
      reduced: perCurve((size + 1) * 2 * size),
      places: blocks.map(() => new Int32Array(size)),
      free: blocks.map(() => new Int32Array(size)),
      shared: new Float64Array((size + 1) * 3 * size),
      sharedPlaces: new Int32Array(size),
    },
  }
}

/** Jacobians, gradient, column lengths and triangles at a point; false where the model is not finite there. */
export function linearise(
  system: ArrowSystem,
  theta: Float64Array,
  residual: readonly Float64Array[],
): boolean {
  const { joint, compressed, gradient, scale, room } = system
  const { blocks, size, order, ownCount } = joint
  const sum = new Float64Array(size)
  const square = new Float64Array(size)
  let isFinite = true
  blocks.forEach((block, c) => {
    const rows = rowsOf(block)
    const columns = room.jacobian[c] as Float64Array
    const right = residual[c] as Float64Array
    if (!jacobianOf(joint, block, partOf(theta, c, size), columns)) isFinite = false
    columns.set(right, size * rows)
    for (let j = 0; j < size; j++) {
      const k = order[j] as number
      let [dot, length] = [0, 0]
      for (let i = 0; i < rows; i++) {
        const value = at(columns, j * rows + i)
        dot -= value * at(right, i)
        length += value * value
      }
      if (j < ownCount) {
        gradient[c * size + k] = dot
        scale[c * size + k] = Math.max(at(scale, c * size + k), Math.sqrt(length))
      } else {
        sum[k] = at(sum, k) + dot
        square[k] = at(square, k) + length
      }
    }
    const places = room.places[c] as Int32Array
    eliminate(columns, { rows, pivots: size, total: size + 1, places })
    const out = compressed[c] as Float64Array
    out.fill(0)
    for (let j = 0; j <= size; j++) {
      for (let i = 0; i < Math.min(rows, size); i++) out[j * size + i] = at(columns, j * rows + i)
    }
  })
  joint.spent.work += blocks.length
  for (let j = ownCount; j < size; j++) {
    const k = order[j] as number
    for (let c = 0; c < blocks.length; c++) {
      gradient[c * size + k] = at(sum, k)
      scale[c * size + k] = Math.max(at(scale, c * size + k), Math.sqrt(at(square, k)))
    }
  }
  return isFinite
}

/**
 * min |J d − r|² + damping · |D d|² over what is not held, into `step`; held entries of it are given.
 *
 * @param damping  relative to the column lengths
 */
export function solveArrow(system: ArrowSystem, damping: number): void {
  const { joint, room } = system
  const { blocks, size, order, ownCount } = joint
  const sharedFree: number[] = []
  for (let j = ownCount; j < size; j++) if (!system.isHeld[order[j] as number]) sharedFree.push(j)
  const width = sharedFree.length
  const height = width + 2 * size
  const stack = room.shared.subarray(0, (width + 1) * height)
  stack.fill(0)
  blocks.forEach((_, c) => {
    const own = eliminateOwn(system, c, { damping, sharedFree })
    // The rows left over go under the triangle of the curves before.
    const reduced = room.reduced[c] as Float64Array
    const rows = size + own.count
    for (let j = 0; j <= width; j++) {
      for (let i = 0; i < 2 * size; i++) {
        const row = own.rank + i
        stack[j * height + width + i] = row < rows ? at(reduced, (own.count + j) * rows + row) : 0
      }
    }
    eliminate(stack, { rows: height, pivots: width, total: width + 1, places: room.sharedPlaces })
  })
  for (let j = 0; j <= width; j++) stack.fill(0, j * height + width, (j + 1) * height)
  sharedFree.forEach((place, j) => {
    const k = order[place] as number
    stack[j * height + width + j] = Math.sqrt(damping) * (at(system.scale, k) || 1)
  })
  eliminate(stack, { rows: height, pivots: width, total: width + 1, places: room.sharedPlaces })
  const solved = new Float64Array(width)
  backSubstitute(
    stack,
    { rows: height, pivots: width, places: room.sharedPlaces },
    (row) => at(stack, width * height + row),
    solved,
  )
  blocks.forEach((_, c) => substitute(system, c, sharedFree, solved))
}

interface Own {
  readonly count: number
  readonly rank: number
}

/** One curve's rows with its own free parameters (and their damping) eliminated, left in `room.reduced`. */
function eliminateOwn(
  system: ArrowSystem,
  c: number,
  { damping, sharedFree }: { damping: number; sharedFree: readonly number[] },
): Own {
  const { joint, compressed, scale, step, isHeld, room } = system
  const { size, order, ownCount } = joint
  const source = compressed[c] as Float64Array
  const free = room.free[c] as Int32Array
  let count = 0
  for (let j = 0; j < ownCount; j++) if (!isHeld[c * size + (order[j] as number)]) free[count++] = j
  free[count] = -1
  const rows = size + count
  const width = count + sharedFree.length
  const out = room.reduced[c] as Float64Array
  out.fill(0, 0, (width + 1) * rows)
  for (let f = 0; f < count; f++) {
    const j = free[f] as number
    for (let i = 0; i < size; i++) out[f * rows + i] = at(source, j * size + i)
    out[f * rows + size + f] = Math.sqrt(damping) * (at(scale, c * size + (order[j] as number)) || 1)
  }
  sharedFree.forEach((j, s) => {
    for (let i = 0; i < size; i++) out[(count + s) * rows + i] = at(source, j * size + i)
  })
  for (let i = 0; i < size; i++) {
    let value = at(source, size * size + i)
    for (let j = 0; j < size; j++) {
      const entry = c * size + (order[j] as number)
      if (isHeld[entry]) value -= at(source, j * size + i) * at(step, entry)
    }
    out[width * rows + i] = value
  }
  const places = room.places[c] as Int32Array
  const rank = eliminate(out, { rows, pivots: count, total: width + 1, places })
  return { count, rank }
}

/** One curve's own steps, those of the shared parameters known. */
function substitute(system: ArrowSystem, c: number, sharedFree: readonly number[], solved: Float64Array) {
  const { joint, step, room } = system
  const { size, order } = joint
  const free = room.free[c] as Int32Array
  let count = free.indexOf(-1)
  if (count < 0) count = size
  const rows = size + count
  const reduced = room.reduced[c] as Float64Array
  sharedFree.forEach((j, s) => {
    step[c * size + (order[j] as number)] = at(solved, s)
  })
  const own = new Float64Array(count)
  const right = (row: number) => {
    let value = at(reduced, (count + sharedFree.length) * rows + row)
    for (let s = 0; s < sharedFree.length; s++) value -= at(reduced, (count + s) * rows + row) * at(solved, s)
    return value
  }
  backSubstitute(reduced, { rows, pivots: count, places: room.places[c] as Int32Array }, right, own)
  for (let f = 0; f < count; f++) step[c * size + (order[free[f] as number] as number)] = at(own, f)
}

/** RSS − |r − J d|² of the step. */
export function predictedDecrease({ joint, compressed, gradient, step }: ArrowSystem): number {
  const { blocks, size, order, isShared } = joint
  let value = 0
  for (let c = 0; c < blocks.length; c++) {
    for (let k = 0; k < size; k++) {
      if (c === 0 || !isShared[k]) value -= 2 * at(gradient, c * size + k) * at(step, c * size + k)
    }
    const r = compressed[c] as Float64Array
    for (let i = 0; i < size; i++) {
      let moved = 0
      for (let j = 0; j < size; j++) moved += at(r, j * size + i) * at(step, c * size + (order[j] as number))
      value -= moved * moved
    }
  }
  return value
}
