export interface KeyPreview {
  /** Up to the colon; not secret. */
  readonly analysisId: string
  /** The audience named in the key: untrusted text, shown and never used as an address. */
  readonly host: string | null
}

/**
 * What may be shown of a pasted key: the analysis id and the tenant it names. Nothing is decided by it; the server
 * parses the key again and compares the host with its configuration.
 *
 * @returns null where the text does not have the outer form of a key.
 */
export function previewKey(text: string): KeyPreview | null {
  const match = /^\s*([A-Za-z]+_[A-Za-z0-9]+):([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\s*$/.exec(
    text,
  )
  if (!match?.[1] || !match[3]) return null
  return { analysisId: match[1], host: readHost(match[3]) }
}

/** The analysis id stays readable, the credential behind the colon becomes dots. */
export function maskKey(text: string): string {
  const colon = text.indexOf(':')
  return colon > 0 && colon < 80 ? `${text.slice(0, colon + 1)}${'•'.repeat(18)}` : '•'.repeat(24)
}

function readHost(payload: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (c) =>
      c.charCodeAt(0),
    )
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (typeof claims !== 'object' || claims === null || !('aud' in claims)) return null
    const first: unknown = Array.isArray(claims.aud) ? claims.aud[0] : claims.aud
    return typeof first === 'string'
      ? first
          .replace(/^https?:\/\//, '')
          .replace(/\/.*$/, '')
          .slice(0, 80)
      : null
  } catch {
    return null
  }
}
