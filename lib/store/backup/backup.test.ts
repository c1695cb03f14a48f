import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../audit/verify.ts'
import { chunkBytes } from '../batches.ts'
import { writeCheckpoint } from '../checkpoints.ts'
import { saveDraft } from '../drafts/drafts.ts'
import { openStore, type Store } from '../open-store.ts'
import { ownFrameIds } from '../own-frames.ts'
import { keepPushedState, pushedSettings } from '../pushed-states.ts'
import { claimPush, findPush, insertPush, leftoversOf, outputBytes, outputsOf, stepsOf } from '../pushes.ts'
import * as schema from '../schema.ts'
import { makeTestDatabase, openTestStore, testDatabaseUrl, testServerUrl } from '../testing/test-store.ts'
import { RowLine, TABLE_NAMES } from './format.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const MIGRATIONS = join(process.cwd(), 'lib/store/migrations')
const PUSH = '00000000-0000-4000-8000-000000000001'
/** Every byte there is, and a text that JSON, CSV and SQL each write differently. */
const BYTES = Uint8Array.from({ length: 256 }, (_, n) => n)
const WORDS = 'µ "quoted", O’Neil \\ {"a":[1,null]}\n\tline two \u202eتجربة'

let dir: string
let store: Store
const file = () => join(dir, 'backup.gz')

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'halfmax-backup-'))
  store = await openTestStore(join(dir, 'from'))
  const output = { id: 'results', kind: 'data-frame' as const, name: WORDS, fileName: 'r.csv', bytes: BYTES }
  const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_1', sourceFrameId: 'dset_1' }
  await insertPush(store.db, { id: PUSH, pushKey: WORDS, ...target, by: 'tests', outputs: [output] })
  await claimPush(store, { pushId: PUSH, processId: 'p', runId: 'r' }, 30)
  await writeCheckpoint(store.db, {
    entry: { pushId: PUSH, runId: 'r', outputId: 'results', step: 'create', phase: 'before', detail: WORDS },
    leftover: { outputId: 'results', kind: 'data-frame', remoteId: null, reason: WORDS },
    ownFrame: { tenantHost: target.tenantHost, frameId: 'dset_2' },
  })
  await keepPushedState(store.db, { pushId: PUSH, state: WORDS, settings: '[]' })
  const context = { person: { id: 'oidc:ada', name: WORDS }, target, requestId: 'r1' }
  const acts = () => [
    { action: 'excluded' as const, subject: WORDS, after: { [WORDS]: 1e-300 }, reason: WORDS },
  ]
  const place = { owner: 'oidc:ada', ...target, frameId: 'dset_1' }
  await saveDraft(store.db, { place, draft: { base: 0, work: WORDS } }, { context, acts })
  await store.db.insert(schema.tenantCalls).values({ tenantHost: target.tenantHost, atMs: [1, 2], given: 2 })
  await store.db.insert(schema.signOuts).values({ personId: 'oidc:ada', atMs: 1_795_702_512_276 })
  const refit = {
    ...place,
    by: WORDS,
    personId: 'oidc:ada',
    work: WORDS,
    policy: WORDS,
    state: 'done' as const,
  }
  await store.db.insert(schema.batches).values({ id: PUSH, ...refit })
  const chunk = { batchId: PUSH, position: 0, curveCount: 1, fits: BYTES, rows: BYTES }
  await store.db.insert(schema.batchChunks).values(chunk)
  await writeBackup(store, file())
}, 60_000)

afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

async function restoreTo(name: string, from = file()) {
  const target = join(dir, name)
  await makeTestDatabase(target)
  return restoreBackup(from, { dir: target, databaseUrl: testDatabaseUrl(target), migrationsDir: MIGRATIONS })
}

/** As the database of the backup wrote them. */
function rowsIn(path: string) {
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n')
  return lines.slice(1, -1).map((line) => RowLine.parse(JSON.parse(line)))
}

