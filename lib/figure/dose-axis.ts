import type { DoseUnit } from '../data-frame/types.ts'
import { powerOfTen, tickText } from './tick-text.ts'
import type { DoseAxis, Tick } from './types.ts'

export type DoseScale = 'unit' | 'log10-molar'

/** log10 of one unit in mol/L; a mass concentration has none without a molar mass. */
const LOG_MOLAR: Partial<Record<DoseUnit, number>> = { pM: -12, nM: -9, µM: -6, mM: -3, M: 0 }

const AIR_DECADES = 0.1
const LONG_SPAN_DECADES = 6
/** Shares of the span: where the axis breaks, where dose 0 sits, where the gutter ends. */
const GUTTER = { break: 0.03, zero: 0.07, edge: 0.1 }

interface DoseAxisInput {
  /** Linear doses ≥ 0 of every point, excluded ones too, so that excluding does not move the axis. */
  readonly doses: readonly number[]
  readonly label: string
  readonly unit?: DoseUnit | undefined
  readonly scale?: DoseScale | undefined
}

/**
 * Log10 dose axis: half-decade domain around the data with air, decades as major ticks, dose 0 in a gutter left of a break.
 *
 * @returns positions in log10 of the dose unit whatever the scale; only texts change for log10 M. Without a positive dose the domain is -1..1.
 */
export function doseAxis({ doses, label, unit, scale = 'unit' }: DoseAxisInput): DoseAxis {
  const domain = halfDecadeDomain(doses)
  const span = domain[1] - domain[0]
  const shift = scale === 'log10-molar' && unit !== undefined ? LOG_MOLAR[unit] : undefined
  const hasZero = doses.includes(0)
  const major = majorTicks(domain, shift)
  const taken = new Set(major.map((tick) => round9(tick.at)))
  const axis = {
    domain,
    major,
    minor: decadeSteps(domain, [2, 3, 4, 5, 6, 7, 8, 9]).filter((at) => !taken.has(round9(at))),
    gutterX: hasZero ? domain[0] - GUTTER.zero * span : null,
    breakX: hasZero ? domain[0] - GUTTER.break * span : null,
  }
  return { ...axis, label: shift === undefined ? label : 'log10 dose (M)' }
}

/** What the axis shows from left to right, the gutter included. */
export function doseRange(axis: DoseAxis): readonly [number, number] {
  const [low, high] = axis.domain
  return [axis.gutterX === null ? low : low - GUTTER.edge * (high - low), high]
}

/** Position of a dose on the axis; 0 sits in the gutter. Null for a dose that has no place. */
export function dosePosition(axis: DoseAxis, dose: number): number | null {
  if (dose === 0) return axis.gutterX
  return dose > 0 && Number.isFinite(dose) ? Math.log10(dose) : null
}

function halfDecadeDomain(doses: readonly number[]): readonly [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const dose of doses) {
    if (!(dose > 0) || !Number.isFinite(dose)) continue
    const at = Math.log10(dose)
    if (at < low) low = at
    if (at > high) high = at
  }
  if (low > high) return [-1, 1]
  // The tiny slack keeps 0.3162… (half a decade, inexact in binary) from costing another half decade.
  const lower = Math.floor((low - AIR_DECADES) * 2 + 1e-9) / 2
  const upper = Math.ceil((high + AIR_DECADES) * 2 - 1e-9) / 2
  return [lower, upper]
}

function majorTicks(domain: readonly [number, number], shift: number | undefined): readonly Tick[] {
  const decades = decadeSteps(domain, [1])
  // Under two decades one number says nothing about the scale: 1, 2 and 5 are named instead.
  const positions = decades.length >= 2 || shift !== undefined ? decades : decadeSteps(domain, [1, 2, 5])
  if (shift !== undefined) {
    return positions.map((at) => ({ at, text: String(Math.round(at + shift)).replace('-', '−') }))
  }
  const isLong =
    domain[1] - domain[0] > LONG_SPAN_DECADES || decades.some((at) => at < -3 - 1e-9 || at > 4 + 1e-9)
  const isPlain = !isLong || decades.length < 2
  return positions.map((at) => ({ at, text: isPlain ? tickText(10 ** at) : powerOfTen(Math.round(at)) }))
}

function decadeSteps(domain: readonly [number, number], factors: readonly number[]): number[] {
  const steps: number[] = []
  for (let decade = Math.floor(domain[0]); decade <= Math.ceil(domain[1]); decade++) {
    for (const factor of factors) {
      const at = decade + Math.log10(factor)
      if (at >= domain[0] - 1e-9 && at <= domain[1] + 1e-9) steps.push(at)
    }
  }
  return steps
}

function round9(at: number): number {
  return Math.round(at * 1e9)
}
