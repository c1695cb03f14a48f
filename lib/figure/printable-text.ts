/** Text from a data frame is untrusted: what may stand in a figure or report, and how it is escaped there. */

/**
 * C0 and C1 controls (XML 1.0 forbids most), bidirectional controls (they reorder the words around them), line and
 * paragraph separators, noncharacters and the byte order mark.
 */
const UNPRINTABLE =
  /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]+/g

/** One line of text without control and direction characters; lone surrogates become U+FFFD. */
export function printableText(text: string): string {
  return text.toWellFormed().replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim()
}

/** Safe as element content and inside quoted attributes of both SVG and HTML. */
export function escapeMarkup(text: string): string {
  return printableText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** At most `max` characters, the last an ellipsis where something was cut; never half a surrogate pair. */
export function shortened(text: string, max: number): string {
  const characters = [...printableText(text)]
  return characters.length <= max ? characters.join('') : `${characters.slice(0, max - 1).join('')}…`
}
