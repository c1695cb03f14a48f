import 'server-only'
import { hasAdvisoryLocks, type DatabaseKind } from './database-kind.ts'
import type { OpenedDatabase } from './database.ts'
import * as schema from './schema.ts'

/** Two replicas that start together would both make the tables; the lock of this number lets one wait for the other. */
const MIGRATION_LOCK = 4_872_301_551

/** How long to wait for the server before giving up with words. */
const CONNECT_MS = 10_000

/** Connects to PostgreSQL and brings the tables up to date. Throws what the driver throws; none of it holds the password. */
export async function openServer(
  databaseUrl: string,
  { database, migrationsDir }: { readonly database: DatabaseKind; readonly migrationsDir: string },
): Promise<OpenedDatabase> {
  if (!isPostgresUrl(databaseUrl)) throw new Error('it is no address of the form postgres://user@host/name')
  const [{ default: pg }, { drizzle }, { migrate }] = await Promise.all([
    import('pg'),
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
  ])
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: 'halfmax',
    connectionTimeoutMillis: CONNECT_MS,
  })
  // A session that breaks while idle: the pool replaces it, and without a listener it would end the process.
  pool.on('error', () => undefined)
  try {
    const session = await pool.connect()
    try {
      if (hasAdvisoryLocks(database)) await session.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
      await migrate(drizzle(session), { migrationsFolder: migrationsDir })
    } finally {
      // Ends the session, and the lock with it, also where a migration broke.
      session.release(true)
    }
  } catch (cause) {
    await pool.end()
    throw cause
  }
  return { db: drizzle(pool, { schema }), connection: { kind: 'server', pool, database } }
}

/** Host, port and database of an address, for messages: without user and password. */
export function databaseName(databaseUrl: string): string {
  if (!isPostgresUrl(databaseUrl)) return 'of DATABASE_URL'
  const { host, pathname } = new URL(databaseUrl)
  return `${host}${pathname}`
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)
}
