import { describe, expect, it } from 'vitest'
import { rExampleFrame } from '../../data-frame/frame-fixture.ts'
import { guessMapping } from '../../data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from '../../workbench/initial-work.ts'
import { reduceWork } from '../../workbench/reduce-work.ts'
import type { Work, WorkAction } from '../../workbench/types.ts'
import { serialiseWork } from '../../workbench/write-work.ts'
import type { AuditContext } from '../audit/append.ts'
import { readAudit } from '../audit/read.ts'
import { verifyAudit } from '../audit/verify.ts'
import { storeForTests } from '../testing/test-store.ts'
import { draftActs } from './draft-acts.ts'
import { readDraft, saveDraft, type DraftPlace } from './drafts.ts'
import { workOf } from './read-work.ts'

const store = await storeForTests('drafts')

const target = { tenantHost: 'acme.benchling.com', analysisId: 'ana_1' }
const context: AuditContext = { person: { id: 'p', name: 'Ada' }, target, requestId: null }
const placeOf = (frameId: string, owner = 'p'): DraftPlace => ({ ...target, owner, frameId })
const trail = { context, acts: () => [{ action: 'excluded' as const, subject: 'a well' }] }
const save = (place: DraftPlace, base: number, work: string) =>
  saveDraft(store.db, { place, draft: { base, work } }, trail)

describe('saveDraft', () => {
  it('counts versions, and refuses what began from another one, with what is there', async () => {
    const place = placeOf('one')
    expect(await readDraft(store.db, place)).toBeNull()
    expect(await save(place, 0, 'a')).toEqual({ ok: true, value: 1 })
    expect(await save(place, 1, 'b')).toEqual({ ok: true, value: 2 })
    const stale = { ok: false, error: { kind: 'stale', draft: { version: 2, work: 'b' } } }
    expect(await save(place, 1, 'c')).toEqual(stale)
    expect(await save(place, 0, 'c')).toEqual(stale)
    expect(await save(placeOf('none'), 4, 'c')).toEqual({ ok: false, error: { kind: 'stale', draft: null } })
    expect(await readDraft(store.db, place)).toEqual({ version: 2, work: 'b' })
  })

  it.each([0, 1])('lets exactly one of many at once write over version %s', async (base) => {
    const place = placeOf('raced')
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => save(place, base, `from ${n}`)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    const there = await readDraft(store.db, place)
    expect(there?.work).toBe(`from ${answers.findIndex(({ ok }) => ok)}`)
  })

  it('writes and tells of it, or does neither', async () => {
    const place = placeOf('told')
    const before = await verifyAudit(store.db)
    const broken = {
      context,
      acts: () => {
        throw new Error('a bug')
      },
    }
    await expect(saveDraft(store.db, { place, draft: { base: 0, work: 'a' } }, broken)).rejects.toThrow(
      'a bug',
    )
    expect(await readDraft(store.db, place)).toBeNull()
    expect(await save(place, 7, 'a')).toMatchObject({ ok: false })
    expect(await verifyAudit(store.db)).toEqual(before)
    await save(place, 0, 'a')
    expect((await readAudit(store.db, { target, limit: 1 }))[0]).toMatchObject({ subject: 'a well' })
  })

  it('keeps the work of two people on one frame apart, and that of a hundred frames', async () => {
    await save(placeOf('shared'), 0, 'mine')
    expect(await save(placeOf('shared', 'q'), 0, 'yours')).toMatchObject({ ok: true })
    expect(await readDraft(store.db, placeOf('shared'))).toMatchObject({ work: 'mine' })
    for (let n = 0; n < 99; n++) await save(placeOf(`f${n}`, 'q'), 0, 'x')
    expect(await save(placeOf('f100', 'q'), 0, 'x')).toEqual({
      ok: false,
      error: { kind: 'too-many-drafts' },
    })
    expect(await save(placeOf('f1', 'q'), 1, 'x')).toMatchObject({ ok: true })
  })
})

const FRAME = rExampleFrame()
const FIRST = initialWork(guessMapping(FRAME))
const AT = '2026-03-01T12:00:00Z'
const after = (work: Work, ...actions: readonly WorkAction[]) =>
  actions.reduce((history, action) => reduceWork(history, action, AT), initialHistory(work)).present

const exclusion = {
  row: 3,
  responseColumn: 2,
  cause: 'hand' as const,
  reason: 'bubble',
  author: 'you',
  at: AT,
}
const review = { mark: 'approved' as const, reason: '', note: '', basis: 'b', author: 'you', at: AT }

describe('draftActs', () => {
  it('says nothing of a table that was only opened', () => {
    expect(draftActs(null, FIRST)).toEqual([])
    expect(draftActs(FIRST, FIRST)).toEqual([])
  })

  it('tells of exclusions, overrides and marks with old and new value and reason, and of their taking back', () => {
    const excluded: Work = { ...FIRST, exclusions: { '3:2': exclusion } }
    const told = { cause: 'hand', reason: 'bubble', signed: 'you' }
    const subject = 'row 4, column 3'
    expect(draftActs(FIRST, excluded)).toEqual([
      { action: 'excluded', subject, before: undefined, after: told, reason: 'bubble' },
    ])
    expect(draftActs(excluded, FIRST)).toEqual([
      { action: 'included', subject, before: told, after: undefined, reason: null },
    ])
    const override = { verdict: 'not-determined' as const, reason: 'two plateaus', author: 'you', at: AT }
    const judged: Work = { ...FIRST, overrides: { HeLa: override }, reviews: { HeLa: review } }
    expect(draftActs(FIRST, judged)).toMatchObject([
      { action: 'overrode', subject: 'curve HeLa', after: 'not-determined', reason: 'two plateaus' },
      { action: 'approved', subject: 'curve HeLa', after: { mark: 'approved' } },
    ])
    const rejected: Work = { ...judged, reviews: { HeLa: { ...review, mark: 'rejected', reason: 'noisy' } } }
    expect(draftActs(judged, rejected)).toMatchObject([
      { action: 'rejected', before: { mark: 'approved' }, after: { mark: 'rejected' }, reason: 'noisy' },
    ])
    expect(draftActs(judged, FIRST).map(({ action }) => action)).toEqual(['override-removed', 'mark-removed'])
  })

  it('tells of what shapes the fits: policy, method, settings of a curve', () => {
    const set = after(
      FIRST,
      { kind: 'set-policy', policy: 'r-example' },
      {
        kind: 'set-constraint',
        curveId: 'HeLa',
        parameter: 'top',
        constraint: { kind: 'fixed', value: 100 },
        label: 'x',
        gesture: null,
      },
    )
    const acts = draftActs(FIRST, set)
    expect(acts).toContainEqual({
      action: 'settings-changed',
      subject: 'policy',
      before: 'free',
      after: set.policy,
    })
    expect(acts.map(({ subject }) => subject)).toContain('settings of curve HeLa')
  })

  it('reads a draft by the columns it names', () => {
    const work: Work = { ...FIRST, exclusions: { '3:2': exclusion } }
    const text = serialiseWork(work, FRAME.columns)
    expect(workOf(text)).toMatchObject({ exclusions: { '3:2': exclusion } })
    for (const bad of ['', '{}', '[]', 'null', '{"columns":[1]}', text.slice(1)])
      expect(workOf(bad)).toBeNull()
  })
})
