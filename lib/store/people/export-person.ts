import 'server-only'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql, type SQL } from 'drizzle-orm'
import { TABLES } from '../backup/format.ts'
import { rowsOf } from '../backup/read-tables.ts'
import type { Store } from '../open-store.ts'
import { draftsOf, type KnownPerson } from './find-person.ts'

/** What is a person's in each table; a table that is nobody's in particular says so. */
function partsOf(id: string): Readonly<Record<string, SQL | 'of nobody'>> {
  const ofTheirPushes = sql`push_id in (select id from pushes where person_id = ${id})`
  return {
    pushes: sql`person_id = ${id}`,
    push_outputs: ofTheirPushes,
    pushed_states: ofTheirPushes,
    push_steps: ofTheirPushes,
    push_leftovers: ofTheirPushes,
    own_frames: ofTheirPushes,
    audit_entries: sql`person_id = ${id}`,
    audit_head: 'of nobody',
    drafts: draftsOf(id),
    sign_outs: sql`person_id = ${id}`,
    tenant_calls: 'of nobody',
    batches: sql`person_id = ${id}`,
    batch_chunks: sql`batch_id in (select id from batches where person_id = ${id})`,
  }
}

/**
 * Writes everything that is kept of a person to a file for its owner alone: one JSON document with a list of rows per table,
 * as they are at one moment; bytes are hex digits after `\x`. The file appears whole or not at all.
 *
 * @returns how many rows of each table it holds. Throws what the file system or the database throws.
 */
export async function exportPerson(
  store: Pick<Store, 'db'>,
  person: KnownPerson,
  file: string,
): Promise<Readonly<Record<string, number>>> {
  const draft = `${file}.part-${process.pid}`
  const counts: Record<string, number> = {}
  try {
    await store.db.transaction(
      async (tx) => {
        // Times read alike wherever the database stands.
        await tx.execute(sql`set local time zone 'UTC'`)
        const output = createWriteStream(draft, { mode: 0o600 })
        await pipeline(Readable.from(document(tx, person, counts)), output)
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
    await rename(draft, file)
    return counts
  } finally {
    await rm(draft, { force: true })
  }
}

async function* document(
  db: Parameters<typeof rowsOf>[0],
  person: KnownPerson,
  counts: Record<string, number>,
): AsyncGenerator<string> {
  const head = { format: 'halfmax-person', version: 1, at: new Date().toISOString(), person }
  yield `${JSON.stringify(head).slice(0, -1)},\n"tables":{`
  const parts = partsOf(person.id)
  let isFirst = true
  for (const { name, order, page } of TABLES) {
    const where = parts[name]
    if (where === 'of nobody') continue
    if (where === undefined) throw new Error(`nobody said what of the table ${name} is a person's`)
    yield `${isFirst ? '' : ','}\n${JSON.stringify(name)}:[`
    isFirst = false
    const columns = sql.join(
      order.map((column) => sql.identifier(column)),
      sql`, `,
    )
    let count = 0
    for (;;) {
      const rows = await rowsOf(db, { name, columns, where, offset: count, limit: page })
      for (const [n, row] of rows.entries()) yield `${count + n === 0 ? '' : ','}\n${row}`
      count += rows.length
      if (rows.length < page) break
    }
    counts[name] = count
    yield ']'
  }
  yield '}}\n'
}
