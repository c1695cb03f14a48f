/**
 * JSON with the keys of every object in order, so that one value has one text: what hashes are taken over.
 *
 * @param value  plain: objects, arrays, texts, finite numbers, booleans, null
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return part.toWellFormed()
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const entries = Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    // Not assigned one by one: a key may be `__proto__`.
    return Object.fromEntries(entries)
  })
}
