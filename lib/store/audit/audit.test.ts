import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { storeForTests } from '../testing/test-store.ts'
import { appendAudit, type AuditContext, type AuditEvent } from './append.ts'
import { canonicalJson } from './canonical.ts'
import { entryHash, type StoredAuditEntry } from './entry-hash.ts'
import { readAudit } from './read.ts'
import { verifyAudit } from './verify.ts'

const store = await storeForTests('audit')

const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_1' }
const context: AuditContext = { person: { id: 'p1', name: 'Ada' }, target, requestId: 'r1' }
const excluded = (subject: string): AuditEvent => ({
  action: 'excluded',
  subject,
  after: { row: 1 },
  reason: 'bubble',
})

describe('canonicalJson', () => {
  it('gives one text to one value, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: -0 })).toBe('{"a":0,"b":[1,{"c":"é","d":null}]}')
    expect(canonicalJson(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}')
    expect(canonicalJson('a\uD800')).toBe('"a\uFFFD"')
  })
})

describe('the audit trail', () => {
  it('is empty and whole at first', async () => {
    expect(await verifyAudit(store.db)).toEqual({ ok: true, value: { seq: 0, hash: '0'.repeat(64) } })
  })

  it('holds what was done, by many at once, in one chain', async () => {
    const all = Array.from({ length: 8 }, (_, n) =>
      appendAudit(store.db, context, [excluded(`well ${n}`), excluded(`well ${n} again`)]),
    )
    await Promise.all(all)
    expect(await verifyAudit(store.db)).toMatchObject({ ok: true, value: { seq: 16 } })
    const entries = await readAudit(store.db, { target, limit: 100 })
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 16 }, (_, n) => 16 - n))
    expect(entries[0]).toMatchObject({
      personName: 'Ada',
      before: null,
      after: '{"row":1}',
      reason: 'bubble',
    })
  })

  it('holds what no database takes as it is', async () => {
    const odd = {
      action: 'rejected' as const,
      subject: 'zero \u0000 lone \uD800',
      before: ['\u0000', 1e-300],
      after: 'x'.repeat(9000),
    }
    await appendAudit(store.db, { ...context, person: { id: '', name: '\u0000' } }, [odd])
    expect(await verifyAudit(store.db)).toMatchObject({ ok: true })
    const [entry] = await readAudit(store.db, { target, limit: 1 })
    expect(entry).toMatchObject({ subject: 'zero \uFFFD lone \uFFFD', before: String.raw`["\u0000",1e-300]` })
    expect(entry?.after).toHaveLength(4001)
  })

  it('takes thousands of entries at once', async () => {
    const before = await verifyAudit(store.db)
    await appendAudit(
      store.db,
      context,
      Array.from({ length: 2500 }, (_, n) => excluded(`curve ${n}`)),
    )
    const after = await verifyAudit(store.db)
    if (!before.ok || !after.ok) throw new Error('broken')
    expect(after.value.seq - before.value.seq).toBe(2500)
  })

  it('stands or falls with what it tells of', async () => {
    const before = await verifyAudit(store.db)
    const failing = store.db.transaction(async (tx) => {
      await appendAudit(tx, context, [excluded('never')])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await verifyAudit(store.db)).toEqual(before)
  })

  it('is compared with an end that was noted earlier', async () => {
    const whole = await verifyAudit(store.db)
    if (!whole.ok) throw new Error('broken')
    const [entry] = await readAudit(store.db, { target, limit: 1, before: 6 })
    expect(await verifyAudit(store.db, `5:${entry?.hash}`)).toEqual(whole)
    expect(await verifyAudit(store.db, `5:${'a'.repeat(64)}`)).toMatchObject({
      error: { seq: 5, kind: 'not-as-known' },
    })
    expect(await verifyAudit(store.db, `9999:${entry?.hash}`)).toMatchObject({ error: { kind: 'missing' } })
    expect((await verifyAudit(store.db, 'nonsense')).ok).toBe(false)
  })

  it.each([
    ['an action', { action: 'rejected' as const }, 1],
    ['a part of a text, in any case', { text: 'WELL 3' }, 2],
    ['signs that mean something to the database', { text: '%' }, 0],
    ['a number', { before: 3 }, 2],
  ])('is searched by %s', async (_, query, count) => {
    expect(await readAudit(store.db, { target, limit: 100, ...query })).toHaveLength(count)
  })

  it('shows one analysis alone', async () => {
    const other = { ...target, tenantHost: 'other.benchling.com' }
    expect(await readAudit(store.db, { target: other, limit: 100 })).toEqual([])
  })

  it.each(["update audit_entries set reason = 'x'", 'delete from audit_entries', 'truncate audit_entries'])(
    'refuses: %s',
    async (statement) => {
      const cause = { message: 'the audit trail is append-only' }
      await expect(store.db.execute(sql.raw(statement))).rejects.toMatchObject({ cause })
      expect(await verifyAudit(store.db)).toMatchObject({ ok: true })
    },
  )
})

describe('a trail that somebody changed behind the database’s back', () => {
  /** Runs a statement without the trigger, says what the check finds, and undoes it all. */
  async function found(...statements: readonly string[]) {
    let answer: unknown
    const undone = store.db.transaction(async (tx) => {
      await tx.execute(sql`alter table audit_entries disable trigger all`)
      for (const statement of statements) await tx.execute(sql.raw(statement))
      await tx.execute(sql`alter table audit_entries enable trigger all`)
      answer = await verifyAudit(tx)
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    return answer
  }

  const swap = 'update audit_entries set seq = case seq when 4 then 5 else 4 end where seq in (4, 5)'

  it.each([
    ['a row removed', ['delete from audit_entries where seq = 7'], { seq: 7, kind: 'missing' }],
    ['the first row removed', ['delete from audit_entries where seq = 1'], { seq: 1, kind: 'missing' }],
    ['the end removed', ['delete from audit_entries where seq > 2000'], { seq: 2001, kind: 'missing' }],
    ['a reason edited', ["update audit_entries set reason = 'x' where seq = 9"], { seq: 9, kind: 'edited' }],
    [
      'a time edited',
      ["update audit_entries set at = at + interval '1 second' where seq = 9"],
      { seq: 9, kind: 'edited' },
    ],
    [
      'an author edited',
      ["update audit_entries set person_id = 'p2' where seq = 1"],
      { seq: 1, kind: 'edited' },
    ],
    [
      'rows put in another order',
      [
        'update audit_entries set seq = -seq where seq in (4, 5)',
        swap.replaceAll('seq when 4', 'seq when -4').replace('(4, 5)', '(-4, -5)'),
      ],
      { seq: 4, kind: 'edited' },
    ],
    [
      'a row added at the end',
      [
        'insert into audit_entries select 999999, at, person_id, person_name, tenant_host, analysis_id, action, subject, before, after, reason, request_id, previous, hash from audit_entries where seq = 1',
      ],
      { kind: 'missing' },
    ],
    ['the end of the chain forgotten', ['delete from audit_head'], { kind: 'end-differs' }],
  ])('tells of %s', async (_, statements, problem) => {
    expect(await found(...statements)).toMatchObject({ ok: false, error: problem })
  })

  it('tells of a row that was edited and hashed anew, by the one after it', async () => {
    const entries = await readAudit(store.db, { target, limit: 1, before: 7 })
    const forged = { ...entries[0], reason: 'forged' } as StoredAuditEntry
    const statement = `update audit_entries set reason = 'forged', hash = '${entryHash(forged)}' where seq = 6`
    expect(await found(statement)).toMatchObject({ ok: false, error: { seq: 7, kind: 'not-in-order' } })
  })
})
