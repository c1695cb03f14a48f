import { inverseOfPositive } from '../inference/matrix.ts'
import { at } from '../numbers.ts'
import type { JointProblem } from './joint-problem.ts'

/** Inverse of a block-arrow matrix in parts: see `JointCovariance`, there times s². */
export interface ArrowInverse {
  /** Indices of the shared parameters that take part, and V. */
  readonly shared: readonly number[]
  readonly sharedValues: Float64Array
  readonly curves: readonly {
    readonly own: readonly number[]
    readonly ownValues: Float64Array
    readonly coupling: Float64Array
    readonly condition: number
  }[]
  readonly condition: number
}

/**
 * Inverse of Σ over curves of symmetric matrices, by eliminating each curve's own parameters (Schur complements).
 *
 * @param matrices  per curve size × size
 * @param active    curves × size, 1 where the entry takes part
 * @returns null where it is not positive definite
 */
export function invertBlocks(
  joint: JointProblem,
  matrices: readonly Float64Array[],
  active: Uint8Array,
): ArrowInverse | null {
  const { size, blocks } = joint
  const shared = sharedOf(joint, active)
  const s = shared.length
  const complement = new Float64Array(s * s)
  const curves: { own: number[]; inverse: Float64Array; coupling: Float64Array; condition: number }[] = []
  for (let c = 0; c < blocks.length; c++) {
    const matrix = matrices[c] as Float64Array
    const own = ownOf(joint, active, c)
    const block = new Float64Array(own.length ** 2)
    own.forEach((a, i) => own.forEach((b, j) => (block[i * own.length + j] = at(matrix, a * size + b))))
    const inverse = own.length === 0 ? { values: block, condition: 1 } : inverseOfPositive(block, own.length)
    if (!inverse) return null
    // G = −H_oo⁻¹ H_os, and H_ss + H_so G into the complement.
    const coupling = new Float64Array(own.length * s)
    own.forEach((_, i) =>
      shared.forEach((b, j) => {
        let sum = 0
        own.forEach((a, l) => (sum -= at(inverse.values, i * own.length + l) * at(matrix, a * size + b)))
        coupling[i * s + j] = sum
      }),
    )
    shared.forEach((a, i) =>
      shared.forEach((b, j) => {
        let sum = at(matrix, a * size + b)
        own.forEach((o, l) => (sum += at(matrix, a * size + o) * at(coupling, l * s + j)))
        complement[i * s + j] = at(complement, i * s + j) + sum
      }),
    )
    curves.push({ own, inverse: inverse.values, coupling, condition: inverse.condition })
  }
  for (let i = 0; i < s; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (at(complement, i * s + j) + at(complement, j * s + i)) / 2
      complement[i * s + j] = complement[j * s + i] = mean
    }
  }
  const whole = s === 0 ? { values: complement, condition: 1 } : inverseOfPositive(complement, s)
  if (!whole) return null
  return {
    shared,
    sharedValues: whole.values,
    curves: curves.map(({ own, inverse, coupling, condition }) => ({
      own,
      ownValues: addSandwich(inverse, coupling, { v: whole.values, own: own.length, shared: s }),
      coupling,
      condition,
    })),
    condition: whole.condition,
  }
}

/** H⁻¹ g over what is active; null where H is not positive definite. */
export function solveBlocks(
  joint: JointProblem,
  matrices: readonly Float64Array[],
  gradient: Float64Array,
  active: Uint8Array,
): Float64Array | null {
  const inverse = invertBlocks(joint, matrices, active)
  if (!inverse) return null
  const { size } = joint
  const { shared, sharedValues: v } = inverse
  const s = shared.length
  // H⁻¹ g = [0; V] r + ownInverse g_o + G V r with r = g_s + Gᵀ g_o; the sandwich in ownValues is taken out again.
  const reduced = Float64Array.from(shared, (k) => at(gradient, k))
  inverse.curves.forEach(({ own, coupling }, c) =>
    own.forEach((k, i) => {
      for (let j = 0; j < s; j++) {
        reduced[j] = at(reduced, j) + at(coupling, i * s + j) * at(gradient, c * size + k)
      }
    }),
  )
  const sharedStep = Float64Array.from(shared, (_, i) =>
    shared.reduce((sum, _, j) => sum + at(v, i * s + j) * at(reduced, j), 0),
  )
  const step = new Float64Array(gradient.length)
  inverse.curves.forEach(({ own, ownValues, coupling }, c) => {
    const pushed = new Float64Array(s)
    own.forEach((k, i) => {
      for (let j = 0; j < s; j++) {
        pushed[j] = at(pushed, j) + at(coupling, i * s + j) * at(gradient, c * size + k)
      }
    })
    shared.forEach((k, j) => (step[c * size + k] = at(sharedStep, j)))
    own.forEach((k, i) => {
      let sum = 0
      own.forEach((other, l) => (sum += at(ownValues, i * own.length + l) * at(gradient, c * size + other)))
      for (let j = 0; j < s; j++) {
        let fromOthers = at(sharedStep, j)
        for (let l = 0; l < s; l++) fromOthers -= at(v, j * s + l) * at(pushed, l)
        sum += at(coupling, i * s + j) * fromOthers
      }
      step[c * size + k] = sum
    })
  })
  return step
}

function sharedOf({ order, ownCount, size }: JointProblem, active: Uint8Array): number[] {
  return Array.from(order.subarray(ownCount, size)).filter((k) => active[k])
}

function ownOf({ order, ownCount, size }: JointProblem, active: Uint8Array, c: number): number[] {
  return Array.from(order.subarray(0, ownCount)).filter((k) => active[c * size + k])
}

/** inverse + G V Gᵀ */
function addSandwich(
  inverse: Float64Array,
  coupling: Float64Array,
  { v, own, shared }: { v: Float64Array; own: number; shared: number },
): Float64Array {
  const out = inverse.slice()
  for (let i = 0; i < own; i++) {
    for (let j = 0; j < own; j++) {
      let sum = 0
      for (let a = 0; a < shared; a++) {
        for (let b = 0; b < shared; b++) {
          sum += at(coupling, i * shared + a) * at(v, a * shared + b) * at(coupling, j * shared + b)
        }
      }
      out[i * own + j] = at(out, i * own + j) + sum
    }
  }
  return out
}
