import * as z from 'zod'
import { DatabaseKind } from '../../lib/store/database-kind.ts'
import { SignInVariables } from './people/settings.ts'
import { RetentionVariables } from './retention-settings.ts'

const text = (meaning: string) => z.string().optional().describe(meaning)
const port = (usual: number, meaning: string) =>
  z.coerce.number().int().min(1).max(65_535).default(usual).describe(meaning)
const flag = (meaning: string) => z.literal('1').optional().describe(meaning)

/**
 * Every variable an administrator may set, by subject. The parsers of the tenants, the store and the sign-in judge them; the
 * reference `docs/configuration.md` is written from here (`npm run configuration`), and a test finds those that are missing.
 */
export const CONFIGURATION: Readonly<Record<string, z.ZodObject>> = {
  'Where it listens': z.object({
    PORT: port(3000, 'Port of the app.'),
    HALFMAX_HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address `npm start` listens on. Another than loopback needs sign-in.'),
    HOSTNAME: text(
      'The same for the standalone server (`node server.js`); set it to `127.0.0.1` where nobody signs in.',
    ),
    APP_URL: text(
      'Public address, such as `https://halfmax.acme.org`; by default the one it listens on. With https cookies are `Secure` and browsers are held to TLS.',
    ),
  }),
  Tenants: z.object({
    HALFMAX_TENANTS: text(
      'JSON list of tenants: `host`, `clientId`, `clientSecret`; optional `name`, `storageHosts`, `analysisUrlTemplate`, `people` (`emails`, `domains`, `groups`: who may open analyses of this tenant; left away, everybody who may sign in). Without tenants the sandbox is started.',
    ),
    HALFMAX_TENANTS_FILE: text('Path of a file with the same list; keeps secrets out of the environment.'),
  }),
  'What is kept': z.object({
    HALFMAX_DATA_DIR: z
      .string()
      .default('.halfmax')
      .describe('Folder of the embedded database and the session secret; one running copy each.'),
    DATABASE_URL: text(
      '`postgres://…` of a PostgreSQL server, which several copies may share; without, the database is in the data folder.',
    ),
    HALFMAX_DATABASE_KIND: DatabaseKind.default('postgres').describe(
      'What the server is, where it only speaks like PostgreSQL: `citus`, `cockroachdb` or `yugabytedb`. Set it before the first start; docs/reliability.md says what of this was run.',
    ),
    HALFMAX_REPLICAS: z.coerce
      .number()
      .int()
      .min(1)
      .default(2)
      .describe(
        'How many copies share the PostgreSQL server. They count their requests to a tenant together; while the server is away each keeps to its even part of the limit.',
      ),
    HALFMAX_SESSION_SECRET: text(
      '32 characters or more that seal the cookies; the same for all copies. Without, made once and kept in the data folder.',
    ),
    ...RetentionVariables.shape,
  }),
  'Sign-in': SignInVariables,
  Operation: z.object({
    HALFMAX_METRICS_TOKEN: text(
      'Bearer token for `/metrics`. Without, it is open where nobody signs in, and shut where people do.',
    ),
    HALFMAX_FIT_THREADS: text(
      'Threads that a refit on the server may use, 1 to 256. Without, one fewer than the machine has cores.',
    ),
    HALFMAX_INSTRUMENTATION: text(
      'Path of a module that is imported before anything else, such as one that starts OpenTelemetry.',
    ),
  }),
  'The sandbox tenant': z.object({
    HALFMAX_SANDBOX: flag('`1` starts it beside real tenants.'),
    HALFMAX_SANDBOX_PORT: port(4310, 'Its port, where free.'),
    HALFMAX_SANDBOX_STORAGE_PORT: port(4311, 'Port of its storage, where free.'),
  }),
}

/** Set by our own scripts for the processes they start; nothing for an administrator. */
export const INTERNAL_VARIABLES: readonly string[] = [
  'HALFMAX_SANDBOX_URL',
  'HALFMAX_SANDBOX_STORAGE_URL',
  'HALFMAX_SANDBOX_HOST',
  'HALFMAX_SANDBOX_CLIENT_ID',
  'HALFMAX_SANDBOX_CLIENT_SECRET',
  'HALFMAX_SANDBOX_SAMPLE_KEY',
  'HALFMAX_POLL_SCALE',
  'HALFMAX_STANDALONE',
  'HALFMAX_EXIT_WITH_PARENT',
]

/** The reference as Markdown, with a table per subject. */
export function configurationReference(): string {
  const parts = Object.entries(CONFIGURATION).map(([subject, variables]) => {
    const rows = Object.entries(variables.shape).map(
      ([name, schema]) => `| \`${name}\` | ${schema.description ?? ''} | ${usualOf(schema)} |`,
    )
    return [`## ${subject}`, '', '| Variable | Meaning | Default |', '|---|---|---|', ...rows, ''].join('\n')
  })
  return [
    '# Configuration',
    '',
    'Everything is set by environment variables, read once at start; what is wrong is said by name and the server does not start.',
    'Written by `npm run configuration` from `app/server/configuration.ts`.',
    '',
    ...parts,
  ].join('\n')
}

function usualOf(schema: z.core.$ZodType): string {
  const parsed = z.safeParse(schema, undefined)
  if (!parsed.success || parsed.data === undefined) return ''
  const { data } = parsed
  if (typeof data !== 'string' && typeof data !== 'number') return ''
  return data === '' ? '' : `\`${data}\``
}
