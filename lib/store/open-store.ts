import 'server-only'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { err, ok, type Result } from '../result.ts'
import { makePrivateDir } from './data-dir.ts'
import { acquireLock, type Lock } from './lock.ts'
import * as schema from './schema.ts'

export type Database = PgliteDatabase<typeof schema>

export interface Store {
  readonly db: Database
  /** The database itself, for the job queue that shares it. */
  readonly client: PGlite
  readonly dir: string
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

/**
 * Opens the data folder for this process alone, makes or upgrades its tables, and gives the handle.
 *
 * @param dir  absolute; made with owner-only rights where it is missing. The first opening takes some seconds.
 * @param migrationsDir  the committed SQL; by default that of the project the process was started in.
 */
export async function openStore(
  dir: string,
  migrationsDir: string = join(process.cwd(), 'lib/store/migrations'),
): Promise<Result<Store, StoreError>> {
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
    const client = await PGlite.create(databaseDir)
    const db = drizzle(client, { schema })
    await migrate(db, { migrationsFolder: migrationsDir })
    return ok(handle({ db, client, dir, lock }))
  } catch (cause) {
    lock?.release()
    return err({ kind: 'not-opened', dir, reason: cause instanceof Error ? cause.message : String(cause) })
  }
}

function handle(parts: { db: Database; client: PGlite; dir: string; lock: Lock }): Store {
  let closing: Promise<void> | null = null
  return {
    db: parts.db,
    client: parts.client,
    dir: parts.dir,
    processId: randomUUID(),
    close: () => {
      closing ??= parts.client.close().finally(() => parts.lock.release())
      return closing
    },
    releaseLock: () => parts.lock.release(),
  }
}

/** What to print when the store could not be opened; names the folder and what to do. */
export function storeErrorText(error: StoreError): string {
  switch (error.kind) {
    case 'in-use':
      return (
        `The data folder ${error.dir} is in use by another copy of Halfmax (process ${error.pid}, since ` +
        `${error.startedAt}). Stop that copy, or set HALFMAX_DATA_DIR to another folder.`
      )
    case 'not-opened':
      return `The data folder ${error.dir} could not be opened: ${error.reason}. Check its rights and the free disk space.`
  }
}
