import { cellText } from './cell.ts'
import { isNumericColumn } from './column-profile.ts'
import type { ColumnProfile } from './column-profile.ts'
import { parseDoseUnit } from './dose-units.ts'
import type { DoseUnit, MappingReason } from './types.ts'

export interface DoseGuess {
  readonly dose: ColumnProfile | null
  readonly unit: DoseUnit
  readonly isAmbiguous: boolean
  readonly reasons: readonly MappingReason[]
}

/** The dose by header suffix, else by values that climb in even steps on a log scale. */
export function guessDose(profiles: readonly ColumnProfile[]): DoseGuess {
  const named = profiles.filter((p) => p.match?.family === 'dose' && isNumericColumn(p))
  const linear = named.filter((p) => !looksLikeLogs(p))
  const best = linear.filter((p) => p.match?.at === 'ends')
  const candidates = best.length > 0 ? best : linear
  const [chosen, ...others] = candidates
  if (chosen !== undefined) return withUnit(chosen, others, profiles)

  const stepped = named.length > 0 ? [] : profiles.filter((p) => p.match === null && climbsInLogSteps(p))
  const [byValues] = stepped
  if (byValues !== undefined) return doseByValues(byValues, profiles)
  const [logs] = named
  const text =
    logs === undefined
      ? 'no header ends in concentration or dose, and no column climbs in even steps on a log scale'
      : `“${logs.column.displayName}” seems to hold logarithms; a linear dose is needed`
  return { dose: null, unit: 'unknown', isAmbiguous: false, reasons: [{ field: 'dose', text }] }
}

function withUnit(
  chosen: ColumnProfile,
  others: readonly ColumnProfile[],
  all: readonly ColumnProfile[],
): DoseGuess {
  const where = chosen.match?.at === 'starts' ? 'starts with' : 'ends in'
  const reasons: MappingReason[] = [
    { field: 'dose', text: `header ${where} ${chosen.match?.word}${rangeText(chosen)}` },
  ]
  if (others.length > 0) {
    const names = others.map((p) => `“${p.column.displayName}”`).join(', ')
    reasons.push({ field: 'dose', text: `also a possible dose: ${names}` })
  }
  const unit = guessUnit(chosen, all)
  return { dose: chosen, unit: unit.unit, isAmbiguous: others.length > 0, reasons: [...reasons, unit.reason] }
}

function doseByValues(chosen: ColumnProfile, all: readonly ColumnProfile[]): DoseGuess {
  const text = `values climb in even steps on a log scale${rangeText(chosen)}, though the header does not say dose`
  const unit = guessUnit(chosen, all)
  return { dose: chosen, unit: unit.unit, isAmbiguous: true, reasons: [{ field: 'dose', text }, unit.reason] }
}

function guessUnit(
  dose: ColumnProfile,
  all: readonly ColumnProfile[],
): { readonly unit: DoseUnit; readonly reason: MappingReason } {
  const inHeader = dose.header.doseUnit
  if (inHeader !== null)
    return { unit: inHeader, reason: { field: 'doseUnit', text: `the header says ${inHeader}` } }
  const column = all.find((p) => p.match?.family === 'unit' && p.filled > 0 && !isNumericColumn(p))
  if (column !== undefined) {
    if (column.distinct > 1) {
      const text = `“${column.column.displayName}” mixes units, so none is taken`
      return { unit: 'unknown', reason: { field: 'doseUnit', text } }
    }
    const row = column.column.codes.findIndex((code) => code >= 2)
    const unit = parseDoseUnit(cellText(column.column, row))
    if (unit !== null)
      return { unit, reason: { field: 'doseUnit', text: `“${column.column.displayName}” says ${unit}` } }
  }
  return {
    unit: 'unknown',
    reason: { field: 'doseUnit', text: 'neither the header nor a unit column names a unit' },
  }
}

/** Named a log, or mostly negative: −9 to −4 is no linear dose. */
function looksLikeLogs(profile: ColumnProfile): boolean {
  return profile.header.isLog || (profile.numeric > 0 && profile.negative * 2 > profile.numeric)
}

/** 4 to 40 different values, at least two rows each, over 30-fold or more in steps that differ by no more than three times. */
function climbsInLogSteps(profile: ColumnProfile): boolean {
  const doses = profile.distinctNumbers.filter((value) => value > 0)
  const [lowest] = doses
  const highest = doses.at(-1)
  if (!isNumericColumn(profile) || profile.negative > 0 || doses.length < 4 || doses.length > 40) return false
  if (lowest === undefined || highest === undefined || highest < lowest * 30) return false
  if (profile.numeric < 2 * doses.length) return false
  const steps = doses.slice(1).map((value, i) => Math.log(value / (doses[i] ?? value)))
  return Math.max(...steps) <= 3 * Math.min(...steps)
}

function rangeText({ min, max }: ColumnProfile): string {
  if (min === null || max === null) return ''
  return `, numbers from ${Number(min.toPrecision(3))} to ${Number(max.toPrecision(3))}`
}
