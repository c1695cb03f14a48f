import 'server-only'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { err, ok, type Result } from '../result.ts'
import { openEmbedded } from './embedded.ts'
import { DatabaseKind } from './database-kind.ts'
import type { Connection, Database } from './database.ts'
import { makePrivateDir } from './data-dir.ts'
import { acquireLock, type Lock } from './lock.ts'
import { databaseName, openServer } from './server-database.ts'

export type { Database } from './database.ts'

export interface Store {
  readonly db: Database
  /** The database itself, for the job queue that shares it. */
  readonly connection: Connection
  readonly dir: string
  /** Other processes may be at work on the same tables. */
  readonly isShared: boolean
  /** Names this process in claims; a new one at every opening. */
  readonly processId: string
  /** Closes the database, then gives the folder free. Safe to call twice. */
  close(): Promise<void>
  /** Gives the folder free without closing, for the last moment of a process. */
  releaseLock(): void
}

export type StoreError =
  | { readonly kind: 'in-use'; readonly dir: string; readonly pid: number; readonly startedAt: string }
  | { readonly kind: 'not-opened'; readonly dir: string; readonly reason: string }
  /** `database` names the server and the database, never a password. */
  | { readonly kind: 'server-not-opened'; readonly database: string; readonly reason: string }

export interface StoreOptions {
  /** `postgres://…`; without, the database is the embedded one in the folder. */
  readonly databaseUrl?: string | undefined
  /** `HALFMAX_DATABASE_KIND`, as given; PostgreSQL itself where it is empty. */
  readonly databaseKind?: string | undefined
  /** The committed SQL; by default that of the project the process was started in. */
  readonly migrationsDir?: string
}

/**
 * Opens the store, makes or upgrades its tables, and gives the handle: the embedded database in the folder, for this
 * process alone, or a PostgreSQL server, which any number of processes may share.
 *
 * @param dir  absolute; made with owner-only rights where it is missing. The first opening takes some seconds.
 */
export async function openStore(dir: string, options: StoreOptions = {}): Promise<Result<Store, StoreError>> {
  const { databaseUrl, databaseKind, migrationsDir = join(process.cwd(), 'lib/store/migrations') } = options
  if (databaseUrl !== undefined && databaseUrl !== '')
    return openOnServer(dir, { databaseUrl, databaseKind: databaseKind || 'postgres', migrationsDir })
  let lock: Lock | null = null
  try {
    makePrivateDir(dir)
    const acquired = acquireLock(dir)
    if (!acquired.ok) {
      return err({ kind: 'in-use', dir, pid: acquired.error.pid, startedAt: acquired.error.startedAt })
    }
    lock = acquired.value
    const databaseDir = join(dir, 'db')
    makePrivateDir(databaseDir)
    return ok(handle(await openEmbedded(databaseDir, migrationsDir), dir, lock))
  } catch (cause) {
    lock?.release()
    return err({ kind: 'not-opened', dir, reason: reasonOf(cause) })
  }
}

async function openOnServer(
  dir: string,
  { databaseUrl, databaseKind, migrationsDir }: Required<Record<keyof StoreOptions, string>>,
): Promise<Result<Store, StoreError>> {
  const database = DatabaseKind.safeParse(databaseKind)
  if (!database.success) {
    const reason = `HALFMAX_DATABASE_KIND is none of ${DatabaseKind.options.join(', ')}`
    return err({ kind: 'server-not-opened', database: databaseName(databaseUrl), reason })
  }
  try {
    makePrivateDir(dir)
    return ok(handle(await openServer(databaseUrl, { database: database.data, migrationsDir }), dir, null))
  } catch (cause) {
    const reason = reasonOf(cause)
    return err({ kind: 'server-not-opened', database: databaseName(databaseUrl), reason })
  }
}

function handle(
  { db, connection }: { readonly db: Database; readonly connection: Connection },
  dir: string,
  lock: Lock | null,
): Store {
  let closing: Promise<void> | null = null
  return {
    db,
    connection,
    dir,
    isShared: connection.kind === 'server',
    processId: randomUUID(),
    close: () => {
      closing ??= (connection.kind === 'server' ? connection.pool.end() : connection.client.close()).finally(
        () => lock?.release(),
      )
      return closing
    },
    releaseLock: () => lock?.release(),
  }
}

/** Some failures to connect say nothing themselves and hold the real ones, one per address that was tried. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '') return cause.errors.map(reasonOf).join('; ')
  return cause instanceof Error ? cause.message : String(cause)
}

/** What to print when the store could not be opened; names the folder or the server and what to do. */
export function storeErrorText(error: StoreError): string {
  switch (error.kind) {
    case 'in-use':
      return (
        `The data folder ${error.dir} is in use by another copy of Halfmax (process ${error.pid}, since ` +
        `${error.startedAt}). Stop that copy, or set HALFMAX_DATA_DIR to another folder.`
      )
    case 'not-opened':
      return `The data folder ${error.dir} could not be opened: ${error.reason}. Check its rights and the free disk space.`
    case 'server-not-opened':
      return (
        `The database ${error.database} could not be opened: ${error.reason}. Check DATABASE_URL, and that the ` +
        'server runs and lets this user make tables.'
      )
  }
}
