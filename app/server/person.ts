import 'server-only'
import { createHash } from 'node:crypto'
import { readSignOut } from './people/sign-outs.ts'
import { readSignIn, type SignInSession } from './people/sign-in-session.ts'
import { runtime } from './runtime.ts'

/** Who asks. Nothing here is a secret; `id` is stable, `name` and `email` may change between sign-ins. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

/** Whoever sits at this machine: without a sign-in the server listens on loopback, for one person. */
export const LOCAL_PERSON: Person = { id: 'local', name: 'Local user', email: null }

/** Under which a browser that several people use keeps this person's work; pages that save work name it. */
export function ownerMark({ id }: Pick<Person, 'id'>): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 16)
}

/** The person behind the request being answered; null where somebody has to sign in first. */
export async function currentPerson(): Promise<Person | null> {
  return personBehind(await currentSignIn())
}

/** The person of a sign-in that was read already; null where somebody has to sign in first. */
export function personBehind(session: SignInSession | null): Person | null {
  if (runtime().signIn === null) return LOCAL_PERSON
  return session === null ? null : { id: session.personId, name: session.name, email: session.email }
}

/** The sign-in behind the request, where it still holds: neither idle nor old for too long, nor ended elsewhere. */
export async function currentSignIn(nowMs = Date.now()): Promise<SignInSession | null> {
  const { signIn, store } = runtime()
  if (signIn === null) return null
  const session = await readSignIn()
  if (session === null) return null
  if (nowMs - session.seenAtMs > signIn.idleMs || nowMs - session.signedInAtMs > signIn.maxMs) return null
  const signedOutAtMs = await readSignOut(store, session.personId)
  return signedOutAtMs !== null && session.signedInAtMs <= signedOutAtMs ? null : session
}
