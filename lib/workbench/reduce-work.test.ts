import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialHistory, initialWork } from './initial-work.ts'
import { HISTORY_LIMIT, reduceWork } from './reduce-work.ts'
import type { CurveSettings, Exclusion, Work, WorkAction, WorkHistory } from './types.ts'
import { anyWorkAction } from './work-arbitraries.ts'

const WORK: Work = {
  ...initialWork({
    mapping: {
      dose: 1,
      responses: [2, 3],
      groups: [0],
      replicate: null,
      role: null,
      doseUnit: 'unknown',
      responseUnit: '%',
    },
  }),
}
const START = initialHistory(WORK)

function after(...actions: readonly WorkAction[]): WorkHistory {
  return actions.reduce((before, action) => reduceWork(before, action), START)
}

function fixTop(value: number, gesture: string | null): WorkAction {
  const constraint = { kind: 'fixed', value } as const
  return {
    kind: 'set-constraint',
    curveId: 'c',
    parameter: 'top',
    constraint,
    label: `fix top at ${value}`,
    gesture,
  }
}

function exclusion(row: number): Exclusion {
  return {
    row,
    responseColumn: 2,
    cause: 'hand',
    reason: 'bubble',
    author: 'you',
    at: '2026-03-01T12:00:00Z',
  }
}

const EXCLUDE: WorkAction = {
  kind: 'exclude',
  exclusions: [exclusion(4), exclusion(5)],
  label: 'exclude 2 points',
}

it('takes the work of a file as one step, which undo takes back', () => {
  const work: Work = { ...WORK, policy: 'r-example' }
  const taken = after(EXCLUDE, { kind: 'take-work', work, label: 'open a fit file' })
  expect(taken.present).toEqual(work)
  expect(taken.past.at(-1)?.label).toBe('open a fit file')
  expect(reduceWork(taken, { kind: 'undo' }).present).toEqual(after(EXCLUDE).present)
})

