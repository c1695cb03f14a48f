import 'server-only'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { sql } from 'drizzle-orm'
import type { Database, Store } from '../open-store.ts'
import { makeHead, TABLES, type Foot, type RowLine } from './format.ts'
import { levelOf, rowsOf } from './read-tables.ts'

/**
 * Writes all tables to a file for its owner alone, as they are at one moment; others may go on writing meanwhile. The file
 * appears whole or not at all.
 *
 * @returns how many rows of each table it holds. Throws what the file system or the database throws.
 */
export async function writeBackup(store: Store, file: string): Promise<Foot['rows']> {
  const draft = `${file}.part-${process.pid}`
  const rows: Record<string, number> = {}
  try {
    await store.db.transaction(
      async (tx) => {
        // Times read alike wherever the database stands.
        await tx.execute(sql`set local time zone 'UTC'`)
        const output = createWriteStream(draft, { mode: 0o600 })
        await pipeline(Readable.from(lines(tx, rows)), createGzip(), output)
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
    const written = await open(draft, 'r')
    await written.sync()
    await written.close()
    await rename(draft, file)
    return rows
  } finally {
    await rm(draft, { force: true })
  }
}

async function* lines(db: Pick<Database, 'select'>, counts: Record<string, number>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`
    hash.update(text)
    return text
  }
  yield line(makeHead(await levelOf(db), new Date()))
  for (const { name, order, page } of TABLES) {
    counts[name] = 0
    const columns = sql.join(
      order.map((column) => sql.identifier(column)),
      sql`, `,
    )
    for (;;) {
      const rows = await rowsOf(db, { name, columns, offset: counts[name], limit: page })
      for (const row of rows) yield line({ table: name, row } satisfies RowLine)
      counts[name] += rows.length
      if (rows.length < page) break
    }
  }
  yield `${JSON.stringify({ rows: counts, sha256: hash.digest('hex') } satisfies Foot)}\n`
}
