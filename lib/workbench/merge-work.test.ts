import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { mergeHistory } from './merge-work.ts'
import { reduceWork } from './reduce-work.ts'
import type { Policy, ReviewMark, WorkAction, WorkHistory } from './types.ts'
import { anyWorkAction, NORMALISE } from './work-arbitraries.ts'

const BASE = initialWork(guessMapping(rExampleFrame()))
const START = initialHistory(BASE)
const FREE = { kind: 'free' } as const
const after = (start: WorkHistory, ...actions: readonly WorkAction[]) =>
  actions.reduce((before, action) => reduceWork(before, action), start)

const marking = (curveId: string, mark: ReviewMark): WorkAction => ({
  kind: 'set-review',
  reviews: [
    {
      curveId,
      review: { mark, reason: '', note: '', basis: 'b', author: 'you', at: '2026-03-01T12:00:00Z' },
    },
  ],
  label: `${mark} ${curveId}`,
})
const marks = ({ present }: WorkHistory) =>
  Object.fromEntries(Object.entries(present.reviews).map(([id, { mark }]) => [id, mark]))

describe('two tabs on one analysis', () => {
  it('have what both have marked', () => {
    const here = after(START, marking('a', 'approved'))
    const there = after(START, marking('b', 'rejected'), { kind: 'set-policy', policy: 'r-example' }).present
    const merged = mergeHistory(here, { base: BASE, theirs: there })
    expect(marks(merged)).toEqual({ a: 'approved', b: 'rejected' })
    expect(merged.present.policy).toBe('r-example')
  })

  it('keep this tab’s mark of a curve that both have marked since', () => {
    const here = after(START, marking('a', 'approved'))
    const there = after(START, marking('a', 'rejected'), marking('b', 'rejected')).present
    expect(marks(mergeHistory(here, { base: BASE, theirs: there }))).toEqual({ a: 'approved', b: 'rejected' })
  })

  it('have the policies and the groups of both, so that none holds that is not there', () => {
    const policy = (title: string): Policy => ({
      name: `own:${title}`,
      title,
      version: 1,
      model: 'logistic4',
      constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
      covariance: 'expected',
      level: 0.9,
      method: null,
    })
    const take = (title: string): WorkAction => ({ kind: 'take-policy', policy: policy(title), label: title })
    const settings = { constraints: { bottom: FREE } }
    const group = (name: string): WorkAction => ({ kind: 'set-group', group: name, settings, label: name })
    // Here one was made and left again, so that the policy that holds is the one of the start.
    const here = after(START, take('ours'), { kind: 'set-policy', policy: BASE.policy }, group('0:a'))
    const there = after(START, take('theirs'), group('0:b')).present
    const { present } = mergeHistory(here, { base: BASE, theirs: there })
    expect(present.policy).toBe('own:theirs')
    expect(Object.keys(present.policies)).toEqual(['own:ours', 'own:theirs'])
    expect(Object.keys(present.groups)).toEqual(['0:a', '0:b'])
  })

  it('see a mark that the other took back', () => {
    const base = after(START, marking('a', 'approved'), marking('b', 'approved')).present
    const there = after(initialHistory(base), {
      kind: 'set-review',
      reviews: [{ curveId: 'a', review: null }],
      label: 'take back',
    }).present
    expect(marks(mergeHistory(initialHistory(base), { base, theirs: there }))).toEqual({ b: 'approved' })
  })

  it('undo their own steps and not the other’s', () => {
    const here = after(START, marking('a', 'approved'), marking('c', 'rejected'))
    const there = after(START, marking('b', 'rejected')).present
    const merged = mergeHistory(here, { base: BASE, theirs: there })
    const undone = after(merged, { kind: 'undo' }, { kind: 'undo' })
    expect(marks(undone)).toEqual({ b: 'rejected' })
    expect(marks(after(undone, { kind: 'redo' }))).toEqual({ a: 'approved', b: 'rejected' })
  })

  it('have one scale where one normalises and the other changes the mapping', () => {
    const raw = { ...BASE.mapping, responseUnit: 'RLU' }
    const base = { ...BASE, mapping: raw }
    const here = after(initialHistory(base), {
      kind: 'set-mapping',
      mapping: { ...raw, doseUnit: 'nM' },
      label: 'dose unit',
    })
    const there = after(initialHistory(base), NORMALISE).present
    const { mapping, normalisation } = mergeHistory(here, { base, theirs: there }).present
    expect([mapping.doseUnit, mapping.responseUnit, normalisation?.rawUnit]).toEqual(['nM', '%', 'RLU'])
    expect(mapping.role?.controlValues).toEqual(['DMSO', 'pos'])
  })

  it('come to the other’s work where nothing was done here, whatever was done there', () => {
    fc.assert(
      fc.property(fc.array(anyWorkAction, { maxLength: 12 }), (actions) => {
        const there = after(START, ...actions).present
        expect(mergeHistory(START, { base: BASE, theirs: there }).present).toEqual(there)
      }),
    )
  })

  it('lose nothing of this tab where the other has done nothing', () => {
    fc.assert(
      fc.property(fc.array(anyWorkAction, { maxLength: 12 }), (actions) => {
        const here = after(START, ...actions)
        expect(mergeHistory(here, { base: BASE, theirs: BASE })).toBe(here)
      }),
    )
  })
})
