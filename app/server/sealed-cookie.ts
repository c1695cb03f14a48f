import 'server-only'
import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'
import { runtime } from './runtime.ts'

export interface SealedCookie {
  /** As sealed by us, or by an older version of us: still to be parsed. Empty where there is none. */
  read(): Readonly<Record<string, unknown>>
  /** Only in a server action or a route handler: pages cannot set cookies. */
  write(content: Readonly<Record<string, unknown>>): Promise<void>
  forget(): void
}

/**
 * A cookie that only this server can read or make: encrypted and signed, httpOnly, of this site alone, over https where
 * the public address is.
 *
 * @param kind  `''` is the one with the grants
 */
export async function sealedCookie(kind: '' | 'person' | 'attempt', ttlS: number): Promise<SealedCookie> {
  const address = URL.parse(process.env['APP_URL'] ?? '')
  const isHttps = address?.protocol === 'https:'
  // Ports of one host share cookies: a second copy on another port must not unseat the first. The port is the public
  // one, for replicas behind one address share theirs.
  const base = isHttps ? '__Host-halfmax' : `halfmax-${address?.port || (process.env['PORT'] ?? 'app')}`
  const session = await getIronSession<Record<string, unknown>>(await cookies(), {
    cookieName: kind === '' ? base : `${base}-${kind}`,
    password: runtime().sessionSecret,
    ttl: ttlS,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' },
  })
  return {
    read: () => ({ ...session }),
    write: async (content) => {
      Object.assign(session, content)
      await session.save()
    },
    forget: () => session.destroy(),
  }
}
