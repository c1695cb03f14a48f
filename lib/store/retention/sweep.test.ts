import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asc, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { verifyAudit } from '../audit/verify.ts'
import type { Store } from '../open-store.ts'
import { insertPush } from '../pushes.ts'
import { auditEntries, batches, drafts, pushOutputs, pushes, signOuts } from '../schema.ts'
import { openTestStore } from '../testing/test-store.ts'
import { hasPayloads } from './delete-payloads.ts'
import { sweep } from './sweep.ts'

const dir = mkdtempSync(join(tmpdir(), 'halfmax-sweep-'))
const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_1' }
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000)
const OLD = '00000000-0000-4000-8000-000000000001'
const NEW = '00000000-0000-4000-8000-000000000002'
const WAITING = '00000000-0000-4000-8000-000000000003'
let store: Store

beforeAll(async () => {
  store = await openTestStore(dir)
}, 60_000)

afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

beforeEach(async () => {
  await store.db.delete(drafts)
  await store.db.delete(pushes)
  for (const [frameId, age] of [
    ['old', 31],
    ['recent', 29],
  ] as const) {
    await store.db
      .insert(drafts)
      .values({ owner: 'oidc:ada', ...target, frameId, version: 3, work: '{}', savedAt: daysAgo(age) })
  }
  for (const [id, state, endedAt] of [
    [OLD, 'failed', daysAgo(8)],
    [NEW, 'partly', daysAgo(6)],
    [WAITING, 'waiting', null],
  ] as const) {
    const output = { id: 'r', kind: 'file' as const, name: 'R', fileName: 'r.csv', bytes: Buffer.from('a') }
    const row = { id, pushKey: id, ...target, sourceFrameId: 'dset_1', by: 'ada', outputs: [output] }
    await insertPush(store.db, row)
    await store.db
      .update(pushes)
      .set({ state, endedAt, startedAt: daysAgo(40) })
      .where(sql`id = ${id}`)
  }
})

async function kept() {
  const work = await store.db.select({ frame: drafts.frameId }).from(drafts).orderBy(asc(drafts.frameId))
  const bytes = await store.db
    .select({ id: pushOutputs.pushId })
    .from(pushOutputs)
    .where(sql`bytes is not null`)
  return { drafts: work.map(({ frame }) => frame), payloads: bytes.map(({ id }) => id).toSorted() }
}

it('keeps everything where nothing is set', async () => {
  expect(await sweep(store, { draftDays: null, payloadDays: null })).toEqual({
    drafts: 0,
    payloads: 0,
    refits: 0,
    signOuts: 0,
  })
  expect(await kept()).toEqual({ drafts: ['old', 'recent'], payloads: [OLD, NEW, WAITING] })
})

it('deletes what is older than set, says so in the trail, and never what is under way', async () => {
  const before = await verifyAudit(store.db)
  expect(await sweep(store, { draftDays: 30, payloadDays: 7 })).toMatchObject({ drafts: 1, payloads: 1 })
  expect(await kept()).toEqual({ drafts: ['recent'], payloads: [NEW, WAITING] })
  expect(await hasPayloads(store.db, OLD)).toBe(false)
  expect(await hasPayloads(store.db, NEW)).toBe(true)
  const seq = before.ok ? before.value.seq : 0
  const entries = await store.db
    .select()
    .from(auditEntries)
    .where(sql`seq > ${seq}`)
    .orderBy(auditEntries.seq)
  expect(entries).toMatchObject([
    {
      ...target,
      personId: 'halfmax',
      action: 'draft-deleted',
      subject: 'work of oidc:ada on frame old',
      reason: 'untouched for 30 days',
    },
    {
      ...target,
      personId: 'halfmax',
      action: 'payload-deleted',
      subject: `push ${OLD}`,
      reason: 'ended 7 days ago',
    },
  ])
  expect(await verifyAudit(store.db)).toMatchObject({ ok: true })
  expect(await sweep(store, { draftDays: 30, payloadDays: 7 })).toEqual({
    drafts: 0,
    payloads: 0,
    refits: 0,
    signOuts: 0,
  })
})

it('deletes the results of refits that ended long ago', async () => {
  const refit = (id: string, endedAt: Date | null) => {
    const place = { ...target, frameId: 'dset_1', by: 'Ada', personId: 'oidc:ada', work: '{}' }
    const state = endedAt === null ? ('running' as const) : ('done' as const)
    return { id, ...place, policy: 'Free fit', state, startedAt: daysAgo(20), endedAt }
  }
  await store.db
    .insert(batches)
    .values([refit(OLD, daysAgo(8)), refit(NEW, daysAgo(6)), refit(WAITING, null)])
  expect(await sweep(store, { draftDays: null, payloadDays: 7 })).toMatchObject({ refits: 1 })
  const left = await store.db.select({ id: batches.id }).from(batches).orderBy(batches.id)
  expect(left.map(({ id }) => id)).toEqual([NEW, WAITING].toSorted())
})

it('is done once by several that sweep at the same time', async () => {
  const all = await Promise.all([1, 2, 3, 4].map(() => sweep(store, { draftDays: 30, payloadDays: 7 })))
  expect(all.reduce((sum, { drafts: work, payloads }) => sum + work + payloads, 0)).toBe(2)
})

it('forgets the end of sign-ins that could hold no longer in any case', async () => {
  await store.db.insert(signOuts).values([
    { personId: 'oidc:old', atMs: daysAgo(92).getTime() },
    { personId: 'oidc:new', atMs: daysAgo(89).getTime() },
  ])
  expect(await sweep(store, { draftDays: null, payloadDays: null })).toMatchObject({ signOuts: 1 })
  expect(await store.db.select({ id: signOuts.personId }).from(signOuts)).toEqual([{ id: 'oidc:new' }])
})
