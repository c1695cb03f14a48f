import { at } from '../numbers.ts'

/** Row-major k × k inverse, and an upper bound of the condition number of what was inverted (columns scaled). */
export interface Inverse {
  readonly values: Float64Array
  readonly condition: number
}

/**
 * (JᵀJ)⁻¹ by Householder QR of J with its columns scaled to length 1.
 *
 * @param columns  k columns of equal length m ≥ k; overwritten
 * @returns null where a column vanishes or depends on the others
 */
export function inverseOfGram(columns: readonly Float64Array[]): Inverse | null {
  const k = columns.length
  const m = columns[0]?.length ?? 0
  if (m < k) return null
  const lengths = columns.map(lengthOf)
  if (lengths.some((length) => !(length > 0) || !Number.isFinite(length))) return null
  columns.forEach((column, j) => {
    for (let i = 0; i < m; i++) column[i] = at(column, i) / (lengths[j] as number)
  })
  const r = new Float64Array(k * k)
  for (let j = 0; j < k; j++) {
    const column = columns[j] as Float64Array
    let norm = 0
    for (let i = j; i < m; i++) norm += at(column, i) ** 2
    norm = Math.sqrt(norm)
    if (!(norm > 1e-14)) return null
    const alpha = at(column, j) > 0 ? -norm : norm
    reflect(columns, j, alpha)
    r[j * k + j] = alpha
    for (let c = j + 1; c < k; c++) r[j * k + c] = at(columns[c] as Float64Array, j)
  }
  const s = invertUpper(r, k)
  return finish(s, r, lengths, k)
}

/** Applies the reflector of column j, stored in that column below row j, to the columns right of it. */
function reflect(columns: readonly Float64Array[], j: number, alpha: number): void {
  const v = columns[j] as Float64Array
  v[j] = at(v, j) - alpha
  let square = 0
  for (let i = j; i < v.length; i++) square += at(v, i) ** 2
  for (const column of columns.slice(j + 1)) {
    let dot = 0
    for (let i = j; i < v.length; i++) dot += at(v, i) * at(column, i)
    const factor = (2 * dot) / square
    for (let i = j; i < v.length; i++) column[i] = at(column, i) - factor * at(v, i)
  }
}

/**
 * Inverse of a symmetric positive definite k × k matrix by Cholesky after scaling its diagonal to 1.
 *
 * @returns null where it is not positive definite
 */
export function inverseOfPositive(matrix: Float64Array, k: number): Inverse | null {
  const scale = Array.from({ length: k }, (_, i) => Math.sqrt(at(matrix, i * k + i)))
  if (scale.some((value) => !(value > 0) || !Number.isFinite(value))) return null
  const r = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) {
      let sum = at(matrix, i * k + j) / ((scale[i] as number) * (scale[j] as number))
      for (let l = 0; l < i; l++) sum -= at(r, l * k + i) * at(r, l * k + j)
      if (i === j) {
        if (!(sum > 1e-15)) return null
        r[i * k + i] = Math.sqrt(sum)
      } else r[i * k + j] = sum / at(r, i * k + i)
    }
  }
  return finish(invertUpper(r, k), r, scale, k)
}

/** Rows and columns of a square matrix, row-major, at some indices. */
export function blockOf(matrix: Float64Array, size: number, indices: readonly number[]): Float64Array {
  const k = indices.length
  const block = new Float64Array(k * k)
  indices.forEach((row, i) => {
    indices.forEach((column, j) => {
      block[i * k + j] = at(matrix, size * row + column)
    })
  })
  return block
}

function invertUpper(r: Float64Array, k: number): Float64Array {
  const s = new Float64Array(k * k)
  for (let j = 0; j < k; j++) {
    s[j * k + j] = 1 / at(r, j * k + j)
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0
      for (let l = i + 1; l <= j; l++) sum += at(r, i * k + l) * at(s, l * k + j)
      s[i * k + j] = -sum / at(r, i * k + i)
    }
  }
  return s
}

/** S Sᵀ with the scaling undone. */
function finish(s: Float64Array, r: Float64Array, scale: readonly number[], k: number): Inverse {
  const values = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0
      for (let l = Math.max(i, j); l < k; l++) sum += at(s, i * k + l) * at(s, j * k + l)
      values[i * k + j] = sum / ((scale[i] as number) * (scale[j] as number))
    }
  }
  return { values, condition: (lengthOf(r) * lengthOf(s)) ** 2 }
}

/** Euclidean length; a spread call would overflow the stack on a long column. */
function lengthOf(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
}
