/** "a, b and c", or "a, b and 3 more" where `more` are left out. */
export function listText(items: readonly string[], more = 0): string {
  const named = more > 0 ? [...items, `${more} more`] : items
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`
}
