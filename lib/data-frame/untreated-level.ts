import { headerFamily } from './header-family.ts'
import { readHeader } from './header.ts'

/** Where untreated wells read on a scale of percent or fractions. The same words as the fit's own type. */
export type UntreatedLevel = 'zero' | 'full-scale'

const LEVELS: Readonly<Record<UntreatedLevel, string>> = {
  zero:
    'inhibition inhib inh hemmung mortality cytotoxicity toxicity killing lysis death apoptosis activation efficacy ' +
    'occupancy displacement degradation knockdown',
  'full-scale': 'viability survival ofvehicle %vehicle',
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
