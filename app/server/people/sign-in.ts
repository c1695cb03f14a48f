import 'server-only'
import { logBug } from '../answer.ts'
import { forgetGrants } from '../session.ts'
import { requestContext } from '../request-context.ts'
import { recordActs } from '../record.ts'
import { runtime } from '../runtime.ts'
import { currentSignIn, type Person } from '../person.ts'
import { failedAnswer, NO_ATTEMPT, type SignInFailure } from './failed-answer.ts'
import { beginSignIn, finishSignIn, type ProvenIdentity } from './provider.ts'
import { isMeant } from './rule.ts'
import { forgetSignIn, keepAttempt, takeAttempt, writeSignIn } from './sign-in-session.ts'
import type { SignInSettings } from './settings.ts'
import { signOutEverywhere } from './sign-outs.ts'

/** Who an answer was about that proved nobody. */
const NOBODY = { id: 'nobody', name: 'Nobody signed in' } as const

/** Sends the browser to the provider. */
export async function startSignIn(to: string): Promise<Response> {
  const { signIn, admit, log } = runtime()
  if (signIn === null) return goTo('/')
  const { address, requestId } = await requestContext()
  if (admit('sign-in', { person: null, address }) !== null) return failed('too-many')
  try {
    const { url, attempt } = await beginSignIn(signIn, pathOfOurs(to))
    await keepAttempt(attempt)
    return goTo(url.href)
  } catch (cause) {
    log.warn({ requestId, err: cause, issuer: signIn.issuer.host }, 'the sign-in provider cannot be reached')
    return turnedAway({ failure: 'unreachable', reason: 'the provider could not be reached' })
  }
}

/** Takes the provider's answer and signs the person in, if they are one of those allowed. */
export async function endSignIn(query: string): Promise<Response> {
  const { signIn, log, admit } = runtime()
  const { requestId, address } = await requestContext()
  if (signIn !== null && admit('sign-in', { person: null, address }) !== null) return failed('too-many')
  // Taken in any case: an attempt is good for one answer.
  const attempt = await takeAttempt()
  if (signIn === null) return goTo('/')
  if (attempt === null) return turnedAway(NO_ATTEMPT)
  let identity: ProvenIdentity
  try {
    identity = await finishSignIn(signIn, { query, attempt })
  } catch (cause) {
    log.warn({ requestId, address, err: cause }, 'the answer of the sign-in provider was refused')
    return turnedAway(failedAnswer(cause, query, attempt))
  }
  const who = personOf(identity)
  if (!isMeant(signIn.allowed, identity)) {
    log.warn({ requestId, person: who.personId, email: who.email }, 'sign-in of somebody not allowed')
    return turnedAway({ failure: 'not-allowed', reason: 'not allowed' }, asPerson(who))
  }
  const before = await currentSignIn()
  if (before !== null && before.personId !== who.personId) await forgetGrants()
  await recordActs(asPerson(who), null, [{ action: 'signed-in', subject: 'sign-in' }])
  await writeSignIn({ ...who, groups: namedGroups(signIn, identity.groups) })
  log.info({ requestId, person: who.personId, email: who.email }, 'signed in')
  runtime().metrics.count('halfmax_sign_ins_total', { outcome: 'ok' })
  return goTo(attempt.to)
}

/** Signs out here, or in every browser at once. */
export async function signOut(isEverywhere: boolean): Promise<Response> {
  const { store, log } = runtime()
  const session = await currentSignIn()
  await forgetSignIn()
  await forgetGrants()
  if (session !== null) {
    const { personId } = session
    const subject = isEverywhere ? 'all browsers' : 'this browser'
    await recordActs(asPerson(session), null, [{ action: 'signed-out', subject }])
    if (isEverywhere) await signOutEverywhere(store, personId)
    log.info({ person: personId, isEverywhere }, 'signed out')
  }
  return goTo('/')
}

/** Never an address elsewhere: `//evil.test` and `/\evil.test` are such, to a browser. */
export function pathOfOurs(to: string): string {
  const isPath = /^\/(?![/\\])[\w\-./~%]*$/.test(to) && to.length <= 300
  return isPath && !to.startsWith('/sign-') ? to : '/'
}

function personOf({ subject, name, email }: ProvenIdentity) {
  return { personId: `oidc:${subject}`, name, email }
}

function asPerson({ personId, name }: { readonly personId: string; readonly name: string }) {
  return { id: personId, name }
}

/** Of all groups those that decide something here. */
function namedGroups({ allowed }: SignInSettings, groups: readonly string[]): string[] {
  const named = new Set([
    ...allowed.groups,
    ...runtime().tenants.flatMap((tenant) => tenant.people?.groups ?? []),
  ])
  return groups.filter((group) => named.has(group))
}

/**
 * Puts on record that nobody was signed in, and why. Only so often for one address: the trail is kept for good, and whoever
 * makes up answers must not be able to fill it.
 */
async function turnedAway(
  { failure, reason }: ReturnType<typeof failedAnswer>,
  person: Pick<Person, 'id' | 'name'> = NOBODY,
): Promise<Response> {
  const { address } = await requestContext()
  if (runtime().admit('failed-sign-in', { person: null, address }) !== null) return failed('too-many')
  await recordActs(person, null, [{ action: 'sign-in-failed', subject: 'sign-in', reason }])
  return failed(failure)
}

function failed(failure: SignInFailure): Response {
  runtime().metrics.count('halfmax_sign_ins_total', { outcome: failure })
  return goTo(`/?sign-in=${failure}`)
}

function goTo(location: string): Response {
  // 303: the browser asks with GET, whatever it came with.
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

/** A bug while signing in must not show its stack. */
export async function guarded(name: string, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (cause) {
    logBug({ name, cause })
    return failed('refused')
  }
}
