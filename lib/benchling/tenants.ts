import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import * as z from 'zod'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import { isBareHost, isLoopbackName, isSandboxHost } from './host.ts'

/** A configured Benchling tenant: the only hosts this server ever talks to. Parsed from the environment at start. */
export interface Tenant {
  /** Exact, lower-case; what a key's `aud` must equal. `acme.benchling.com`, or `localhost:4310` for the sandbox. */
  readonly host: string
  readonly name: string
  /** `https://<host>` for a real tenant; plain http only for the sandbox on loopback. */
  readonly baseUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Host names signed URLs may point to, besides the S3 forms of the contract, section 12. */
  readonly storageHosts: readonly string[]
  /** `{analysisId}` is replaced; null where the tenant's page address is not known. */
  readonly analysisUrlTemplate: string | null
  readonly isSandbox: boolean
  /** Who of those signed in may open analyses of this tenant; null for all of them. */
  readonly people: TenantPeople | null
}

/** Somebody who fits one of the lists is meant. */
export interface TenantPeople {
  readonly emails: readonly string[]
  readonly domains: readonly string[]
  readonly groups: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

const required = (what: string) => z.string(`${what} is missing`).min(1, `${what} is empty`)
const bareHost = (what: string) =>
  z.string(`${what} is missing`).refine(isBareHost, `${what} must be a bare lower-case host name`)

const texts = z.array(z.string().min(1), 'lists of people must be lists of texts').default([])
const People = z.strictObject({ emails: texts, domains: texts, groups: texts }, 'people must be an object')

const TenantEntry = z.strictObject({
  host: bareHost('host'),
  name: z.string('name must be text').min(1, 'name is empty').optional(),
  clientId: required('clientId'),
  clientSecret: required('clientSecret'),
  storageHosts: z.array(bareHost('each storage host'), 'storageHosts must be a list').default([]),
  analysisUrlTemplate: z
    .string('analysisUrlTemplate must be text')
    .startsWith('https://', 'analysisUrlTemplate must begin with https://')
    .includes('{analysisId}', { error: 'analysisUrlTemplate must contain {analysisId}' })
    .optional(),
  people: People.optional(),
})

/**
 * The tenants of `HALFMAX_TENANTS` (a JSON list) or `HALFMAX_TENANTS_FILE` (a path to one), then the sandbox where
 * `HALFMAX_SANDBOX_URL` is set.
 *
 * @param readFile  reads the file as text; may throw
 * @returns         the tenants, possibly none, or every problem found, naming entry and field and never a value
 */
export function parseTenants(
  env: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Result<readonly Tenant[], string[]> {
  const listed = parseListed(env, readFile)
  const sandbox = parseSandbox(env)
  const problems = [...(listed.ok ? [] : listed.error), ...(sandbox.ok ? [] : sandbox.error)]
  if (!listed.ok || !sandbox.ok) return err(problems)
  return ok([...listed.value, ...(sandbox.value === null ? [] : [sandbox.value])])
}

/** The tenant whose host equals `host` in every character; no wildcard, no fallback. Its URL comes from the entry. */
export function findTenant(tenants: readonly Tenant[], host: string): Result<Tenant, BenchlingError> {
  const tenant = tenants.find((candidate) => candidate.host === host)
  return tenant === undefined ? err({ kind: 'tenant-not-configured', host }) : ok(tenant)
}

/** The tenant's own page of an analysis, or null where the configuration does not say. */
export function analysisUrl(tenant: Tenant, analysisId: string): string | null {
  return tenant.analysisUrlTemplate?.replaceAll('{analysisId}', encodeURIComponent(analysisId)) ?? null
}

function parseListed(env: Environment, readFile: (path: string) => string): Result<Tenant[], string[]> {
  const inline = env['HALFMAX_TENANTS']?.trim() ?? ''
  const path = env['HALFMAX_TENANTS_FILE']?.trim() ?? ''
  if (inline !== '' && path !== '') return err(['Set HALFMAX_TENANTS or HALFMAX_TENANTS_FILE, not both.'])
  if (inline === '' && path === '') return ok([])

  const source = inline === '' ? 'HALFMAX_TENANTS_FILE' : 'HALFMAX_TENANTS'
  let parsed: unknown
  try {
    parsed = JSON.parse(inline === '' ? readFile(path) : inline)
  } catch (cause) {
    // A JSON error quotes the text around the mistake, which may be a secret: say only that it failed.
    const isJson = cause instanceof SyntaxError
    return err([isJson ? `${source} is not valid JSON.` : `${source}: the file cannot be read.`])
  }
  const entries = z.array(z.unknown()).safeParse(parsed)
  return entries.success
    ? parseEntries(entries.data, source)
    : err([`${source} must be a JSON list of tenants.`])
}

function parseEntries(entries: readonly unknown[], source: string): Result<Tenant[], string[]> {
  const tenants: Tenant[] = []
  const problems: string[] = []
  for (const [index, raw] of entries.entries()) {
    const where = `${source} entry ${index + 1}`
    const entry = TenantEntry.safeParse(raw)
    if (!entry.success) problems.push(...entry.error.issues.map((issue) => `${where}: ${sayIssue(issue)}.`))
    else if (tenants.some((tenant) => tenant.host === entry.data.host))
      problems.push(`${where}: host ${entry.data.host} is already listed.`)
    else tenants.push(fromEntry(entry.data))
  }
  return problems.length > 0 ? err(problems) : ok(tenants)
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `unknown field ${issue.keys.join(', ')}`
  return issue.path.length === 0 ? 'must be an object' : issue.message
}

function fromEntry(entry: z.infer<typeof TenantEntry>): Tenant {
  return guarded({
    host: entry.host,
    name: entry.name ?? entry.host,
    baseUrl: `https://${entry.host}`,
    clientId: entry.clientId,
    clientSecret: entry.clientSecret,
    storageHosts: entry.storageHosts,
    analysisUrlTemplate: entry.analysisUrlTemplate ?? null,
    isSandbox: false,
    people: entry.people ?? null,
  })
}

function parseSandbox(env: Environment): Result<Tenant | null, string[]> {
  if ((env['HALFMAX_SANDBOX_URL'] ?? '') === '') return ok(null)
  const api = loopbackOrigin(env['HALFMAX_SANDBOX_URL'])
  const storage = loopbackOrigin(env['HALFMAX_SANDBOX_STORAGE_URL'])
  const host = env['HALFMAX_SANDBOX_HOST'] ?? `localhost:${api?.port ?? ''}`
  const clientId = env['HALFMAX_SANDBOX_CLIENT_ID'] ?? ''
  const clientSecret = env['HALFMAX_SANDBOX_CLIENT_SECRET'] ?? ''

  const problems: string[] = []
  if (api === null)
    problems.push('HALFMAX_SANDBOX_URL must be an http address on loopback, such as http://127.0.0.1:4310.')
  if (storage === null) problems.push('HALFMAX_SANDBOX_STORAGE_URL must be an http address on loopback.')
  if (api !== null && !isSandboxHost(host))
    problems.push('HALFMAX_SANDBOX_HOST must be localhost and a port.')
  if (clientId === '') problems.push('HALFMAX_SANDBOX_CLIENT_ID is missing.')
  if (clientSecret === '') problems.push('HALFMAX_SANDBOX_CLIENT_SECRET is missing.')
  if (api === null || storage === null || problems.length > 0) return err(problems)

  return ok(
    guarded({
      host,
      name: 'Sandbox tenant',
      baseUrl: api.origin,
      clientId,
      clientSecret,
      storageHosts: [storage.host],
      analysisUrlTemplate: `${api.origin}/analyses/{analysisId}`,
      isSandbox: true,
      people: null,
    }),
  )
}

function loopbackOrigin(text: string | undefined): URL | null {
  const url = text === undefined ? null : URL.parse(text)
  if (url === null || url.protocol !== 'http:' || !isLoopbackName(url.hostname) || url.port === '')
    return null
  return url.pathname === '/' && url.search === '' && url.username === '' && url.password === '' ? url : null
}

/** Printing a tenant, as JSON or by inspection, leaves its secret out; the field itself stays readable. */
function guarded(tenant: Tenant): Tenant {
  const shown = () => ({ ...tenant, clientSecret: '[redacted]' })
  return Object.defineProperties(
    { ...tenant },
    { toJSON: { value: shown }, [inspect.custom]: { value: shown } },
  )
}
