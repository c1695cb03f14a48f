/** Copied cells have tabs or several lines; an analysis key has neither. */
export function looksLikeTable(text: string): boolean {
  return /\t|\S\s*[\r\n]+\s*\S/.test(text.slice(0, 100_000))
}
