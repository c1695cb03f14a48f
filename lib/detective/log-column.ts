import { profileColumn, type ColumnProfile } from '../data-frame/column-profile.ts'
import type { Scene } from './types.ts'

/** A dose column whose numbers are logarithms rather than doses: by its header, or by what they are. */
export function isLogColumn(scene: Scene, index: number): boolean {
  const column = scene.readBut('log').columns[index]
  if (!column) return false
  const profile = profileColumn(column, index, scene.frame.rowCount)
  return looksLikeLogs(profile)
}

/** Evenly spaced between −12 and 2 with some below zero, or pX: falling steps between 4 and 12 without a unit. */
export function looksLikeLogs({
  header,
  numeric,
  negative,
  min,
  max,
  distinctNumbers,
}: ColumnProfile): boolean {
  if (numeric === 0 || min === null || max === null || min < -30 || max > 12) return false
  if (header.isLog) return true
  if (negative * 2 > numeric) return true
  if (distinctNumbers.length < 4 || !isEven(distinctNumbers)) return false
  if (negative > 0) return max <= 4
  return (
    min >= 4 &&
    distinctNumbers.length >= 5 &&
    header.doseUnit === null &&
    /^p[a-z]?/.test(header.words[0] ?? '')
  )
}

/** Equal steps, or whole multiples of the smallest where a dose was left out. */
function isEven(values: readonly number[]): boolean {
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? value))
  const smallest = Math.min(...steps)
  return (
    smallest > 0.05 && steps.every((step) => Math.abs(step / smallest - Math.round(step / smallest)) < 0.15)
  )
}
