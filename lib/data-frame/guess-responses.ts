import { isNumericColumn } from './column-profile.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { HeaderFamily } from './header-family.ts'
import { FRACTION_UNIT, PERCENT_UNIT, responseScale } from './response-scale.ts'
import type { MappingReason } from './types.ts'

export interface ResponseGuess {
  readonly responses: readonly ColumnProfile[]
  readonly unit: string
  readonly isAmbiguous: boolean
  readonly reasons: readonly MappingReason[]
}

/** Most telling first: where a table has percent inhibition and the raw signal behind it, the percentages are fitted. */
const TIERS: readonly HeaderFamily[] = ['normalised-response', 'response', 'raw-response']

export function guessResponses(
  profiles: readonly ColumnProfile[],
  dose: ColumnProfile | null,
): ResponseGuess {
  const open = profiles.filter((p) => p !== dose && isNumericColumn(p))
  for (const family of TIERS) {
    const inTier = open.filter((p) => p.match?.family === family)
    const ending = inTier.filter((p) => p.match?.at === 'ends')
    const responses = ending.length > 0 ? ending : inTier
    if (responses.length > 0) return named(responses, open)
  }
  const unnamed = open.filter((p) => p.match === null && (p.filled === 0 || p.distinct > 1))
  if (unnamed.length === 0) {
    const text = 'no header ends in a readout such as mortality, inhibition, response or signal'
    return { responses: [], unit: '', isAmbiguous: false, reasons: [{ field: 'responses', text }] }
  }
  const text =
    unnamed.length === 1
      ? 'the only column of numbers left'
      : 'columns of numbers left over; choose those that are readouts'
  const unit = guessUnit(unnamed)
  return {
    responses: unnamed,
    unit: unit.unit,
    isAmbiguous: unnamed.length > 1,
    reasons: [{ field: 'responses', text }, unit.reason],
  }
}

function named(responses: readonly ColumnProfile[], open: readonly ColumnProfile[]): ResponseGuess {
  const words = [...new Set(responses.map((p) => p.match?.word ?? ''))]
  const times = responses.flatMap((p) => (p.header.time === null ? [] : [p.header.time.text]))
  const at = responses[0]?.match?.at === 'starts' ? 'starts with' : 'ends in'
  const timeText = times.length > 1 ? `, at ${times.join(' and ')}` : ''
  const reasons: MappingReason[] = [
    { field: 'responses', text: `header ${at} ${words.join(' or ')}${timeText}` },
  ]
  const rest = open.filter((p) => !responses.includes(p) && TIERS.some((tier) => tier === p.match?.family))
  if (rest.length > 0) {
    const names = rest.map((p) => `“${p.column.displayName}”`).join(', ')
    reasons.push({ field: 'responses', text: `left out: ${names}` })
  }
  const headers = responses.map((p) => p.column.displayName.trim())
  const doubled = headers.find((header, i) => headers.indexOf(header) < i)
  if (doubled !== undefined) {
    reasons.push({ field: 'responses', text: `several columns are named “${doubled}”; all are taken` })
  }
  const unit = guessUnit(responses)
  // Mortality and viability side by side are two readings of one thing, not two time points: worth a look.
  return {
    responses,
    unit: unit.unit,
    isAmbiguous: words.length > 1 || doubled !== undefined || unit.isDoubtful,
    reasons: [...reasons, unit.reason],
  }
}

function guessUnit(responses: readonly ColumnProfile[]): {
  readonly unit: string
  readonly isDoubtful: boolean
  readonly reason: MappingReason
} {
  const read = responseScale({
    isPercentHeader: responses.some((p) => p.header.isPercent),
    isNormalisedReadout: responses.every((p) => p.match?.family === 'normalised-response'),
    min: extreme(responses, 'min'),
    max: extreme(responses, 'max'),
  })
  const written = responses.map((p) => p.header.otherUnit).find((unit) => unit !== '') ?? ''
  const unit = { percent: PERCENT_UNIT, fraction: FRACTION_UNIT, arbitrary: written }[read.scale]
  const says = read.scale === 'arbitrary' ? (written === '' ? 'no unit' : written) : read.scale
  return {
    unit,
    isDoubtful: read.isDoubtful,
    reason: { field: 'responseUnit', text: `read as ${says}: ${read.reason}` },
  }
}

function extreme(responses: readonly ColumnProfile[], side: 'min' | 'max'): number | null {
  const values = responses.flatMap((p) => p[side] ?? [])
  return values.length === 0 ? null : Math[side](...values)
}
