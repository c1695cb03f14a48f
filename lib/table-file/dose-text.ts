import { parseCellNumber } from '../data-frame/number-text.ts'
import { convertDose, parseDoseUnit } from '../data-frame/dose-units.ts'
import type { DoseUnit } from '../data-frame/types.ts'

export interface DoseText {
  readonly value: number
  /** Null where the text names none. */
  readonly unit: DoseUnit | null
  /** The number alone, as it was written. */
  readonly digits: string
}

/** `0.1`, `1e-9`, `10 nM`, `3µM`; null for anything else. */
export function readDoseText(text: string): DoseText | null {
  const parts = /^([+\-−–]?[\d.]+(?:[eE][+\-−–]?\d+)?)\s*(.*)$/.exec(text.trim())
  const digits = parts?.[1] ?? ''
  const value = parseCellNumber(digits)
  if (Number.isNaN(value)) return null
  const suffix = parts?.[2] ?? ''
  if (suffix === '') return { value, unit: null, digits }
  const unit = parseDoseUnit(suffix)
  return unit === null ? null : { value, unit, digits }
}

/** Three or more different values that only rise or only fall, over tenfold or (as logarithms) one decade. */
export function isDoseSeries(doses: readonly DoseText[]): boolean {
  const unit = doses[0]?.unit ?? 'unknown'
  const values = doses.map((dose) => convertDose(dose.value, dose.unit ?? unit, unit) ?? dose.value)
  const distinct = [...new Set(values)].toSorted((a, b) => a - b)
  if (distinct.length < 3 || !runsOneWay(values)) return false
  if (doses.every(({ unit }) => unit !== null)) return true
  const [lowest = 0] = distinct.filter((value) => value > 0)
  const highest = distinct.at(-1) ?? 0
  if ((distinct[0] ?? 0) < 0) return highest - (distinct[0] ?? 0) >= 1 && highest < 5
  return lowest > 0 && highest >= lowest * 10
}

/** Equal neighbours are replicates; a run may begin anew for the next block of them. */
function runsOneWay(values: readonly number[]): boolean {
  const distinct = new Set(values).size
  const [first = 0] = values
  const start = values.findIndex((value) => value !== first)
  const isRising = start > 0 && (values[start] ?? 0) > first
  const turns = values.filter((value, index) => {
    const before = values[index - 1] ?? value
    return isRising ? value < before : value > before
  }).length
  return turns <= Math.max(0, Math.ceil(values.length / distinct) - 1)
}
