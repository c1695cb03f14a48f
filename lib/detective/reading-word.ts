/** What an instrument or a person may have meant by a word where a number belongs. */
export type WordMeaning = 'gap' | 'high' | 'low' | 'unclear'

const WORDS: Readonly<Record<WordMeaning, string>> = {
  gap:
    'na n/a #n/a #na nan null none - -- — . ? x missing error err #error failed fail #div/0! #value! #ref! #num! #null! ' +
    'empty nomeasurement notmeasured nm n.m. void invalid inv',
  high: 'over overflow ovrflw ovflw overrange overflo sat saturated saturation outofrange oor max >max #over aboverange',
  low: 'under underflow belowrange bdl blq bql <lod <loq lod loq <min undetected',
  unclear: 'n.d. nd n.d n/d',
}

const MEANING: ReadonlyMap<string, WordMeaning> = new Map(
  (Object.keys(WORDS) as WordMeaning[]).flatMap((meaning) =>
    WORDS[meaning].split(' ').map((word): [string, WordMeaning] => [word, meaning]),
  ),
)

/** The word as it is compared: lower case, no blanks. */
export function plainWord(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, '')
}

/** Null for any text that is no known word for a reading. */
export function wordMeaning(text: string): WordMeaning | null {
  return MEANING.get(plainWord(text)) ?? null
}
