import { at } from '../numbers.ts'
import type { Search } from '../optimize/search.ts'
import { curvatureAt } from '../optimize/solve.ts'
import { inverseOfGram } from './matrix.ts'

/** Room for the standard errors of one small model, reused over thousands of curves. */
export interface SmallInverse {
  readonly size: number
  /** 1 for the parameters that take part. */
  readonly isUsed: Uint8Array
  readonly factor: Float64Array
  readonly scale: Float64Array
  readonly column: Float64Array
}

export function makeSmallInverse(size: number): SmallInverse {
  return {
    size,
    isUsed: new Uint8Array(size),
    factor: new Float64Array(size * size),
    scale: new Float64Array(size),
    column: new Float64Array(size),
  }
}

/** A pivot of the scaled matrix below this has lost the digits that a standard error needs; QR keeps them. */
const LEAST_PIVOT = 1e-8
const HOPELESS_CONDITION = 1e15

interface ErrorsOut {
  readonly small: SmallInverse
  readonly variance: number
  readonly out: Float64Array
  readonly base: number
}

/** Square roots of the diagonal of variance · (JᵀWJ)⁻¹ over the used parameters, in their own units. */
export function writeErrors(
  search: Search,
  theta: Float64Array,
  { small, variance, out, base }: ErrorsOut,
): void {
  const { expected } = curvatureAt(search, theta)
  const { size, isUsed } = small
  const { unit } = search.problem
  if (!factorise(small, expected)) return writeByQr(search, theta, { small, variance, out, base })
  for (let k = 0; k < size; k++) {
    if (!isUsed[k]) continue
    const error = Math.sqrt(variance * inverseDiagonal(small, k)) / at(small.scale, k)
    out[base + k] = k < 2 ? error * unit : error
  }
}

/** Cholesky of the matrix scaled to a unit diagonal; false where it is too near to singular for it. */
function factorise({ size, isUsed, factor, scale }: SmallInverse, matrix: Float64Array): boolean {
  for (let i = 0; i < size; i++) {
    if (!isUsed[i]) continue
    scale[i] = Math.sqrt(at(matrix, i * (size + 1)))
    if (!(at(scale, i) > 0)) return false
    for (let j = 0; j <= i; j++) {
      if (!isUsed[j]) continue
      let sum = at(matrix, i * size + j) / (at(scale, i) * at(scale, j))
      for (let k = 0; k < j; k++) if (isUsed[k]) sum -= at(factor, i * size + k) * at(factor, j * size + k)
      if (i > j) factor[i * size + j] = sum / at(factor, j * size + j)
      else {
        if (!(sum > LEAST_PIVOT)) return false
        factor[i * size + i] = Math.sqrt(sum)
      }
    }
  }
  return true
}

/** One diagonal element of the inverse: the squared length of L⁻¹ e. */
function inverseDiagonal({ size, isUsed, factor, column }: SmallInverse, index: number): number {
  let square = 0
  for (let i = index; i < size; i++) {
    if (!isUsed[i]) continue
    let sum = i === index ? 1 : 0
    for (let k = index; k < i; k++) if (isUsed[k]) sum -= at(factor, i * size + k) * at(column, k)
    column[i] = sum / at(factor, i * size + i)
    square += at(column, i) * at(column, i)
  }
  return square
}

function writeByQr(
  { problem, model }: Search,
  theta: Float64Array,
  { small, variance, out, base }: ErrorsOut,
): void {
  const used = Array.from(small.isUsed.keys()).filter((k) => small.isUsed[k])
  const columns = used.map(() => new Float64Array(problem.x.length))
  const gradient = new Float64Array(small.size)
  for (let i = 0; i < problem.x.length; i++) {
    model.gradient(theta, at(problem.x, i), gradient)
    const root = Math.sqrt(at(problem.w, i))
    for (const [j, k] of used.entries()) (columns[j] as Float64Array)[i] = root * at(gradient, k)
  }
  const inverse = inverseOfGram(columns)
  if (!inverse || !(inverse.condition < HOPELESS_CONDITION)) return
  for (const [j, k] of used.entries()) {
    const error = Math.sqrt(at(inverse.values, j * (used.length + 1)) * variance)
    out[base + k] = k < 2 ? error * problem.unit : error
  }
}
