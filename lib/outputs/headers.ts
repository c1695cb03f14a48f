import { printableText } from '../figure/printable-text.ts'

const MAX_LENGTH = 100

/**
 * Headers as any reader of CSV accepts them: printable, trimmed, non-empty, at most 100 characters, unique
 * regardless of case.
 */
export function uniqueHeaders(headers: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return headers.map((raw) => {
    const base = [...printableText(raw)].slice(0, MAX_LENGTH).join('').trim() || 'column'
    let header = base
    for (let k = 2; taken.has(header.toLowerCase()); k++) {
      const suffix = ` (${k})`
      header =
        [...base]
          .slice(0, MAX_LENGTH - suffix.length)
          .join('')
          .trim() + suffix
    }
    taken.add(header.toLowerCase())
    return header
  })
}

/** "IC50 relative (µM)"; an unknown or mixed unit leaves the parentheses out. */
export function withUnit(name: string, unit: string | null): string {
  return unit === null || unit.trim() === '' ? name : `${name} (${unit})`
}

/** The one unit all curves share, or null: a header must not name a unit that some rows do not have. */
export function sharedUnit(units: readonly string[]): string | null {
  const [first] = units
  if (first === undefined || first === 'unknown') return null
  return units.every((unit) => unit === first) ? first : null
}
