import { headerFamily } from './header-family.ts'
import { readHeader } from './header.ts'

/** Where untreated wells read on a scale of percent or fractions. The same words as the fit's own type. */
export type UntreatedLevel = 'zero' | 'full-scale'

/** What grows with the effect of a compound, from nothing in untreated wells. */
export const GROWS_WITH_EFFECT =
  'inhibition inhib inh mortality cytotoxicity toxicity killing lysis death apoptosis knockdown degradation'
/** What shrinks with it, from all that untreated wells have. */
export const SHRINKS_WITH_EFFECT = 'viability survival'

const LEVELS: Readonly<Record<UntreatedLevel, string>> = {
  zero: `${GROWS_WITH_EFFECT} hemmung activation efficacy occupancy displacement`,
  'full-scale': `${SHRINKS_WITH_EFFECT} ofvehicle %vehicle`,
}

const LEVEL_OF: ReadonlyMap<string, UntreatedLevel> = new Map([
  ...LEVELS.zero.split(' ').map((word) => [word, 'zero'] as const),
  ...LEVELS['full-scale'].split(' ').map((word) => [word, 'full-scale'] as const),
])

/**
 * What a response's header says of untreated wells: none are inhibited or dead, all are viable. Null where its word has no
 * such side ("response", "growth"), or one that depends on the assay ("% control": of the untreated or of the full one?).
 */
export function untreatedLevel(header: string): UntreatedLevel | null {
  const word = headerFamily(readHeader(header))?.word.replaceAll(' ', '')
  return word === undefined ? null : (LEVEL_OF.get(word) ?? null)
}
