import { isPlain, type Settled } from '../loss/plain.ts'
import { settle } from '../loss/settle.ts'
import { scaleValue, unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { isOnGuard } from '../optimize/box.ts'
import { makeProblem } from '../optimize/problem.ts'
import { type Solution, solve } from '../optimize/solve.ts'
import type { FitRequest, Interval } from '../types.ts'
import { askedDoses } from './potencies.ts'
import { makeResampler } from './resample.ts'
import { targetRoot } from './target.ts'

const DRAWS = 999
/** How far past the tested doses a limit is given; as for profiles, beyond it that side is open. */
const OPEN_DECADES = 3
/** Further minima of the fit that a draw descends from. */
const RIVALS = 3

export interface Bootstrap {
  /** Per parameter, in response and log10 dose units; null for a fixed one. */
  readonly parameters: readonly (Interval | null)[]
  /** Per dose that was asked for, on log10. */
  readonly roots: readonly (Interval | null)[]
}

/**
 * Percentile limits of 999 seeded draws, each fitted as the points were (science.md 3): of the residuals, or of the wells
 * of each dose. Doses are ranked on log10. A draw that fails counts as beyond either limit, one that runs past the reach or
 * into a numerical guard as beyond that one; a limit that falls among them is open.
 *
 * @param request  as it was asked; `settled` holds what it came to
 * @returns null where nothing may be drawn (`makeResampler` says when)
 */
export function bootstrapOf(request: FitRequest, settled: Settled): Bootstrap | null {
  const draw = makeResampler(request, settled)
  if (!draw) return null
  const { solution } = settled
  const columns = solution.model.parameters.length
  const asked = askedDoses(request, solution.problem).length
  const values = Array.from({ length: columns + asked }, () => new Float64Array(DRAWS))
  let failed = 0
  for (let i = 0; i < DRAWS; i++) {
    const refit = refitOf(request, draw(), solution)
    if (!refit) failed++
    else writeDraw(refit, request, { values, place: i - failed })
  }
  const intervals = values.map((column) =>
    percentiles(column.subarray(0, DRAWS - failed).sort(), failed, request.level),
  )
  return {
    parameters: intervals.slice(0, columns).map((one, k) => (solution.states[k] === 'fixed' ? null : one)),
    roots: intervals.slice(columns),
  }
}

/** A plain draw differs little from the points: it descends from their minima. Other losses settle anew. */
function refitOf(request: FitRequest, rows: FitRequest, { problem, model, theta, others }: Solution) {
  if (!isPlain(request)) return settle(rows, [model])?.solution ?? null
  const drawn = makeProblem(rows)
  if (!(drawn.high > drawn.low)) return null
  const moved = (vector: Float64Array) =>
    vector.map((value, k) => {
      const unit = model.parameters[k]?.unit ?? 'none'
      return scaleValue(unit, unscaleValue(unit, value, problem), drawn)
    })
  const extra = [theta, ...others.slice(0, RIVALS).map((other) => other.theta)].map(moved)
  return solve(drawn, rows.constraints, { model, extra, only: true })
}

interface Place {
  readonly values: readonly Float64Array[]
  readonly place: number
}

function writeDraw(refit: Solution, request: FitRequest, { values, place }: Place): void {
  const { problem, model, theta, limits } = refit
  const toward = reachOf(refit)
  model.parameters.forEach(({ unit }, k) => {
    const value = at(theta, k)
    const isBelow = limits.isLowerGuard[k] === true && value <= at(limits.lower, k)
    const isAbove = limits.isUpperGuard[k] === true && value >= at(limits.upper, k)
    const known = isBelow ? -Infinity : isAbove ? Infinity : unscaleValue(unit, value, problem)
    write(values, { column: k, place }, unit === 'log-dose' ? toward(known, 'relative') : known)
  })
  askedDoses(request, problem).forEach(({ target, kind }, j) => {
    const root = targetRoot(model, theta, target)
    const known = root ?? (target.kind === 'level' && isPast(refit, target.level) ? -Infinity : Infinity)
    write(values, { column: model.parameters.length + j, place }, toward(known, kind))
  })
}

function write(
  values: readonly Float64Array[],
  { column, place }: { readonly column: number; readonly place: number },
  value: number,
): void {
  const own = values[column]
  if (own) own[place] = value
}

/**
 * A log10 dose, or ±∞ where it lies beyond the reach. Where a numerical guard holds a plateau, a dose that is counted from
 * the plateaus is the guard's and not the data's: it lies beyond on its side.
 */
function reachOf({ problem, model, theta, limits }: Solution) {
  const tested = problem.x.filter((x) => x > -Infinity)
  const [first, last] = [at(tested, 0), at(tested, tested.length - 1)]
  const isGuarded = isOnGuard(limits, theta, model)
  return (value: number, kind: 'relative' | 'absolute'): number => {
    if (isGuarded && kind === 'relative') return value > (first + last) / 2 ? Infinity : -Infinity
    if (value < first - OPEN_DECADES) return -Infinity
    return value > last + OPEN_DECADES ? Infinity : value
  }
}

/** A level that the curve has left behind before any dose; else it lies beyond every dose. */
function isPast({ model, theta }: Solution, level: number): boolean {
  const start = model.limitAtZeroDose(theta)
  return (level - start) * (model.limitAtFullDose(theta) - start) <= 0
}

/** @param sorted  ascending, without the draws that failed */
function percentiles(sorted: Float64Array, failed: number, level: number): Interval {
  // 25 of 1,000 for 95 %: with 999 draws the limits are draws. Rounding first: (1 − 0.95) · 500 is not quite 25.
  const rank = Math.max(1, Math.floor(((1 - level) / 2) * (DRAWS + 1) + 1e-9))
  const lower = rank > failed ? sorted[rank - 1 - failed] : undefined
  const upper = rank > failed ? sorted[DRAWS - rank] : undefined
  return { lower: finiteOrNull(lower), upper: finiteOrNull(upper), method: 'bootstrap' }
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