describe('reduceWork', () => {
  it('names each step and takes it back', () => {
    const history = after(EXCLUDE, fixTop(100, null))
    expect(history.past.map((step) => step.label)).toEqual(['exclude 2 points', 'fix top at 100'])
    expect(Object.keys(history.present.exclusions)).toEqual(['4:2', '5:2'])
    const undone = reduceWork(history, { kind: 'undo' })
    expect(undone.present.curves).toEqual({})
    expect(undone.future.map((step) => step.label)).toEqual(['fix top at 100'])
  })

  it('joins the steps of one gesture and keeps the work from before it', () => {
    const history = after(fixTop(90, 'drag-1'), fixTop(95, 'drag-1'), fixTop(97, 'drag-1'))
    expect(history.past.map((step) => step.label)).toEqual(['fix top at 97'])
    expect(reduceWork(history, { kind: 'undo' }).present).toEqual(WORK)
  })

  it.each([
    ['another gesture', fixTop(95, 'drag-2'), 2],
    ['no gesture', fixTop(95, null), 2],
    ['another kind of edit between', EXCLUDE, 2],
  ])('starts a new step after %s', (_, action, steps) => {
    expect(after(fixTop(90, 'drag-1'), action).past.length).toBe(steps)
  })

  it('does not join a step that was taken back', () => {
    const history = after(fixTop(90, 'a'), fixTop(95, 'b'), { kind: 'undo' }, fixTop(80, 'a'))
    expect(history.past.map((step) => step.label)).toEqual(['fix top at 90', 'fix top at 80'])
    expect(history.future).toEqual([])
  })

  it.each<readonly [string, WorkAction]>([
    ['the policy it has', { kind: 'set-policy', policy: 'free' }],
    [
      'including what is not excluded',
      { kind: 'include', points: [{ row: 1, responseColumn: 2 }], label: 'x' },
    ],
    ['resetting what is not set', { kind: 'reset-constraint', curveId: 'c', parameter: 'top', label: 'x' }],
    ['undo at the beginning', { kind: 'undo' }],
    ['redo at the end', { kind: 'redo' }],
  ])('returns the very same history for %s', (_, action) => {
    expect(reduceWork(START, action)).toBe(START)
  })

  it('includes points again, one by one', () => {
    const history = after(EXCLUDE, {
      kind: 'include',
      points: [{ row: 4, responseColumn: 2 }],
      label: 'include',
    })
    expect(history.present.exclusions).toEqual({ '5:2': exclusion(5) })
  })

  it('leaves no trace of a setting that is reset', () => {
    const history = after(fixTop(90, null), {
      kind: 'reset-constraint',
      curveId: 'c',
      parameter: 'top',
      label: 'reset top',
    })
    expect(history.present).toEqual(WORK)
  })

  it('confirms the mapping, also when it stays as guessed', () => {
    const history = after({ kind: 'set-mapping', mapping: WORK.mapping, label: 'confirm columns' })
    expect(history.present).toEqual({ ...WORK, isMappingConfirmed: true })
  })

  it('keeps an override until it is taken back', () => {
    const override = {
      verdict: 'not-determined' as const,
      reason: 'plate was warm',
      author: 'you',
      at: '2026-03-01T12:00:00Z',
    }
    const set: WorkAction = { kind: 'set-override', curveIds: ['c'], override, label: 'override c' }
    expect(after(set).present.overrides).toEqual({ c: override })
    expect(after(set, { ...set, override: null }).present).toEqual(WORK)
  })

  it('takes an answer with its mapping and exclusions as one step', () => {
    const mapping = { ...WORK.mapping, doseUnit: 'nM' as const }
    const history = after(EXCLUDE, {
      kind: 'answer',
      questionId: 'copied-rows',
      answer: 'keep-one',
      mapping,
      include: [{ row: 4, responseColumn: 2 }],
      exclude: [exclusion(9)],
      label: 'keep one of the copied rows',
    })
    expect(history.past).toHaveLength(2)
    expect(history.present).toEqual({
      ...WORK,
      mapping,
      isMappingConfirmed: true,
      answers: { 'copied-rows': 'keep-one' },
      exclusions: { '5:2': exclusion(5), '9:2': exclusion(9) },
    })
  })

  it('jumps over several steps, and no further than there are', () => {
    const history = after(EXCLUDE, fixTop(100, null), fixTop(90, null))
    const back = reduceWork(history, { kind: 'jump', steps: -2 })
    expect(back.past.map(({ label }) => label)).toEqual(['exclude 2 points'])
    expect(reduceWork(back, { kind: 'jump', steps: 9 })).toEqual(history)
  })

  it('forgets the oldest steps past the limit', () => {
    const history = after(...Array.from({ length: HISTORY_LIMIT + 5 }, (_, i) => fixTop(i, null)))
    expect(history.past.length).toBe(HISTORY_LIMIT)
    expect(history.past[0]?.label).toBe('fix top at 5')
  })

  it('restores saved work with nothing to undo', () => {
    const saved = { ...WORK, policy: 'r-example' as const }
    expect(after(EXCLUDE, { kind: 'restore', work: saved })).toEqual({ past: [], present: saved, future: [] })
  })
})

describe('undo and redo, whatever the edits', () => {
  const edits = fc.array(anyWorkAction, { minLength: 1, maxLength: 25 })

  it('undo then redo changes nothing', () => {
    fc.assert(
      fc.property(edits, (actions) => {
        const history = after(...actions)
        fc.pre(history.past.length > 0)
        const back = reduceWork(reduceWork(history, { kind: 'undo' }), { kind: 'redo' })
        expect(back).toEqual(history)
      }),
    )
  })

  it('undoing everything gives the work it began with, redoing everything the work it ended with', () => {
    fc.assert(
      fc.property(edits, (actions) => {
        const end = after(...actions)
        const undone = end.past.reduce((history) => reduceWork(history, { kind: 'undo' }), end)
        expect(undone.present).toEqual(WORK)
        const redone = undone.future.reduce((history) => reduceWork(history, { kind: 'redo' }), undone)
        expect(redone.present).toEqual(end.present)
      }),
    )
  })

  it('never changes a history it was given', () => {
    fc.assert(
      fc.property(edits, anyWorkAction, (actions, action) => {
        const history = after(...actions)
        const copy = structuredClone(history)
        reduceWork(history, action)
        expect(history).toEqual(copy)
      }),
    )
  })
})

