import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq, getTableName, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appendAudit } from '../audit/append.ts'
import { readAudit } from '../audit/read.ts'
import { verifyAudit } from '../audit/verify.ts'
import { TABLES } from '../backup/format.ts'
import { saveDraft } from '../drafts/drafts.ts'
import type { Store } from '../open-store.ts'
import { findPush, insertPush, leftoversOf, outputBytes } from '../pushes.ts'
import {
  auditEntries,
  auditHead,
  batchChunks,
  batches,
  drafts,
  pushOutputs,
  pushes,
  signOuts,
  tenantCalls,
} from '../schema.ts'
import { openTestStore } from '../testing/test-store.ts'
import { findPerson } from './find-person.ts'
import { parsePersonArgs, runPersonCommand } from './person-command.ts'

const dir = mkdtempSync(join(tmpdir(), 'halfmax-people-'))
const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_1' }
const PUSH = '00000000-0000-4000-8000-00000000000'
const [DONE, FAILED, BOBS, OPEN] = [`${PUSH}1`, `${PUSH}2`, `${PUSH}3`, `${PUSH}4`]
let store: Store

async function push(id: string, personId: string, state: 'queued' | 'done' | 'failed') {
  const output = { id: 'results', kind: 'file' as const, name: 'Results', fileName: 'r.csv' }
  await insertPush(store.db, {
    ...{ id, pushKey: id, ...target, sourceFrameId: 'dset_1', by: `${personId.slice(5)}@acme.org`, personId },
    outputs: [{ ...output, bytes: Buffer.from(id) }],
  })
  await store.db.update(pushes).set({ state }).where(eq(pushes.id, id))
  const gone = { stage: 'attached' as const, remoteId: 'blob_1', bytes: null }
  const stuck = { stage: 'confirmed' as const, remoteId: `blob_${id.at(-1)}` }
  const patch = state === 'done' ? gone : stuck
  await store.db.update(pushOutputs).set(patch).where(eq(pushOutputs.pushId, id))
}

async function draft(owner: string, name: string, frameId = 'dset_1') {
  const context = { person: { id: owner, name }, target, requestId: null }
  const place = { owner, ...target, frameId }
  const acts = () => [{ action: 'excluded' as const, subject: 'a well' }]
  const saved = await saveDraft(
    store.db,
    { place, draft: { base: 0, work: `work of ${name}` } },
    { context, acts },
  )
  expect(saved.ok).toBe(true)
}

beforeAll(async () => {
  store = await openTestStore(dir)
  await draft('oidc:ada', 'Ada Lovelace')
  await draft('oidc:ada', 'Ada Lovelace', 'dset_2')
  await draft('oidc:bob', 'Bob')
  await draft('oidc:bob2', 'Bob')
  await draft('local 7', 'Local user')
  await push(DONE, 'oidc:ada', 'done')
  await push(FAILED, 'oidc:ada', 'failed')
  await push(BOBS, 'oidc:bob', 'failed')
  await store.db.insert(signOuts).values({ personId: 'oidc:ada', atMs: 5 })
  const refit = {
    ...target,
    frameId: 'dset_1',
    by: 'ada@acme.org',
    personId: 'oidc:ada',
    state: 'done' as const,
  }
  await store.db.insert(batches).values({ id: DONE, ...refit, work: 'work of Ada', policy: 'Free fit' })
  await store.db
    .insert(batchChunks)
    .values({ batchId: DONE, position: 0, curveCount: 1, rows: Buffer.from('ada') })
}, 60_000)

