const REGEX = /^\/(.*)\/([iu]*)$/

/** Plain text is found anywhere in a name, whatever its case. */
export function finder(find: string): { matches: (label: string) => boolean; problem: string | null } {
  const text = find.trim()
  const [, pattern, flags] = REGEX.exec(text) ?? []
  if (pattern === undefined) {
    const wanted = text.toLocaleLowerCase()
    if (wanted === '') return { matches: () => true, problem: null }
    return { matches: (label) => label.toLocaleLowerCase().includes(wanted), problem: null }
  }
  try {
    const regex = new RegExp(pattern, flags === '' ? 'i' : flags)
    return { matches: (label) => regex.test(label), problem: null }
  } catch {
    return { matches: () => true, problem: 'This is no regular expression yet: everything is shown.' }
  }
}
