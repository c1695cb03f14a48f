import 'server-only'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { err, ok, type Result } from '../../result.ts'
import { openStore, storeErrorText, type Database, type StoreOptions } from '../open-store.ts'
import { RowLine, TABLES, type Foot } from './format.ts'
import { backupLines, checkBackup } from './read-backup.ts'
import { isEmpty, levelOf } from './read-tables.ts'

const Journal = z.looseObject({ entries: z.array(z.unknown()) })
const JOURNAL = 'meta/_journal.json'

/** Rows go in together up to this many characters. */
const BATCH_CHARACTERS = 1_000_000

/** Where to restore to: a folder or a database that holds nothing yet. */
export interface RestoreTarget extends StoreOptions {
  readonly dir: string
  readonly migrationsDir: string
}

/**
 * Puts a backup into an empty store: the tables as they were when it was written, then the migrations that came since.
 *
 * @returns the rows it put in, or in words why it did not; nothing has changed then
 */
export async function restoreBackup(
  file: string,
  { dir, databaseUrl, databaseKind, migrationsDir }: RestoreTarget,
): Promise<Result<Foot['rows'], string>> {
  const database = { databaseUrl, databaseKind }
  const checked = await checkBackup(file)
  if (!checked.ok) return checked
  const { head, foot } = checked.value
  const journal = Journal.parse(JSON.parse(readFileSync(join(migrationsDir, JOURNAL), 'utf8')))
  if (head.level > journal.entries.length) {
    return err('The backup was written by a newer version of Halfmax. Restore it with that one.')
  }
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-restore-'))
  try {
    cpSync(migrationsDir, folder, { recursive: true })
    const cut = { ...journal, entries: journal.entries.slice(0, head.level) }
    writeFileSync(join(folder, JOURNAL), JSON.stringify(cut))
    const filled = await within(dir, { ...database, migrationsDir: folder }, (db) =>
      fill(db, file, head.level),
    )
    if (!filled.ok) return filled
    const upgraded = await within(dir, { ...database, migrationsDir }, () => Promise.resolve(ok(foot.rows)))
    return upgraded
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function within<T>(
  dir: string,
  options: StoreOptions,
  work: (db: Database) => Promise<Result<T, string>>,
): Promise<Result<T, string>> {
  const opened = await openStore(dir, options)
  if (!opened.ok) return err(storeErrorText(opened.error))
  try {
    return await work(opened.value.db)
  } finally {
    await opened.value.close()
  }
}

async function fill(db: Database, file: string, level: number): Promise<Result<null, string>> {
  if ((await levelOf(db)) !== level) return err(NOT_EMPTY)
  const present = await presentTables(db)
  for (const { name } of present) if (!(await isEmpty(db, name))) return err(NOT_EMPTY)
  await db.transaction(async (tx) => {
    for await (const { table, rows } of batches(file)) {
      const values = `[${rows.join(',')}]`
      const name = sql.identifier(table)
      await tx.execute(
        sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${values}::json)`,
      )
    }
    for (const { name, serial } of present) {
      if (serial === null) continue
      const [table, column] = [sql.identifier(name), sql.identifier(serial)]
      await tx.execute(
        sql`select setval(pg_get_serial_sequence(${name}, ${serial}), coalesce(max(${column}), 0) + 1, false) from ${table}`,
      )
    }
  })
  return ok(null)
}

const NOT_EMPTY =
  'The store is in use already: a backup goes into an empty one. Set HALFMAX_DATA_DIR to a new folder, or DATABASE_URL to a ' +
  'new database, and restore there.'

/** A backup of an older version knows fewer tables. */
async function presentTables(db: Database) {
  const rows = await db
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_tables`)
    .where(sql`schemaname = 'public'`)
  const names = new Set(rows.map(({ name }) => name))
  return TABLES.filter(({ name }) => names.has(name))
}

/** Rows of one table after the other, several at a time, each as the text of a JSON object. */
async function* batches(file: string): AsyncGenerator<{ table: string; rows: readonly string[] }> {
  let table = ''
  let rows: string[] = []
  let characters = 0
  for await (const line of backupLines(file)) {
    const parsed = RowLine.safeParse(JSON.parse(line))
    if (!parsed.success) continue
    if (rows.length > 0 && (parsed.data.table !== table || characters > BATCH_CHARACTERS)) {
      yield { table, rows }
      rows = []
      characters = 0
    }
    ;({ table } = parsed.data)
    rows.push(parsed.data.row)
    characters += parsed.data.row.length
  }
  if (rows.length > 0) yield { table, rows }
}
