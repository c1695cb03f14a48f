import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { G_U, G_UU } from '../models/shape.ts'
import { at, LN10 } from '../numbers.ts'
import { asymmetricCurvature } from './asymmetric.ts'
import type { Search } from './search.ts'

/** Fills `search.curvature` of a sigmoid at the point the search was last evaluated at. */
export function computeCurvature(search: Search): void {
  if (search.isLogistic) logisticCurvature(search)
  else if (search.isAsymmetric) asymmetricCurvature(search)
  else shapeCurvature(search)
}

function logisticCurvature(search: Search): void {
  const { problem, theta, g, q, residual, curvature } = search
  const { x, w } = problem
  const { gradient, expected, observed } = curvature
  const d = at(theta, TOP) - at(theta, BOTTOM)
  const logEc50 = at(theta, LOG_EC50)
  const zE = -LN10 * at(theta, HILL)
  let gB = 0
  let gT = 0
  let gE = 0
  let gH = 0
  let bb = 0
  let bt = 0
  let be = 0
  let bh = 0
  let tt = 0
  let te = 0
  let th = 0
  let ee = 0
  let eh = 0
  let hh = 0
  // Second derivatives of f times w r: only these five are not zero.
  let rE = 0
  let rH = 0
  let rEE = 0
  let rEH = 0
  let rHH = 0
  for (let i = 0; i < x.length; i++) {
    const gi = at(g, i)
    const qi = at(q, i)
    const wi = at(w, i)
    const wr = wi * at(residual, i)
    const isControl = at(x, i) === -Infinity
    const zH = isControl ? 0 : LN10 * (at(x, i) - logEc50)
    const u = isControl ? 0 : gi * qi
    const fE = d * u * zE
    const fH = d * u * zH
    gB -= wr * qi
    gT -= wr * gi
    gE -= wr * fE
    gH -= wr * fH
    bb += wi * qi * qi
    bt += wi * qi * gi
    be += wi * qi * fE
    bh += wi * qi * fH
    tt += wi * gi * gi
    te += wi * gi * fE
    th += wi * gi * fH
    ee += wi * fE * fE
    eh += wi * fE * fH
    hh += wi * fH * fH
    const bend = u * (qi - gi)
    rE += wr * u * zE
    rH += wr * u * zH
    rEE += wr * d * bend * zE * zE
    rEH += wr * d * (bend * zE * zH - u * LN10)
    rHH += wr * d * bend * zH * zH
  }
  gradient[BOTTOM] = gB
  gradient[TOP] = gT
  gradient[LOG_EC50] = gE
  gradient[HILL] = gH
  setSymmetric4(expected, bb, bt, be, bh, tt, te, th, ee, eh, hh)
  setSymmetric4(observed, bb, bt, be + rE, bh + rH, tt, te - rE, th - rH, ee - rEE, eh - rEH, hh - rHH)
}

function setSymmetric4(
  out: Float64Array,
  bb: number,
  bt: number,
  be: number,
  bh: number,
  tt: number,
  te: number,
  th: number,
  ee: number,
  eh: number,
  hh: number,
): void {
  out[0] = bb
  out[1] = bt
  out[2] = be
  out[3] = bh
  out[4] = bt
  out[5] = tt
  out[6] = te
  out[7] = th
  out[8] = be
  out[9] = te
  out[10] = ee
  out[11] = eh
  out[12] = bh
  out[13] = th
  out[14] = eh
  out[15] = hh
}

const row = new Float64Array(4)

function shapeCurvature(search: Search): void {
  const { problem, theta, g, q, residual, curvature, shape, places, size } = search
  const { gradient, expected, observed } = curvature
  gradient.fill(0)
  expected.fill(0)
  observed.fill(0)
  if (!shape) return
  const { x, w } = problem
  const d = at(theta, TOP) - at(theta, BOTTOM)
  const logEc50 = at(theta, LOG_EC50)
  const slope = at(theta, HILL) * LN10
  for (let i = 0; i < x.length; i++) {
    const wi = at(w, i)
    const wr = wi * at(residual, i)
    row[BOTTOM] = at(q, i)
    row[TOP] = at(g, i)
    if (at(x, i) === -Infinity) {
      row.fill(0, 2)
      addRow(row, { gradient, expected, size, wi, wr })
      continue
    }
    const zH = LN10 * (at(x, i) - logEc50)
    shape.derivatives(slope * (at(x, i) - logEc50), 1, places)
    const first = at(places, G_U)
    const second = at(places, G_UU)
    row[LOG_EC50] = -slope * d * first
    row[HILL] = zH * d * first
    addRow(row, { gradient, expected, size, wi, wr })
    // −w r times the second derivatives; the plateaus enter linearly and with opposite signs.
    add(observed, size, BOTTOM, LOG_EC50, -wr * slope * first)
    add(observed, size, TOP, LOG_EC50, wr * slope * first)
    add(observed, size, BOTTOM, HILL, wr * zH * first)
    add(observed, size, TOP, HILL, -wr * zH * first)
    add(observed, size, LOG_EC50, LOG_EC50, -wr * d * second * slope * slope)
    add(observed, size, LOG_EC50, HILL, wr * d * (second * slope * zH + first * LN10))
    add(observed, size, HILL, HILL, -wr * d * second * zH * zH)
  }
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const value = at(expected, a * size + b)
      expected[b * size + a] = value
      const whole = value + at(observed, a * size + b)
      observed[a * size + b] = whole
      observed[b * size + a] = whole
    }
  }
}

interface Sums {
  readonly gradient: Float64Array
  readonly expected: Float64Array
  readonly size: number
  readonly wi: number
  readonly wr: number
}

function addRow(f: Float64Array, { gradient, expected, size, wi, wr }: Sums): void {
  for (let a = 0; a < size; a++) {
    const fa = at(f, a)
    gradient[a] = at(gradient, a) - wr * fa
    for (let b = a; b < size; b++) {
      const cell = a * size + b
      expected[cell] = at(expected, cell) + wi * fa * at(f, b)
    }
  }
}

function add(matrix: Float64Array, size: number, a: number, b: number, value: number): void {
  matrix[a * size + b] = at(matrix, a * size + b) + value
}
