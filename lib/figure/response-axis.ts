import { textWidth } from './label-placement.ts'
import { tickTexts } from './tick-text.ts'
import type { ResponseAxis } from './types.ts'

interface ResponseAxisInput {
  /** Responses, curves and bands that must be in view; NaN is skipped. */
  readonly values: Iterable<number>
  readonly label: string
  /** Percent data always show 0 to 100; absent, a "%" in the label says so. */
  readonly isPercent?: boolean
}

const AIR = 0.06
const MAJOR_TICKS = 4
/** Quarters stay the ticks of percent data that go a little below 0 or above 100. */
const WIDE_PERCENT = 150

/**
 * Linear response axis with nice ticks; the zero line is always in view.
 *
 * @returns domain with 6 % of air on both sides; major ticks inside it, four minor steps between two majors.
 */
export function responseAxis({
  values,
  label,
  isPercent = label.includes('%'),
}: ResponseAxisInput): ResponseAxis {
  let low = 0
  let high = isPercent ? 100 : 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low === high) high = low + 1
  const air = AIR * (high - low)
  const domain = [low - air, high + air] as const
  const step = isPercent && high - low <= WIDE_PERCENT ? 25 : niceStep((high - low) / MAJOR_TICKS)
  const major = multiples(domain, step)
  const texts = tickTexts(major)
  return {
    domain,
    major: major.map((at, i) => ({ at, text: texts[i] ?? '' })),
    minor: multiples(domain, step / 5).filter((at) => !isMultiple(at, step)),
    label,
  }
}

/** From a tick's text to the axis: the tick and a gap. */
const TICK_PX = 11

/** Room left of the plot that holds every tick text of its response axis, in px; `leastPx` holds usual ones. */
export function tickRoom(axis: ResponseAxis, fontPx: number, leastPx: number): number {
  const widths = axis.major.map(({ text }) => textWidth(text, fontPx))
  return Math.max(leastPx, Math.ceil(Math.max(0, ...widths)) + TICK_PX)
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is not below `raw`. */
function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= raw * (1 - 1e-9)) ?? 10
  return factor * power
}

function multiples(domain: readonly [number, number], step: number): number[] {
  const first = Math.ceil(domain[0] / step - 1e-9)
  const last = Math.floor(domain[1] / step + 1e-9)
  const positions: number[] = []
  // Twelve digits: 3 × 0.1 must read 0.3. Adding 0 turns -0 into 0.
  for (let k = first; k <= last; k++) positions.push(Number((k * step).toPrecision(12)) + 0)
  return positions
}

function isMultiple(at: number, step: number): boolean {
  return Math.abs(at / step - Math.round(at / step)) < 1e-6
}
