import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { mergeHistory } from './merge-work.ts'
import { reduceWork } from './reduce-work.ts'
import { parseSavedWork } from './saved-work.ts'
import type { Policy, Work, WorkAction, WorkHistory } from './types.ts'
import { anyWorkAction, NORMALISE } from './work-arbitraries.ts'
import { serialiseWork } from './write-work.ts'

const COLUMNS = ['a', 'b', 'c', 'd', 'e', 'f'].map((displayName) => ({
  displayName,
  typeName: 'Float' as const,
}))
const BASE = initialWork(guessMapping(rExampleFrame()))
const RAW: Work = { ...BASE, mapping: { ...BASE.mapping, responseUnit: 'RLU' } }
const FREE = { kind: 'free' } as const
const UNDO = { kind: 'undo' } as const

const anyStep: fc.Arbitrary<WorkAction> = fc.oneof(
  { weight: 4, arbitrary: anyWorkAction },
  { weight: 1, arbitrary: fc.constantFrom(UNDO, { kind: 'redo' as const }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('own:one', 'own:__proto__')
      .map((policy) => ({ kind: 'set-policy' as const, policy })),
  },
)
const steps = fc.array(anyStep, { maxLength: 8 })

function after(start: WorkHistory, actions: readonly WorkAction[]): WorkHistory {
  return actions.reduce((before, action) => reduceWork(before, action), start)
}

function worksOf({ past, present, future }: WorkHistory): readonly Work[] {
  return [...past.map(({ work }) => work), present, ...future.map(({ work }) => work)]
}

const reread = (work: Work) => parseSavedWork(serialiseWork(work, COLUMNS), COLUMNS)

const take = (name: string): WorkAction => {
  const constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }
  const policy: Policy = {
    name,
    title: name,
    version: 1,
    model: 'logistic4',
    constraints,
    covariance: 'expected',
    level: 0.9,
    method: null,
  }
  return { kind: 'take-policy', policy, label: name }
}
const hold = (curveId: string, value: number): WorkAction => ({
  kind: 'set-constraint',
  curveId,
  parameter: 'top',
  constraint: { kind: 'fixed', value },
  label: 'hold the top',
  gesture: null,
})
const holdGroup = (group: string, value: number): WorkAction => ({
  kind: 'set-group',
  group,
  settings: { constraints: { top: { kind: 'fixed', value } } },
  label: 'hold the top',
})
const IN_NANOMOLAR: WorkAction = {
  kind: 'set-mapping',
  mapping: { ...RAW.mapping, doseUnit: 'nM' },
  label: 'dose unit',
}

describe('the work of two tabs, put together', () => {
  it('is read back as it was, with every step that can be undone or redone', () => {
    fc.assert(
      fc.property(steps, steps, steps, (before, here, there) => {
        const base = after(initialHistory(BASE), before)
        const theirs = after(base, there).present
        const merged = mergeHistory(after(base, here), { base: base.present, theirs })
        for (const work of worksOf(merged)) expect(reread(work)).toEqual({ ok: true, value: work })
      }),
      { numRuns: 60 },
    )
  })

  it('has every exclusion, mark, override, kept well and answer of both', () => {
    fc.assert(
      fc.property(steps, steps, steps, (before, here, there) => {
        const base = after(initialHistory(BASE), before).present
        const ours = after(initialHistory(base), here)
        const theirs = after(initialHistory(base), there).present
        const merged = mergeHistory(ours, { base, theirs }).present
        for (const part of ['exclusions', 'reviews', 'overrides', 'keptOutliers', 'answers'] as const) {
          const entry = (work: Work, key: string): unknown => new Map(Object.entries(work[part])).get(key)
          for (const key of [base, ours.present, theirs].flatMap((work) => Object.keys(work[part]))) {
            const isOurs = JSON.stringify(entry(ours.present, key)) !== JSON.stringify(entry(base, key))
            expect(entry(merged, key)).toEqual(entry(isOurs ? ours.present : theirs, key))
          }
        }
      }),
    )
  })

  it('keeps a policy that holds here where the other took back its taking', () => {
    const base = after(initialHistory(BASE), [take('own:one')])
    // Taken back there, and here put back after another: the undo in between goes through works that had it.
    const theirs = after(base, [UNDO]).present
    const ours = after(base, [take('own:two'), { kind: 'set-policy', policy: 'own:one' }, take('own:three')])
    const merged = mergeHistory(ours, { base: base.present, theirs })
    for (const work of worksOf(merged)) expect(reread(work).ok).toBe(true)
    expect(after(merged, [UNDO]).present.policy).toBe('own:one')
  })

  it('has no level of the scale before, whoever set the scale', () => {
    const normalised = after(initialHistory(RAW), [NORMALISE, hold('b', 100)])
    const held = after(initialHistory(RAW), [hold('a', 48_000)])
    const there = mergeHistory(held, { base: RAW, theirs: normalised.present }).present
    const here = mergeHistory(normalised, { base: RAW, theirs: held.present })
    for (const { curves, normalisation } of [there, here.present]) {
      expect(normalisation?.kind).toBe('inhibition')
      expect(curves).toEqual({ b: { constraints: { top: { kind: 'fixed', value: 100 } } } })
    }
    // Before its own normalisation this tab is on the scale of the other's level.
    expect(after(here, [UNDO, UNDO]).present.curves).toEqual(held.present.curves)
  })

  it('has no level that a group was held to on the scale before', () => {
    const normalised = after(initialHistory(RAW), [NORMALISE, holdGroup('0:b', 100)])
    const held = after(initialHistory(RAW), [holdGroup('0:a', 48_000)])
    for (const [ours, theirs] of [
      [held, normalised],
      [normalised, held],
    ] as const) {
      const { groups } = mergeHistory(ours, { base: RAW, theirs: theirs.present }).present
      expect(groups).toEqual({ '0:b': { constraints: { top: { kind: 'fixed', value: 100 } } } })
    }
    // The normalisation comes anew into a mapping of this tab's own: levels on its scale stay.
    const mapped = after(initialHistory(RAW), [IN_NANOMOLAR])
    const { groups } = mergeHistory(mapped, { base: RAW, theirs: normalised.present }).present
    expect(groups).toEqual(normalised.present.groups)
  })

  it('keeps unit and controls of a normalisation that is done again over the other’s mapping', () => {
    const ours = after(initialHistory(RAW), [NORMALISE, UNDO])
    const theirs = after(initialHistory(RAW), [IN_NANOMOLAR]).present
    const { mapping, normalisation } = after(mergeHistory(ours, { base: RAW, theirs }), [
      { kind: 'redo' },
    ]).present
    expect([mapping.doseUnit, mapping.responseUnit, normalisation?.rawUnit]).toEqual(['nM', '%', 'RLU'])
    expect(mapping.role?.controlValues).toEqual(['DMSO', 'pos'])
  })
})
