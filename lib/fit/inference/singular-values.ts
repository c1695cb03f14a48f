import { at } from '../numbers.ts'

const MOST_SWEEPS = 60
/** Columns whose cosine is below this are orthogonal to the last digit. */
const ORTHOGONAL = 1e-15

/**
 * Condition number of JᵀJ after the columns of J were scaled to length 1: the square of the ratio of the extreme singular
 * values, by one-sided Jacobi rotations. These never form JᵀJ and so keep the small ones.
 *
 * @param columns  k columns of equal length; overwritten
 * @returns ∞ where the columns depend on each other, null without columns or with one that vanishes
 * @see Demmel, Veselić (1992), doi:10.1137/0613074
 */
export function scaledCondition(columns: readonly Float64Array[]): number | null {
  if (columns.length === 0) return null
  for (const column of columns) {
    const length = Math.sqrt(dot(column, column))
    if (!(length > 0) || !Number.isFinite(length)) return null
    for (let i = 0; i < column.length; i++) column[i] = at(column, i) / length
  }
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) if (!rotateAll(columns)) break
  const squares = columns.map((column) => dot(column, column))
  const [least, most] = [Math.min(...squares), Math.max(...squares)]
  return least > 0 ? most / least : Infinity
}

/** One rotation of every pair; false once no pair needed one. */
function rotateAll(columns: readonly Float64Array[]): boolean {
  let isChanged = false
  for (const [i, a] of columns.entries()) {
    for (const b of columns.slice(i + 1)) if (rotate(a, b)) isChanged = true
  }
  return isChanged
}

/** Turns two columns in their plane until they are orthogonal. */
function rotate(a: Float64Array, b: Float64Array): boolean {
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)]
  if (!(Math.abs(ab) > ORTHOGONAL * Math.sqrt(aa * bb))) return false
  const zeta = (bb - aa) / (2 * ab)
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta))
  const cosine = 1 / Math.sqrt(1 + tangent * tangent)
  const sine = cosine * tangent
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [at(a, i), at(b, i)]
    a[i] = cosine * x - sine * y
    b[i] = sine * x + cosine * y
  }
  return true
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i)
  return sum
}