afterAll(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

async function run(...args: readonly string[]) {
  const asked = parsePersonArgs(args)
  return asked.ok ? runPersonCommand(store, asked.value, (path) => join(dir, path)) : asked
}

async function ownersLeft() {
  const rows = await store.db.select({ owner: drafts.owner }).from(drafts).orderBy(drafts.owner)
  return rows.map(({ owner }) => owner)
}

describe('who is meant', () => {
  it.each([
    ['an id', 'oidc:ada', 'oidc:ada'],
    ['the subject alone', 'ada', 'oidc:ada'],
    ['a name in any case', 'ada lovelace', 'oidc:ada'],
    ['an e-mail address', 'Ada@acme.org', 'oidc:ada'],
    ['an id that is another’s beginning', 'oidc:bob', 'oidc:bob'],
  ])('by %s', async (_, who, id) => {
    expect(await findPerson(store.db, who)).toMatchObject({ ok: true, value: { id } })
  })

  it.each([
    ['nobody', 'oidc:ad', /Nothing is kept/],
    ['a sign that means something to the database', '%', /Nothing is kept/],
    ['a name of two', 'Bob', /2 people[^]*oidc:bob {2}Bob[^]*oidc:bob2/],
  ])('not by %s', async (_, who, words) => {
    const bob = who === 'Bob'
    expect(await findPerson(store.db, who)).toEqual({ ok: false, error: expect.stringMatching(words) })
    if (bob) expect(await ownersLeft()).toContain('oidc:bob2')
  })

  it.each([
    [[]],
    [['export', 'ada']],
    [['delete']],
    [['delete', 'ada', 'bob']],
    [['delete', 'ada', '--force']],
    [['erase', 'ada', '--yes']],
  ])('is asked for as the usage says, not by %j', (args) => {
    expect(parsePersonArgs(args)).toEqual({ ok: false, error: expect.stringContaining('npm run person') })
  })
})

describe('an export', () => {
  it('holds what is kept of one person in every table, and nothing of others', async () => {
    expect(await run('export', 'ada', '--out', 'ada.json')).toMatchObject({ ok: true })
    const text = readFileSync(join(dir, 'ada.json'), 'utf8')
    const { person, tables } = JSON.parse(text) as { person: unknown; tables: Record<string, unknown[]> }
    expect(person).toEqual({ id: 'oidc:ada', names: ['Ada Lovelace', 'ada@acme.org'] })
    expect(Object.keys(tables).toSorted()).toEqual(
      TABLES.map(({ name }) => name)
        .filter((name) => ![auditHead, tenantCalls].some((table) => getTableName(table) === name))
        .toSorted(),
    )
    expect(tables['drafts']).toHaveLength(2)
    expect(tables['pushes']).toHaveLength(2)
    expect(tables['audit_entries']).toHaveLength(2)
    expect(tables['sign_outs']).toHaveLength(1)
    expect(tables['push_outputs']).toContainEqual(
      expect.objectContaining({ push_id: FAILED, bytes: `\\x${Buffer.from(FAILED).toString('hex')}` }),
    )
    expect(text).not.toMatch(/bob|local/i)
    expect(statSync(join(dir, 'ada.json')).mode & 0o777).toBe(0o600)
    const [entry] = await lastEntries(1)
    expect(entry).toMatchObject({
      action: 'person-exported',
      subject: 'person oidc:ada',
      personId: 'administrator',
    })
  })

  it('writes over nothing', async () => {
    expect(await run('export', 'bob', '--out', 'ada.json')).toMatchObject({ ok: false })
    expect(readFileSync(join(dir, 'ada.json'), 'utf8')).toContain('oidc:ada')
  })
})

describe('a deletion', () => {
  it('is only told of at first', async () => {
    const before = await ownersLeft()
    const told = await run('delete', 'ada')
    expect(told).toEqual({
      ok: true,
      value: expect.stringMatching(/Would delete.*drafts 2, name in pushes 2, unsent outputs of pushes 1/),
    })
    expect(await ownersLeft()).toEqual(before)
    expect((await findPush(store.db, DONE))?.by).toBe('ada@acme.org')
  })

  it('waits for pushes under way', async () => {
    await push(OPEN, 'oidc:ada', 'queued')
    const before = await ownersLeft()
    expect(await run('delete', 'ada', '--yes')).toEqual({ ok: false, error: expect.stringContaining(OPEN) })
    expect(await ownersLeft()).toEqual(before)
    await store.db.update(pushes).set({ state: 'failed' }).where(eq(pushes.id, OPEN))
  })

  it('takes drafts, unsent bytes and names away, ends sign-ins, and leaves others and the trail alone', async () => {
    const beforeMs = Date.now()
    expect(await run('delete', 'ada', '--yes')).toMatchObject({ ok: true })
    expect(await ownersLeft()).toEqual(['local 7', 'oidc:bob', 'oidc:bob2'])
    for (const id of [DONE, FAILED, OPEN]) {
      expect(await findPush(store.db, id)).toMatchObject({ by: 'Deleted person', personId: 'deleted' })
      expect(await outputBytes(store.db, id, 'results')).toBeNull()
    }
    // A repeat of what arrived finds it; of what did not, it is a new push.
    expect((await findPush(store.db, DONE))?.pushKey).toBe(DONE)
    expect((await findPush(store.db, FAILED))?.pushKey).not.toBe(FAILED)
    expect(await leftoversOf(store.db, FAILED)).toMatchObject([{ remoteId: 'blob_2' }])
    expect(await outputBytes(store.db, BOBS, 'results')).not.toBeNull()
    expect((await findPush(store.db, BOBS))?.personId).toBe('oidc:bob')

    const [row] = await store.db.select().from(signOuts).where(eq(signOuts.personId, 'oidc:ada'))
    expect(row?.atMs).toBeGreaterThanOrEqual(beforeMs)
    expect(await verifyAudit(store.db)).toMatchObject({ ok: true })
    const [entry] = await lastEntries(1)
    expect(entry).toMatchObject({
      action: 'person-deleted',
      subject: 'person oidc:ada',
      personName: 'Administrator',
    })
    expect(JSON.parse(entry?.after ?? '')).toEqual({ drafts: 2, pushes: 3, payloads: 2, refits: 1 })
    const ofAnalysis = await readAudit(store.db, { target, action: 'draft-deleted', limit: 9 })
    expect(ofAnalysis.map(({ subject }) => subject).toSorted()).toEqual([
      'work of oidc:ada on frame dset_1',
      'work of oidc:ada on frame dset_2',
    ])
  })

  it('means every browser, where nobody signs in', async () => {
    expect(await run('delete', 'local', '--yes')).toMatchObject({ ok: true })
    expect(await ownersLeft()).toEqual(['oidc:bob', 'oidc:bob2'])
  })

  it('leaves nothing of the person outside the trail and the end of their sign-ins', async () => {
    for (const { name } of TABLES.filter(({ table }) => table !== auditEntries && table !== signOuts)) {
      const rows = await store.db
        .select({ text: sql<string>`row_to_json(one)::text` })
        .from(sql`${sql.identifier(name)} as one`)
      expect(rows.map(({ text }) => text).join('\n')).not.toMatch(/ada/i)
    }
  })
})

function lastEntries(count: number) {
  return store.db
    .select()
    .from(auditEntries)
    .orderBy(sql`seq desc`)
    .limit(count)
}

it('does not take somebody’s name for another’s id', async () => {
  await appendAudit(
    store.db,
    { person: { id: 'oidc:eve', name: 'oidc:bob' }, target: null, requestId: null },
    [{ action: 'signed-in', subject: 'sign-in' }],
  )
  expect(await findPerson(store.db, 'oidc:bob')).toMatchObject({ value: { id: 'oidc:bob' } })
})
