/**
 * Headers to show and to build ids from: a repeated one becomes `Header (2)`, an empty one `Column 3`. Trimmed, unique,
 * in column order.
 */
export function displayHeaders(columns: readonly { readonly displayName: string }[]): readonly string[] {
  const taken = new Set<string>()
  return columns.map(({ displayName }, index) => {
    const base = displayName.trim() === '' ? `Column ${index + 1}` : displayName.trim()
    let header = base
    for (let n = 2; taken.has(header); n += 1) header = `${base} (${n})`
    taken.add(header)
    return header
  })
}
