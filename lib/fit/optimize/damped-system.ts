import { at } from '../numbers.ts'

/** QR of a Jacobian, and room to solve min |J d − r|² + damping · |D d|² for several dampings. */
export interface DampedSystem {
  readonly count: number
  readonly size: number
  readonly columns: Float64Array
  readonly right: Float64Array
  /** Upper triangle of R, row-major, and the first rows of Qᵀr. */
  readonly r: Float64Array
  readonly qtr: Float64Array
  readonly stacked: Float64Array
  readonly stackedRight: Float64Array
}

export function makeDampedSystem(count: number, size: number): DampedSystem {
  return {
    count,
    size,
    columns: new Float64Array(count * size),
    right: new Float64Array(count),
    r: new Float64Array(size * size),
    qtr: new Float64Array(size),
    stacked: new Float64Array(2 * size * size),
    stackedRight: new Float64Array(2 * size),
  }
}

/** Householder QR of the Jacobian (column after column) and Qᵀ of the residuals. */
export function factoriseColumns(system: DampedSystem, jacobian: Float64Array, residual: Float64Array): void {
  const { count, size, columns, right, r, qtr } = system
  columns.set(jacobian)
  right.set(residual)
  reduce(columns, right, count, size)
  r.fill(0)
  qtr.fill(0)
  for (let i = 0; i < Math.min(size, count); i++) {
    qtr[i] = at(right, i)
    for (let k = i; k < size; k++) r[i * size + k] = at(columns, k * count + i)
  }
}

interface Damped {
  readonly scale: Float64Array
  readonly damping: number
  readonly isHeld: Uint8Array
  /** Held entries are given, the others written. */
  readonly step: Float64Array
}

export function solveDamped(system: DampedSystem, { scale, damping, isHeld, step }: Damped): void {
  const { size, r, qtr, stacked, stackedRight } = system
  const rows = 2 * size
  stacked.fill(0)
  stackedRight.fill(0)
  let free = 0
  for (let i = 0; i < size; i++) {
    let value = at(qtr, i)
    for (let k = 0; k < size; k++) if (isHeld[k]) value -= at(r, i * size + k) * at(step, k)
    stackedRight[i] = value
  }
  for (let k = 0; k < size; k++) {
    if (isHeld[k]) continue
    for (let i = 0; i <= k; i++) stacked[free * rows + i] = at(r, i * size + k)
    stacked[free * rows + size + free] = Math.sqrt(damping) * (at(scale, k) || 1)
    free++
  }
  reduce(stacked, stackedRight, rows, free)
  let column = free - 1
  for (let k = size - 1; k >= 0; k--) {
    if (isHeld[k]) continue
    let sum = at(stackedRight, column)
    for (let j = column + 1; j < free; j++) sum -= at(stacked, j * rows + column) * at(stackedRight, j)
    const pivot = at(stacked, column * rows + column)
    // Solved in place: entry `column` of the right side is now that of the step.
    stackedRight[column] = pivot === 0 ? 0 : sum / pivot
    step[k] = at(stackedRight, column)
    column--
  }
}

/** Householder reduction of the first `size` columns of length `rows` to upper triangular, in place. */
function reduce(columns: Float64Array, right: Float64Array, rows: number, size: number): void {
  for (let k = 0; k < Math.min(size, rows); k++) {
    const head = k * rows
    let largest = 0
    for (let i = k; i < rows; i++) largest = Math.max(largest, Math.abs(at(columns, head + i)))
    if (!(largest > 0)) continue
    let norm = 0
    for (let i = k; i < rows; i++) norm += (at(columns, head + i) / largest) ** 2
    norm = largest * Math.sqrt(norm)
    const pivot = at(columns, head + k)
    const alpha = pivot > 0 ? -norm : norm
    // v = column − alpha e, kept below the diagonal; its first entry is pivot − alpha.
    const first = pivot - alpha
    const factor = 1 / (norm * (norm + Math.abs(pivot)))
    for (let c = k + 1; c < size; c++) reflect(columns, c * rows, columns, { head, k, rows, first, factor })
    reflect(right, 0, columns, { head, k, rows, first, factor })
    columns[head + k] = alpha
    for (let i = k + 1; i < rows; i++) columns[head + i] = 0
  }
}

interface Reflector {
  readonly head: number
  readonly k: number
  readonly rows: number
  readonly first: number
  readonly factor: number
}

function reflect(
  target: Float64Array,
  offset: number,
  columns: Float64Array,
  { head, k, rows, first, factor }: Reflector,
): void {
  let dot = first * at(target, offset + k)
  for (let i = k + 1; i < rows; i++) dot += at(columns, head + i) * at(target, offset + i)
  dot *= factor
  target[offset + k] = at(target, offset + k) - dot * first
  for (let i = k + 1; i < rows; i++) {
    target[offset + i] = at(target, offset + i) - dot * at(columns, head + i)
  }
}