describe('normalising', () => {
  const CHOSEN = {
    kind: 'inhibition',
    column: 4,
    negative: ['DMSO'],
    positive: ['pos'],
    by: [5],
    centre: 'mean',
  } as const
  const normalise = (normalisation: Extract<WorkAction, { kind: 'set-normalisation' }>['normalisation']) =>
    ({ kind: 'set-normalisation', normalisation, label: 'normalise' }) as const
  const raw: WorkAction = {
    kind: 'set-mapping',
    mapping: { ...WORK.mapping, responseUnit: 'RLU', role: { column: 4, controlValues: ['blank'] } },
    label: 'unit',
  }
  const hold = (parameter: 'top' | 'hill', value: number): WorkAction => ({
    kind: 'set-constraint',
    curveId: 'c',
    parameter,
    constraint: { kind: 'fixed', value },
    label: `fix ${parameter}`,
    gesture: null,
  })

  it('takes unit and controls along, and gives the unit back', () => {
    const history = after(raw, normalise(CHOSEN))
    const { mapping, normalisation } = history.present
    expect([mapping.responseUnit, normalisation?.rawUnit]).toEqual(['%', 'RLU'])
    expect(mapping.role).toEqual({ column: 4, controlValues: ['blank', 'DMSO', 'pos'] })
    const medians = reduceWork(history, normalise({ ...CHOSEN, centre: 'median' }))
    expect(medians.present.normalisation?.rawUnit).toBe('RLU')
    expect(reduceWork(medians, normalise(null)).present.mapping.responseUnit).toBe('RLU')
    expect(reduceWork(history, { kind: 'undo' }).present).toEqual(after(raw).present)
  })

  it('ends limits of plateaus on the other scale, and keeps slopes and what stays on the scale', () => {
    const before = after(raw, hold('top', 50_000), hold('hill', 1))
    const on = reduceWork(before, normalise(CHOSEN))
    expect(Object.keys(on.present.curves.c?.constraints ?? {})).toEqual(['hill'])
    const held = reduceWork(on, hold('top', 100))
    const medians = reduceWork(held, normalise({ ...CHOSEN, centre: 'median' }))
    expect(Object.keys(medians.present.curves.c?.constraints ?? {}).toSorted()).toEqual(['hill', 'top'])
  })

  it('takes an answer about the unit for one about the values as measured', () => {
    const on = after(raw, normalise(CHOSEN))
    const { mapping, normalisation } = reduceWork(on, {
      kind: 'answer',
      questionId: 'scale||Signal',
      answer: 'fraction',
      mapping: { ...on.present.mapping, responseUnit: 'fraction' },
      label: 'answer: read as fractions',
    }).present
    expect([mapping.responseUnit, normalisation?.rawUnit]).toEqual(['%', 'fraction'])
  })

  it('leaves nothing of a curve that only held a plateau', () => {
    expect(after(hold('top', 100), normalise(CHOSEN)).present.curves).toEqual({})
  })

  it('ends what a group holds on the other scale, too', () => {
    const fixed = { kind: 'fixed', value: 50_000 } as const
    const set = (group: string, constraints: CurveSettings['constraints']): WorkAction => ({
      kind: 'set-group',
      group,
      settings: { constraints },
      label: group,
    })
    const work = after(
      raw,
      set('0:HeLa', { top: fixed, hill: { kind: 'fixed', value: 1 } }),
      set('0:A549', { top: fixed }),
      normalise(CHOSEN),
    ).present
    expect(work.groups).toEqual({ '0:HeLa': { constraints: { hill: { kind: 'fixed', value: 1 } } } })
  })
})

it('keeps when each step was done, and of a gesture its newest act', () => {
  const first = reduceWork(initialHistory(WORK), fixTop(90, 'drag-1'), '2026-11-26T09:00:00Z')
  const joined = reduceWork(first, fixTop(91, 'drag-1'), '2026-11-26T09:00:05Z')
  const next = reduceWork(joined, fixTop(92, 'drag-2'), '2026-11-26T09:01:00Z')
  expect(next.past.map(({ at }) => at)).toEqual(['2026-11-26T09:00:05Z', '2026-11-26T09:01:00Z'])
  const undone = reduceWork(next, { kind: 'undo' }, '2026-11-26T09:02:00Z')
  expect(undone.future[0]?.at).toBe('2026-11-26T09:01:00Z')
})
