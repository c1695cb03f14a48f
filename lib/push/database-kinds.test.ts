import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { DatabaseKind } from '../store/database-kind.ts'
import { openStore } from '../store/open-store.ts'
import { makeTestDatabase, testDatabaseUrl, testServerUrl } from '../store/testing/test-store.ts'
import { PACING } from './pacing.ts'
import { startPushQueue } from './queue.ts'

const folder = mkdtempSync(join(tmpdir(), 'halfmax-kinds-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Opens a database of its own as one of the kind: PostgreSQL understands what is said to the others. */
async function open(kind: string) {
  const dir = join(folder, kind)
  await makeTestDatabase(dir)
  return openStore(dir, { databaseUrl: testDatabaseUrl(dir), databaseKind: kind })
}

/** What PostgreSQL itself is said, the other tests of the queue say. */
const OTHERS = testServerUrl() === null ? [] : DatabaseKind.options.filter((kind) => kind !== 'postgres')

it.each(OTHERS)('takes and ends jobs as pg-boss does on %s', async (kind) => {
  const store = await open(kind)
  if (!store.ok) throw new Error(store.error.kind)
  const ran: string[] = []
  const errors: unknown[] = []
  const queue = await startPushQueue(
    { store: store.value, clientFor: () => null, pacing: PACING },
    { onRun: ({ pushId }) => ran.push(pushId), onError: (error) => errors.push(error) },
  )
  const pushId = randomUUID()
  await queue.enqueue(pushId)
  await vi.waitFor(() => expect(ran).toEqual([pushId]), { timeout: 30_000, interval: 20 })
  await queue.stop()
  await store.value.close()
  expect(errors).toEqual([])
})

it.skipIf(testServerUrl() === null)('refuses a kind that it does not know, in words', async () => {
  const opened = await open('oracle')
  expect(!opened.ok && opened.error).toMatchObject({
    kind: 'server-not-opened',
    reason: 'HALFMAX_DATABASE_KIND is none of postgres, citus, cockroachdb, yugabytedb',
  })
})