function tampered(name: string, change: (text: string) => string): string {
  const path = join(dir, name)
  writeFileSync(path, gzipSync(change(gunzipSync(readFileSync(file())).toString())))
  return path
}

describe('a backup', () => {
  it('names every table there is', () => {
    const tables = Object.values(schema).filter((value) => is(value, PgTable))
    expect(TABLE_NAMES.toSorted()).toEqual(tables.map((table) => getTableName(table)).toSorted())
  })

  it('comes back as it was, to the byte and the microsecond, and new rows get new numbers', async () => {
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(await restoreTo('to')).toEqual({
      ok: true,
      value: expect.objectContaining({
        pushes: 1,
        push_outputs: 1,
        push_steps: 1,
        push_leftovers: 1,
        own_frames: 1,
        pushed_states: 1,
      }),
    })
    const restored = await openTestStore(join(dir, 'to'))
    for (const read of [findPush, outputsOf, stepsOf, leftoversOf, pushedSettings]) {
      expect(await read(restored.db, PUSH)).toEqual(await read(store.db, PUSH))
    }
    expect(await outputBytes(restored.db, PUSH, 'results')).toEqual(BYTES)
    const chunk = { batchId: PUSH, position: 0 }
    expect(await chunkBytes(restored.db, chunk, 'fits')).toEqual(Buffer.from(BYTES))
    expect(await ownFrameIds(restored.db, 'acme.benchling.com')).toEqual(new Set(['dset_2']))

    const entry = { pushId: PUSH, runId: 'r', outputId: null, step: 'create', phase: 'after' as const }
    await writeCheckpoint(restored.db, { entry })
    const numbers = (await stepsOf(restored.db, PUSH)).map(({ id }) => id)
    expect(new Set(numbers).size).toBe(2)
    await restored.close()

    expect(await restoreTo('to')).toMatchObject({ ok: false, error: expect.stringContaining('empty') })
  })

  it.skipIf(testServerUrl() === null)(
    'goes from a server to an embedded database and back, row for row, with the audit trail whole',
    async () => {
      const embedded = join(dir, 'embedded')
      const whole = await verifyAudit(store.db)
      const rows = rowsIn(file())
      // A table without a row would prove nothing here.
      expect([...new Set(rows.map(({ table }) => table))].toSorted()).toEqual(TABLE_NAMES.toSorted())

      const into = await restoreBackup(file(), { dir: embedded, migrationsDir: MIGRATIONS })
      expect(into.ok).toBe(true)
      const opened = await openStore(embedded)
      if (!opened.ok) throw new Error(opened.error.kind)
      expect(opened.value.connection.kind).toBe('embedded')
      expect(await verifyAudit(opened.value.db)).toEqual(whole)
      await writeBackup(opened.value, join(dir, 'embedded.gz'))
      await opened.value.close()
      expect(rowsIn(join(dir, 'embedded.gz'))).toEqual(rows)

      expect(await restoreTo('back', join(dir, 'embedded.gz'))).toEqual(into)
      const back = await openTestStore(join(dir, 'back'))
      expect(back.connection.kind).toBe('server')
      expect(await verifyAudit(back.db)).toEqual(whole)
      await writeBackup(back, join(dir, 'back.gz'))
      await back.close()
      expect(rowsIn(join(dir, 'back.gz'))).toEqual(rows)
    },
  )

  it.each([
    ['cut short', (text: string) => text.slice(0, text.indexOf('\n', 200) + 1), /not whole/],
    ['changed', (text: string) => text.replace('dset_2', 'dset_3'), /checksum/],
    ['of another making', () => '{"format":"other"}\n', /no backup/],
    ['of no lines', () => 'hello', /cannot be read/],
    ['changed in its head', (text: string) => text.replace(/"level":\d+/, '"level":999'), /checksum/],
  ])('is refused where it is %s', async (what, change, words) => {
    const refused = await restoreTo(what.replaceAll(' ', '-'), tampered(`${what}.gz`, change))
    expect(refused).toMatchObject({ ok: false, error: expect.stringMatching(words) })
  })
})
