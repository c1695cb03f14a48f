import 'server-only'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { addGrant, Grant } from './grants.ts'
import { currentPerson } from './person.ts'
import { sealedCookie } from './sealed-cookie.ts'

/** Sealed, so only this server reads or makes it; parsed all the same, for an older version may have sealed it. */
const Session = z.object({
  id: z.string().default(''),
  grants: z.array(Grant).default([]),
  /** Whose grants these are: the next person at this browser starts without any. */
  personId: z.string().default('local'),
})
type Session = Omit<z.infer<typeof Session>, 'personId'>

const WEEK_S = 7 * 24 * 3600
const NOTHING: Session = { id: '', grants: [] }

export async function readSession(): Promise<Session> {
  const parsed = Session.safeParse((await sealedCookie('', WEEK_S)).read())
  const person = await currentPerson()
  return parsed.success && parsed.data.personId === person?.id ? parsed.data : NOTHING
}

/** Only in a server action or a route handler: pages cannot set cookies. */
export async function saveGrant(grant: Grant): Promise<void> {
  const session = await readSession()
  const person = await currentPerson()
  if (person === null) return
  await (
    await sealedCookie('', WEEK_S)
  ).write({
    id: session.id === '' ? randomBytes(6).toString('hex') : session.id,
    grants: addGrant(session.grants, grant),
    personId: person.id,
  })
}

export async function forgetGrants(): Promise<void> {
  ;(await sealedCookie('', WEEK_S)).forget()
}
