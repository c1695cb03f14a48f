import 'server-only'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { sealedCookie } from '../sealed-cookie.ts'
import { Attempt } from './provider.ts'

/** Who is signed in, in this browser; sealed, httpOnly. */
export const SignInSession = z.object({
  /** New at every sign-in, so that no earlier session is carried over. */
  id: z.string().min(10),
  personId: z.string().min(1),
  name: z.string(),
  email: z.string().nullable(),
  /** Only those that the configuration names: a provider may list hundreds. */
  groups: z.array(z.string()),
  signedInAtMs: z.number(),
  seenAtMs: z.number(),
})
export type SignInSession = z.infer<typeof SignInSession>

const TEN_MINUTES_S = 600
const QUARTER_YEAR_S = 90 * 24 * 3600

/** Sealing anew at every request would race between tabs for nothing; twelve times an hour is enough for idle limits. */
const RENEW_AFTER_MS = 5 * 60_000

export async function readSignIn(): Promise<SignInSession | null> {
  const parsed = SignInSession.safeParse((await sealedCookie('person', QUARTER_YEAR_S)).read())
  return parsed.success ? parsed.data : null
}

export async function writeSignIn(
  who: Omit<SignInSession, 'id' | 'signedInAtMs' | 'seenAtMs'>,
  nowMs = Date.now(),
): Promise<void> {
  const session = { ...who, id: randomBytes(9).toString('base64url'), signedInAtMs: nowMs, seenAtMs: nowMs }
  await (await sealedCookie('person', QUARTER_YEAR_S)).write(session)
}

/** Moves the idle limit on. Only in an action or route: pages cannot set cookies. */
export async function renewSignIn(session: SignInSession, nowMs = Date.now()): Promise<void> {
  if (nowMs - session.seenAtMs < RENEW_AFTER_MS) return
  await (await sealedCookie('person', QUARTER_YEAR_S)).write({ ...session, seenAtMs: nowMs })
}

export async function forgetSignIn(): Promise<void> {
  ;(await sealedCookie('person', QUARTER_YEAR_S)).forget()
}

export async function keepAttempt(attempt: Attempt): Promise<void> {
  await (await sealedCookie('attempt', TEN_MINUTES_S)).write(attempt)
}

/** Gives the attempt once: an answer of the provider cannot be played twice. */
export async function takeAttempt(): Promise<Attempt | null> {
  const cookie = await sealedCookie('attempt', TEN_MINUTES_S)
  const parsed = Attempt.safeParse(cookie.read())
  cookie.forget()
  return parsed.success ? parsed.data : null
}
