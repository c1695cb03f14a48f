import type { CurveData, DoseUnit } from '../data-frame/types.ts'
import { formatTrimmed, withUnit } from '../format/format-number.ts'

/** "30 µM": a dose as it was planned, in the data's own unit. Dose 0 is "untreated". */
export function doseLabel(dose: number, unit: DoseUnit): string {
  return dose === 0 ? 'untreated' : withUnit(formatTrimmed(dose), unit)
}

/** "30 µM, replicate 3": point number `index` of a curve. `''` where the curve has no such point. */
export function pointLabel(curve: CurveData, index: number, unit: DoseUnit): string {
  const dose = curve.dose[index]
  if (dose === undefined) return ''
  return `${doseLabel(dose, unit)}, replicate ${curve.replicate[index] ?? 1}`
}
