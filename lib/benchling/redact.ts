/** Takes secrets out of text before it is printed: credentials, tokens, analysis keys, and the query of every URL. */
const GONE = '[redacted]'

const RULES: readonly (readonly [RegExp, string])[] = [
  // A key first, so that its token is not cut out of the middle and the rest left.
  [/\b[a-z]{2,16}_[A-Za-z0-9]{4,64}\s*:\s*[A-Za-z0-9_+/=-]+\.[A-Za-z0-9_+/=-]+\.[A-Za-z0-9_+/=-]*/g, '[key]'],
  [/\beyJ[A-Za-z0-9_+/=-]{4,}(\.[A-Za-z0-9_+/=-]*){0,2}/g, '[token]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{4,}/gi, `$1 ${GONE}`],
  // A quoted value ends at its own kind of quote, however often JSON has escaped it.
  [
    /((?:authorization|client_?secret|access_?token|password|cookie)\\*["']?\s*[:=]\s*)(\\*["'])(?:(?!(?<!\\)\2).)*/gi,
    `$1$2${GONE}`,
  ],
  [/((?:authorization|cookie)\s*[:=]\s*)(?!\\*["'])[^\r\n"'\\]+/gi, `$1${GONE}`],
  [/((?:client_?secret|access_?token|password)\s*[:=]\s*)(?!\\*["'])[^\s&"',}\\]+/gi, `$1${GONE}`],
  [/\b(https?:\/\/)[^\s/?#"'<>@]+@/gi, `$1${GONE}@`],
  [/\b(https?:\/\/[^\s?#"'<>\\]*)[?#][^\s"'<>\\]*/gi, `$1?${GONE}`],
  [/\b(X-Amz-[A-Za-z-]+=)[^\s&"'<>\\]+/gi, `$1${GONE}`],
]

/**
 * @param text     anything about to be printed; JSON text stays parseable
 * @param secrets  known values, such as client secrets, taken out wherever they stand
 */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text
  for (const secret of secrets) {
    if (secret.length < 4) continue
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      clean = clean.replaceAll(form, GONE)
    }
  }
  return RULES.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), clean)
}

/** The same for a value about to be logged as JSON: every text in it, and whole values under telling names. */
export function redactValue(value: unknown, secrets: readonly string[] = []): unknown {
  if (typeof value === 'string') return redactText(value, secrets)
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, secrets))
  if (typeof value !== 'object' || value === null) return value
  const isSecret = (name: string) =>
    /^(authorization|client_?secret|access_?token|password|cookie|key)$/i.test(name)
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, isSecret(name) ? GONE : redactValue(entry, secrets)]),
  )
}
