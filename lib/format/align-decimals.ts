/** As wide as a digit, and as wide as a full stop, in a font with tabular figures. */
const FIGURE_SPACE = '\u2007'
const PUNCTUATION_SPACE = '\u2008'

/**
 * Pads number texts on the right so that their decimal points line up in a right-aligned column of tabular figures.
 * Texts in scientific form, and those that are no numbers, stay as they are.
 */
export function alignDecimals(texts: readonly string[]): readonly string[] {
  const fractions = texts.map(fractionLength)
  const longest = Math.max(0, ...fractions.map((length) => length ?? 0))
  return texts.map((text, i) => {
    const length = fractions[i]
    if (length === undefined || length === null || length === longest) return text
    return text + (length === 0 ? PUNCTUATION_SPACE : '') + FIGURE_SPACE.repeat(longest - length)
  })
}

/** Digits after the point; 0 without one; null for a text that is no plain number. */
function fractionLength(text: string): number | null {
  const number = /^[^\d]*\d+(?:\.(\d+))?$/.exec(text)
  return number === null ? null : (number[1]?.length ?? 0)
}
