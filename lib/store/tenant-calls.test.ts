import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from './open-store.ts'
import { tenantCallsOn } from './tenant-calls.ts'
import { openTestStore, testServerUrl } from './testing/test-store.ts'

const dir = mkdtempSync(join(tmpdir(), 'halfmax-calls-'))
const stores: Store[] = []

/** Two connections to one server; the embedded database has one. */
beforeAll(async () => {
  stores.push(await openTestStore(dir))
  if (testServerUrl() !== null) stores.push(await openTestStore(dir))
}, 60_000)

afterAll(async () => {
  for (const store of stores) await store.close()
  rmSync(dir, { recursive: true, force: true })
})

const calls = (n = 0) => {
  const store = stores[n % stores.length]
  if (store === undefined) throw new Error('no store')
  return tenantCallsOn(store.db)
}
/** Longer than the test: nothing leaves it. */
const LONG = { most: 20, spanMs: 600_000, late: 0 }

it('lets through what there is room for, and says when there is more', async () => {
  expect(await calls().take('a', { ...LONG, wanted: 15 })).toEqual({ given: 15, waitMs: 0 })
  expect(await calls().count('a', 600_000)).toBe(15)
  const rest = await calls().take('a', { ...LONG, wanted: 15 })
  expect(rest.given).toBe(5)
  expect(rest.waitMs).toBeGreaterThan(0)
  expect(rest.waitMs).toBeLessThanOrEqual(600_000)
  expect((await calls().take('a', { ...LONG, wanted: 1 })).given).toBe(0)
  expect((await calls().take('b', { ...LONG, wanted: 30 })).given).toBe(20)
  expect(await calls().count('c', 600_000)).toBe(0)
})

it('counts what it was told late, and leaves less then', async () => {
  expect((await calls().take('late', { ...LONG, wanted: 5, late: 12 })).given).toBe(5)
  expect((await calls().take('late', { ...LONG, wanted: 5, late: 1 })).given).toBe(2)
  expect((await calls().take('late', { ...LONG, wanted: 5, late: 9 })).given).toBe(0)
  expect(await calls().count('late', 600_000)).toBe(29)
})

it('forgets what has left the span, at the moment it said', async () => {
  const ask = { wanted: 3, most: 3, spanMs: 120, late: 0 }
  await calls().take('passing', ask)
  const { waitMs } = await calls().take('passing', ask)
  await new Promise((resolve) => setTimeout(resolve, waitMs + 1))
  expect((await calls().take('passing', ask)).given).toBe(3)
})

it('never gives one place to two who ask at once', async () => {
  const taken = await Promise.all(
    Array.from({ length: 40 }, (_, n) => calls(n).take('rush', { ...LONG, most: 50, wanted: 3 })),
  )
  expect(taken.reduce((sum, { given }) => sum + given, 0)).toBe(50)
  expect(await calls().count('rush', 600_000)).toBe(50)
})
