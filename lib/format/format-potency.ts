import { chooseDoseUnit, logDoseShift } from '../data-frame/dose-units.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import { formatNumber, MISSING, NARROW_SPACE, withUnit } from './format-number.ts'

/** A potency to show: log10 of the dose in `unit`, with the sign it must carry. */
export interface PotencyValue {
  readonly logDose: number | null
  readonly qualifier: '<' | '=' | '>' | null
  readonly unit: DoseUnit
}

export interface PotencyText {
  /** "22.9", "> 100"; an em dash where there is none. */
  readonly value: string
  /** "µM"; `''` where the unit is unknown. */
  readonly unit: string
  /** Value and unit: "> 100 µM". */
  readonly text: string
}

/**
 * A potency as a card shows it: in the unit that reads 1 to 999, three significant figures, `>` or `<` in front. Give
 * `shownUnit` to keep to one unit, as a column does.
 */
export function formatPotency(value: PotencyValue, shownUnit?: DoseUnit): PotencyText {
  if (value.logDose === null || !Number.isFinite(value.logDose))
    return { value: MISSING, unit: '', text: MISSING }
  const shown = shownUnit ?? chooseDoseUnit(10 ** value.logDose, value.unit)
  const unit = logDoseShift(value.unit, shown) === null ? value.unit : shown
  const sign = value.qualifier === '<' || value.qualifier === '>' ? `${value.qualifier}${NARROW_SPACE}` : ''
  const text = sign + formatNumber(doseIn(value.logDose, value.unit, unit))
  const unitText = unit === 'unknown' ? '' : unit
  return { value: text, unit: unitText, text: withUnit(text, unitText) }
}

/** The one unit of a column of potencies, from their median; the data's own unit where there is none. */
export function columnUnit(logDoses: readonly (number | null)[], unit: DoseUnit): DoseUnit {
  const known = logDoses
    .filter((value) => value !== null && Number.isFinite(value))
    .toSorted((a, b) => (a ?? 0) - (b ?? 0))
  const median = known[Math.floor(known.length / 2)]
  return median === undefined || median === null ? unit : chooseDoseUnit(10 ** median, unit)
}

/** The linear dose in `to`; logarithms are shifted first, so that decades come out exact. */
export function doseIn(logDose: number, from: DoseUnit, to: DoseUnit): number {
  return 10 ** (logDose + (logDoseShift(from, to) ?? 0))
}

export interface IntervalLimits {
  readonly lower: number | null
  readonly upper: number | null
}

/** "18.4 to 29.9"; "above 18.4" or "below 29.9" with an open side; `—` with two. Limits as they are, linear. */
export function formatLimits({ lower, upper }: IntervalLimits): string {
  if (lower === null && upper === null) return MISSING
  if (upper === null) return `above ${formatNumber(lower)}`
  if (lower === null) return `below ${formatNumber(upper)}`
  return `${formatNumber(lower)} to ${formatNumber(upper)}`
}

/** "95 % CI 18.4 to 29.9"; "95 % CI open on both sides" where neither limit was found. */
export function formatInterval(limits: IntervalLimits, level: number): string {
  const text = formatLimits(limits)
  return `${formatLevel(level)} CI ${text === MISSING ? 'open on both sides' : text}`
}

/** "95 %". */
export function formatLevel(level: number): string {
  return `${Number((level * 100).toPrecision(4))}${NARROW_SPACE}%`
}

/** An interval on log10 of `from` as linear limits in `to`. */
export function limitsIn(log: IntervalLimits, from: DoseUnit, to: DoseUnit): IntervalLimits {
  return {
    lower: log.lower === null ? null : doseIn(log.lower, from, to),
    upper: log.upper === null ? null : doseIn(log.upper, from, to),
  }
}

/** −log10 of mol/L, or null where the unit is no molar one. */
export function pIC50(logDose: number | null, unit: DoseUnit): number | null {
  const shift = logDoseShift(unit, 'M')
  return logDose === null || shift === null ? null : -(logDose + shift)
}

/** "pIC50 4.64"; the sign turns over, as more than 10 µM is a pIC50 below 5. Null where the unit is no molar one. */
export function formatPIC50(value: PotencyValue, name: 'IC50' | 'EC50' = 'IC50'): string | null {
  const p = pIC50(value.logDose, value.unit)
  if (p === null) return null
  const sign =
    value.qualifier === '>' ? `<${NARROW_SPACE}` : value.qualifier === '<' ? `>${NARROW_SPACE}` : ''
  return `p${name} ${sign}${p.toFixed(2).replace('-', '\u2212')}`
}
