import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import * as z from 'zod'
import type { Store } from './open-store.ts'
import { outputBytes, outputsOf } from './pushes.ts'
import { openTestStore } from './testing/test-store.ts'

const MIGRATIONS = 'lib/store/migrations'
const PUSH = '00000000-0000-4000-8000-000000000001'
let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'halfmax-upgrade-'))
})

afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** The migrations as they were when there were only `count`. */
function firstMigrations(count: number): string {
  const folder = join(dir, 'migrations')
  cpSync(MIGRATIONS, folder, { recursive: true })
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const journal = z
    .looseObject({ entries: z.array(z.unknown()) })
    .parse(JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')))
  const cut = { ...journal, entries: journal.entries.slice(0, count) }
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(cut))
  return folder
}

const open = (migrations?: string): Promise<Store> => openTestStore(join(dir, 'data'), migrations)

it(
  'gives the outputs of an older store their hash, and drops the bytes that arrived',
  { timeout: 60_000 },
  async () => {
    const old = await open(firstMigrations(1))
    await old.db.execute(sql`
      insert into pushes (id, push_key, tenant_host, analysis_id, source_frame_id, by, state)
      values (${PUSH}, 'key', 'acme.benchling.com', 'ana_Older123', 'dset_1', 'tests', 'partly')`)
    await old.db.execute(sql`
      insert into push_outputs (push_id, output_id, position, kind, name, file_name, byte_length, bytes, stage, status)
      values (${PUSH}, 'results', 0, 'data-frame', 'Results', 'r.csv', 4, ${'a\n1\n'}::text::bytea, 'attached', 'done'),
             (${PUSH}, 'plot', 1, 'file', 'Plot', 'p.html', 4, 'plot', 'new', 'failed')`)
    await old.close()

    const store = await open()
    const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
    const outputs = await outputsOf(store.db, PUSH)
    expect(outputs.map(({ sha256 }) => sha256)).toEqual([hashOf('a\n1\n'), hashOf('plot')])
    expect(await outputBytes(store.db, PUSH, 'results')).toBeNull()
    expect(await outputBytes(store.db, PUSH, 'plot')).toEqual(new TextEncoder().encode('plot'))
    await store.close()
  },
)
