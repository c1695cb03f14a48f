import { formatNumber, formatTrimmed, MISSING, NARROW_SPACE, withUnit } from '@/lib/format/format-number.ts'
import { USUAL_PLATE_LIMITS, type PlateFlag } from '@/lib/plates/bad-plate.ts'
import { isNotable, NOTABLE_SHIFT_SDS, type PlaceEffect } from '@/lib/plates/place-effects.ts'
import type { PlateSummary } from '@/lib/plates/plate-summary.ts'

const { lowestZPrime, highestCv, lowestSignalToBackground, fewestControls } = USUAL_PLATE_LIMITS

/** What makes a plate one to look at. */
export const LIMITS_TEXT =
  `Flagged: Z′ or robust Z′ below ${lowestZPrime}, S/B below ${lowestSignalToBackground}, CV of untreated wells above ` +
  `${highestCv}${NARROW_SPACE}%, fewer than ${fewestControls} wells of a control, shifts beyond ${NOTABLE_SHIFT_SDS} robust SD.`

/** "Z′ 0.44 is below 0.5". */
export function flagText({ rule, value, limit }: PlateFlag): string {
  switch (rule) {
    case 'few-controls':
      return `${value} wells of a control, at least ${limit} are needed`
    case 'z-prime':
      return `Z′ ${figureText(value)} is below ${formatTrimmed(limit)}`
    case 'robust-z-prime':
      return `robust Z′ ${figureText(value)} is below ${formatTrimmed(limit)}`
    case 'cv':
      return `CV of untreated wells ${percentText(value)} is above ${formatTrimmed(limit)}${NARROW_SPACE}%`
    case 'signal-to-background':
      return `S/B ${figureText(value)} is below ${formatTrimmed(limit)}`
  }
}

/** Everything that is odd about a plate, controls first; none for a good one. */
export function plateWarnings(summary: PlateSummary, unit: string): readonly string[] {
  const { flags, edge, rowDrift, columnDrift } = summary
  return [
    ...flags.map(flagText),
    ...warning(
      edge,
      unit,
      (shift, by) => `outer wells read ${by} ${shift > 0 ? 'higher' : 'lower'} than inner ones`,
    ),
    ...warning(
      rowDrift,
      unit,
      (shift, by) => `wells ${shift > 0 ? 'rise' : 'fall'} by ${by} from top to bottom`,
    ),
    ...warning(
      columnDrift,
      unit,
      (shift, by) => `wells ${shift > 0 ? 'rise' : 'fall'} by ${by} from left to right`,
    ),
  ]
}

function warning(
  effect: PlaceEffect | null,
  unit: string,
  words: (shift: number, by: string) => string,
): readonly string[] {
  if (effect === null || !isNotable(effect)) return []
  const by = withUnit(formatNumber(Math.abs(effect.shift)), unit)
  return [`${words(effect.shift, by)} (${figureText(Math.abs(effect.inSds ?? 0))} robust SD)`]
}

/** Two decimals below 10, one below 100: what a plate's figures are read at. */
export function figureText(value: number | null): string {
  if (value === null) return MISSING
  const size = Math.abs(value)
  const shown = value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)
  return Number(shown) === 0 ? shown.replace('-', '') : shown.replace('-', '\u2212')
}

export function percentText(value: number | null): string {
  return value === null ? MISSING : `${figureText(value)}${NARROW_SPACE}%`
}

/** "+2.1 SD": a shift in robust SDs of single wells. */
export function shiftText(effect: PlaceEffect | null): string {
  if (effect?.inSds == null) return MISSING
  const text = figureText(effect.inSds)
  return `${effect.inSds > 0 && Number(effect.inSds.toFixed(2)) !== 0 ? '+' : ''}${text}`
}
