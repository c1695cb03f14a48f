import type { VerdictLimits } from '../types.ts'

/** Where nobody says otherwise (science.md 4). */
export const USUAL_VERDICT_LIMITS: VerdictLimits = {
  flatP: 0.05,
  effectSd: 3,
  leastEffect: 0,
  contradictedP: 0.01,
  bendDoses: 2,
  lowestPlateau: -20,
  highestPlateau: 120,
  pointFold: 3,
  wideFold: 10,
  lackOfFitP: 0.01,
  hitSd: 3,
}

type Limited = { readonly limits?: Partial<VerdictLimits> }

/** Those of a request, and the usual ones for the rest. */
export function limitsOf({ limits }: Limited): VerdictLimits {
  return limits === undefined ? USUAL_VERDICT_LIMITS : { ...USUAL_VERDICT_LIMITS, ...limits }
}

/** A potency further off than any unit reaches, and an effect beyond any scatter. */
const MOST_FOLD = 1e6

interface Range {
  readonly least: number
  readonly most: number
  readonly isWhole?: boolean
}

const P: Range = { least: 0, most: 1 }
const FOLD: Range = { least: 1, most: MOST_FOLD }
const PERCENT: Range = { least: -1e6, most: 1e6 }

/** What each limit may be, both ends included. */
export const LIMIT_RANGES: Readonly<Record<keyof VerdictLimits, Range>> = {
  flatP: P,
  effectSd: { least: 0, most: 1000 },
  leastEffect: { least: 0, most: 1000 },
  contradictedP: P,
  bendDoses: { least: 1, most: 4, isWhole: true },
  lowestPlateau: PERCENT,
  highestPlateau: PERCENT,
  pointFold: FOLD,
  wideFold: FOLD,
  lackOfFitP: P,
  hitSd: { least: 0, most: 1000 },
}

/** "from 0 to 1". */
export function rangeWords({ least, most, isWhole }: Range): string {
  return `${isWhole === true ? 'a whole number ' : ''}from ${least} to ${most}`
}

/** What is wrong with limits that came past the types, in words, or null. */
export function findInvalidLimit(limits: Partial<VerdictLimits>): string | null {
  for (const [name, value] of Object.entries(limits)) {
    const range = Object.hasOwn(LIMIT_RANGES, name) ? LIMIT_RANGES[name as keyof VerdictLimits] : null
    if (range === null) return `Unknown limit ${name}.`
    const isInside = value >= range.least && value <= range.most
    if (!isInside || (range.isWhole === true && !Number.isInteger(value)))
      return `The limit ${name} must be ${rangeWords(range)}.`
  }
  const { lowestPlateau, highestPlateau } = limitsOf({ limits })
  return lowestPlateau < highestPlateau ? null : 'The lowest plausible plateau must lie below the highest.'
}
