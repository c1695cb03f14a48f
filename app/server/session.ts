import 'server-only'
import { randomBytes } from 'node:crypto'
import { getIronSession } from 'iron-session'
import { cookies } from 'next/headers'
import * as z from 'zod'
import { addGrant, Grant } from './grants.ts'
import { runtime } from './runtime.ts'

/** Sealed, so only this server reads or makes it; parsed all the same, for an older version may have sealed it. */
const Session = z.object({ id: z.string().default(''), grants: z.array(Grant).default([]) })
type Session = z.infer<typeof Session>

const WEEK_S = 7 * 24 * 3600

export async function readSession(): Promise<Session> {
  return parse(await open())
}

/** Only in a server action or a route handler: pages cannot set cookies. */
export async function saveGrant(grant: Grant): Promise<void> {
  const sealed = await open()
  const session = parse(sealed)
  sealed.id = session.id === '' ? randomBytes(6).toString('hex') : session.id
  sealed.grants = [...addGrant(session.grants, grant)]
  await sealed.save()
}

async function open() {
  const isHttps = process.env['APP_URL']?.startsWith('https:') ?? false
  return getIronSession<Partial<Session>>(await cookies(), {
    // Ports of one host share cookies: a second copy on another port must not unseat the first.
    cookieName: isHttps ? '__Host-halfmax' : `halfmax-${process.env['PORT'] ?? 'app'}`,
    password: runtime().sessionSecret,
    ttl: WEEK_S,
    cookieOptions: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' },
  })
}

function parse(sealed: Partial<Session>): Session {
  const parsed = Session.safeParse({ id: sealed.id, grants: sealed.grants })
  return parsed.success ? parsed.data : { id: '', grants: [] }
}
