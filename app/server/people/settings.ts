import * as z from 'zod'
import { err, ok, type Result } from '../../../lib/result.ts'

/** How people sign in, from the environment; null where nobody needs to. */
export interface SignInSettings {
  /** The provider's address; its own description is looked up when somebody first signs in. */
  readonly issuer: URL
  readonly clientId: string
  readonly clientSecret: string
  readonly scope: string
  readonly groupsClaim: string
  readonly allowed: PeopleRule
  /** Public address of this server: the provider sends people back there. */
  readonly appUrl: URL
  readonly idleMs: number
  readonly maxMs: number
}

/** Who is meant; somebody who fits one list is. */
export interface PeopleRule {
  readonly emails: readonly string[]
  /** Of e-mail addresses; `*` is every one. */
  readonly domains: readonly string[]
  readonly groups: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
const hours = (usual: number) =>
  z.coerce
    .number('must be a number of hours')
    .positive()
    .max(24 * 90)
    .default(usual)

/** The descriptions are the configuration reference, `docs/configuration.md`. */
export const SignInVariables = z.object({
  HALFMAX_OIDC_ISSUER: z
    .string()
    .default('')
    .describe(
      'Address of the OpenID Connect provider. Without it nobody signs in and the server listens on loopback only.',
    ),
  HALFMAX_OIDC_CLIENT_ID: z.string().default('').describe('Client id of Halfmax at the provider.'),
  HALFMAX_OIDC_CLIENT_SECRET: z
    .string()
    .default('')
    .describe(
      'Client secret; the redirect address to register is `APP_URL` followed by `/sign-in/callback`.',
    ),
  HALFMAX_OIDC_SCOPE: z.string().default('openid email profile').describe('What is asked of the provider.'),
  HALFMAX_OIDC_GROUPS_CLAIM: z
    .string()
    .default('groups')
    .describe('Claim that lists the groups of a person.'),
  HALFMAX_ALLOWED_DOMAINS: list.describe(
    'E-mail domains of those who may sign in, with commas between; `*` for everybody the provider knows.',
  ),
  HALFMAX_ALLOWED_GROUPS: list.describe('Groups of those who may sign in, with commas between.'),
  HALFMAX_SESSION_IDLE_HOURS: hours(12).describe('Signed out after so many hours without a request.'),
  HALFMAX_SESSION_MAX_HOURS: hours(168).describe('Signed out after so many hours in any case.'),
})

/** @returns the settings, null without a provider, or every problem found, naming variables and never a value. */
export function parseSignIn(env: Environment): Result<SignInSettings | null, readonly string[]> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = SignInVariables.safeParse(given)
  if (!parsed.success)
    return err(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`))
  const values = parsed.data
  if (values.HALFMAX_OIDC_ISSUER === '') return ok(null)

  const issuer = URL.parse(values.HALFMAX_OIDC_ISSUER)
  const appUrl = URL.parse(env['APP_URL'] ?? '')
  const problems: string[] = []
  if (issuer === null || !isSafe(issuer))
    problems.push('HALFMAX_OIDC_ISSUER must be an https address (http on loopback alone).')
  if (appUrl === null || !/^https?:$/.test(appUrl.protocol))
    problems.push('APP_URL must be the public address of Halfmax, such as https://halfmax.acme.org.')
  else if (!isSafe(appUrl))
    problems.push('APP_URL must be https where people sign in (http on loopback alone).')
  if (values.HALFMAX_OIDC_CLIENT_ID === '') problems.push('HALFMAX_OIDC_CLIENT_ID is missing.')
  if (values.HALFMAX_OIDC_CLIENT_SECRET === '') problems.push('HALFMAX_OIDC_CLIENT_SECRET is missing.')
  if (values.HALFMAX_ALLOWED_DOMAINS.length + values.HALFMAX_ALLOWED_GROUPS.length === 0)
    problems.push('HALFMAX_ALLOWED_DOMAINS or HALFMAX_ALLOWED_GROUPS must say who may sign in.')
  if (issuer === null || appUrl === null || problems.length > 0) return err(problems)

  return ok({
    issuer,
    appUrl,
    clientId: values.HALFMAX_OIDC_CLIENT_ID,
    clientSecret: values.HALFMAX_OIDC_CLIENT_SECRET,
    scope: values.HALFMAX_OIDC_SCOPE,
    groupsClaim: values.HALFMAX_OIDC_GROUPS_CLAIM,
    allowed: { emails: [], domains: values.HALFMAX_ALLOWED_DOMAINS, groups: values.HALFMAX_ALLOWED_GROUPS },
    idleMs: values.HALFMAX_SESSION_IDLE_HOURS * 3_600_000,
    maxMs: values.HALFMAX_SESSION_MAX_HOURS * 3_600_000,
  })
}

function isSafe(url: URL): boolean {
  return (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname))
  )
}
