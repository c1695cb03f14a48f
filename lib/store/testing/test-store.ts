/** The store of a test: embedded, or on the PostgreSQL server of the test project `postgres`. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { openStore, storeErrorText, type Store } from '../open-store.ts'

/** Address of the server these tests run on, or null where they run on the embedded database. */
export function testServerUrl(): string | null {
  return inject('postgresUrl') ?? null
}

/** Where the store of a folder is, as `openStore` takes it: one database per folder. Undefined for the embedded one. */
export function testDatabaseUrl(dir: string): string | undefined {
  const server = testServerUrl()
  return server === null ? undefined : `${server}/${databaseOf(dir)}`
}

function databaseOf(dir: string): string {
  return `t_${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`
}

/** Makes the database of a folder where there is none yet; does nothing for the embedded one. */
export async function makeTestDatabase(dir: string): Promise<void> {
  const server = testServerUrl()
  if (server === null) return
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseOf(dir)])
    if (found.rows.length === 0) await client.query(`create database ${databaseOf(dir)}`)
  } finally {
    await client.end()
  }
}

/** Opens the store of a folder, again with what it held before. */
export async function openTestStore(dir: string, migrationsDir?: string): Promise<Store> {
  await makeTestDatabase(dir)
  const opened = await openStore(dir, {
    databaseUrl: testDatabaseUrl(dir),
    ...(migrationsDir !== undefined && { migrationsDir }),
  })
  if (!opened.ok) throw new Error(storeErrorText(opened.error))
  return opened.value
}

/** The one store of a test file, in a folder of its own that goes with it. */
export async function storeForTests(name: string): Promise<Store> {
  const dir = mkdtempSync(join(tmpdir(), `halfmax-${name}-`))
  const store = await openTestStore(dir)
  afterAll(async () => {
    await store.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return store
}
