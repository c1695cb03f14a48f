import 'server-only'
import * as client from 'openid-client'
import * as z from 'zod'
import { runtime } from '../runtime.ts'
import type { SignInSettings } from './settings.ts'

/** Where the provider sends people back to; built from `APP_URL`, as a request's own address is that behind the proxy. */
export const CALLBACK_PATH = '/sign-in/callback'

/** What one attempt must remember until the provider answers; sealed in a cookie of ten minutes. */
export const Attempt = z.object({
  verifier: z.string().min(43),
  state: z.string().min(20),
  nonce: z.string().min(20),
  /** The page to come back to, a path of ours. */
  to: z.string().startsWith('/'),
})
export type Attempt = z.infer<typeof Attempt>

const Claims = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
})

/** Somebody as the provider knows them. */
export interface ProvenIdentity {
  readonly subject: string
  readonly name: string
  /** Null also where the provider says that it is not verified. */
  readonly email: string | null
  readonly groups: readonly string[]
}

/** Throws where the provider cannot be reached; the next attempt asks it again. */
export async function beginSignIn(
  settings: SignInSettings,
  to: string,
): Promise<{ url: URL; attempt: Attempt }> {
  const config = await discover(settings)
  const verifier = client.randomPKCECodeVerifier()
  const attempt = { verifier, state: client.randomState(), nonce: client.randomNonce(), to }
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: new URL(CALLBACK_PATH, settings.appUrl).href,
    scope: settings.scope,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
  })
  return { url, attempt }
}

/**
 * Exchanges the code of the provider's answer. Throws where anything does not fit the attempt: state, nonce, issuer,
 * signature, audience, time.
 *
 * @param query  of the address the provider sent the browser to
 */
export async function finishSignIn(
  settings: SignInSettings,
  { query, attempt }: { readonly query: string; readonly attempt: Attempt },
): Promise<ProvenIdentity> {
  const config = await discover(settings)
  const answered = new URL(CALLBACK_PATH, settings.appUrl)
  answered.search = query
  const tokens = await client.authorizationCodeGrant(config, answered, {
    pkceCodeVerifier: attempt.verifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  })
  const told = tokens.claims() ?? {}
  // Providers differ in what the token itself says; the rest is asked for with it.
  const more =
    config.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await client.fetchUserInfo(config, tokens.access_token, Claims.parse(told).sub)
  const all: Record<string, unknown> = { ...more, ...told }
  const { sub, name, preferred_username, email, email_verified } = Claims.parse(all)
  const groups = z
    .array(z.string())
    .catch([])
    .parse(all[settings.groupsClaim] ?? [])
  return {
    subject: sub,
    name: (name ?? preferred_username ?? email ?? sub).slice(0, 80),
    email: email === undefined || email_verified === false ? null : email.slice(0, 200),
    groups,
  }
}

const TIMEOUT_S = 10

/** Once per process; a failure is not kept, so that a provider that was away at the start is found later. */
async function discover(settings: SignInSettings): Promise<client.Configuration> {
  const { discovered } = runtime()
  const known = discovered.get(settings.issuer.href)
  if (known !== undefined) return known
  const finding = client.discovery(settings.issuer, settings.clientId, settings.clientSecret, undefined, {
    timeout: TIMEOUT_S,
    // Settings let plain http through on loopback alone.
    execute: settings.issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
  })
  discovered.set(settings.issuer.href, finding)
  finding.catch(() => discovered.delete(settings.issuer.href))
  return finding
}
