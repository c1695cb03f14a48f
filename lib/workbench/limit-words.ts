import type { VerdictLimits } from '../fit/types.ts'
import { formatTrimmed, withUnit } from '../format/format-number.ts'

interface LimitWords {
  /** Completes "… 3-fold". */
  readonly title: string
  readonly unit: '' | '%' | 'SD' | 'fold'
  /** What crossing it means. */
  readonly effect: string
}

/** What the limits of the verdict are called, in the order of its table. */
export const LIMIT_WORDS: Readonly<Record<keyof VerdictLimits, LimitWords>> = {
  flatP: { title: 'Flat from p', unit: '', effect: 'No response, or full effect at all doses' },
  effectSd: { title: 'Least effect, by scatter', unit: 'SD', effect: 'Smaller effects are none' },
  leastEffect: { title: 'Least effect, of the scale', unit: '%', effect: 'Smaller effects are none' },
  contradictedP: { title: 'Fixed value contradicted below p', unit: '', effect: 'Then at most Estimated' },
  bendDoses: { title: 'Doses beyond each bend', unit: '', effect: 'Fewer do not show a plateau: estimated' },
  lowestPlateau: { title: 'Lowest plausible plateau', unit: '%', effect: 'Then at most Estimated' },
  highestPlateau: { title: 'Highest plausible plateau', unit: '%', effect: 'Then at most Estimated' },
  pointFold: { title: 'One point decides past', unit: 'fold', effect: 'Then at most Estimated' },
  wideFold: { title: 'Wide interval past', unit: 'fold', effect: 'Then at most Estimated' },
  lackOfFitP: { title: 'Lack of fit below p', unit: '', effect: 'A badge; the verdict stays' },
  hitSd: { title: 'Hit call beyond', unit: 'SD', effect: 'How far a response must reach to be a hit' },
}

/** "wide interval past 20-fold". */
export function limitText(name: keyof VerdictLimits, value: number): string {
  const { title, unit } = LIMIT_WORDS[name]
  const number = formatTrimmed(value)
  const shown = unit === 'fold' ? `${number}-fold` : withUnit(number, unit)
  return `${title.charAt(0).toLowerCase()}${title.slice(1)} ${shown}`
}

/** Those that are set, in the order of the table; `''` for none. */
export function limitsText(limits: Partial<VerdictLimits> | undefined): string {
  if (limits === undefined) return ''
  const names = Object.keys(LIMIT_WORDS) as (keyof VerdictLimits)[]
  return names
    .flatMap((name) => {
      const value = limits[name]
      return value === undefined ? [] : [limitText(name, value)]
    })
    .join(', ')
}
