import { formatNumber, formatTrimmed, MISSING, NARROW_SPACE, withUnit } from '@/lib/format/format-number.ts'
import type { PlateFlag } from '@/lib/plates/bad-plate.ts'
import { isNotable, type PlaceEffect } from '@/lib/plates/place-effects.ts'
import type { PlateSummary } from '@/lib/plates/plate-summary.ts'
import type { PlateLimits } from '@/lib/plates/types.ts'

/** What makes a plate one to look at. */
export function plateLimitsText(limits: PlateLimits): string {
  const { lowestZPrime, highestCv, lowestSignalToBackground, fewestControls, highestShift } = limits
  const text = (value: number) => formatTrimmed(value)
  return (
    `Z′ or robust Z′ below ${text(lowestZPrime)}, S/B below ${text(lowestSignalToBackground)}, CV of untreated wells above ` +
    `${text(highestCv)}${NARROW_SPACE}%, fewer than ${text(fewestControls)} wells of a control, shifts beyond ${text(highestShift)} robust SD`
  )
}

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
  const { flags, edge, rowDrift, columnDrift, highestShift } = summary
  const odd = (effect: PlaceEffect | null) => (isNotable(effect, highestShift) ? effect : null)
  return [
    ...flags.map(flagText),
    ...warning(
      odd(edge),
      unit,
      (shift, by) => `outer wells read ${by} ${shift > 0 ? 'higher' : 'lower'} than inner ones`,
    ),
    ...warning(
      odd(rowDrift),
      unit,
      (shift, by) => `wells ${shift > 0 ? 'rise' : 'fall'} by ${by} from top to bottom`,
    ),
    ...warning(
      odd(columnDrift),
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
  if (effect === null) return []
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
