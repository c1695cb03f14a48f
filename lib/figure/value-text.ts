/** "IC50 22.9 µM" is "22.9" under its line: kind and unit stand in the caption and on the axis. */
export function valueText(text: string): string {
  return text.split(/\s+/).find((word) => /^[−-]?\d/.test(word)) ?? text
}
