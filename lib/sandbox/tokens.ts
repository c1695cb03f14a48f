import { randomBytes } from 'node:crypto'

export interface Tokens {
  issue(clientId: string, lifetimeS: number): string
  /** The client a live token belongs to, else null. */
  clientOf(token: string): string | null
  clear(): void
}

/** Opaque bearer tokens, several alive at once; none survives a restart, so a client must be able to renew. */
export function createTokens(now: () => number): Tokens {
  const live = new Map<string, { clientId: string; expiresAtMs: number }>()
  return {
    issue(clientId, lifetimeS) {
      for (const [token, entry] of live) if (entry.expiresAtMs <= now()) live.delete(token)
      const token = randomBytes(32).toString('base64url')
      live.set(token, { clientId, expiresAtMs: now() + lifetimeS * 1000 })
      return token
    },
    clientOf(token) {
      const entry = live.get(token)
      return entry !== undefined && now() < entry.expiresAtMs ? entry.clientId : null
    },
    clear: () => live.clear(),
  }
}
