import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf, rExampleFrame } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import type { VerdictKind } from '../fit/types.ts'
import { potencyAt, rExampleFit } from './fit-fixture.ts'
import { initialHistory, initialWork } from './initial-work.ts'
import { reduceWork } from './reduce-work.ts'
import { fitBasis, restReason, reviewProgress, reviewState } from './review.ts'
import type { Review, ReviewMark, Work, WorkAction } from './types.ts'

const FRAME = rExampleFrame()
const WORK = initialWork(guessMapping(FRAME))
const CURVES = buildCurves(FRAME, WORK.mapping)
const [FIRST, SECOND] = CURVES as [CurveData, CurveData]

function review(work: Work, curve: CurveData, mark: ReviewMark): Review {
  return {
    mark,
    reason: '',
    note: '',
    basis: fitBasis(work, curve),
    author: 'you',
    at: '2026-03-01T12:00:00Z',
  }
}

function marking(work: Work, mark: ReviewMark, gesture?: string): WorkAction {
  return {
    kind: 'set-review',
    reviews: [{ curveId: FIRST.id, review: review(work, FIRST, mark) }],
    label: mark,
    ...(gesture !== undefined && { gesture }),
  }
}

const EXCLUSION = { cause: 'hand', reason: 'bubble', author: 'you', at: '2026-03-01T12:00:00Z' } as const
const excluding = (curve: CurveData): WorkAction => ({
  kind: 'exclude',
  exclusions: [{ row: curve.rows[0] ?? 0, responseColumn: curve.responseColumn, ...EXCLUSION }],
  label: 'exclude',
})

function after(...actions: readonly WorkAction[]): Work {
  return actions.reduce((before, action) => reduceWork(before, action), initialHistory(WORK)).present
}

describe('reviewState', () => {
  it.each(['approved', 'rejected', 'look-again'] as const)('is the mark given: %s', (mark) => {
    const work = after(marking(WORK, mark))
    expect([FIRST, SECOND].map((curve) => reviewState(work, curve))).toEqual([mark, 'unreviewed'])
  })

  const changes: readonly (readonly [string, WorkAction, boolean])[] = [
    ['a point of the curve is excluded', excluding(FIRST), true],
    ['a point of another readout is excluded', excluding(SECOND), false],
    [
      'its model changes',
      { kind: 'set-model', curveIds: [FIRST.id], model: 'logistic5', label: 'model' },
      true,
    ],
    [
      'the model of another curve changes',
      { kind: 'set-model', curveIds: [SECOND.id], model: 'logistic5', label: 'model' },
      false,
    ],
    ['another policy holds', { kind: 'set-policy', policy: 'r-example' }, true],
    [
      'the dose is in another unit',
      { kind: 'set-mapping', mapping: { ...WORK.mapping, doseUnit: 'mM' }, label: 'unit' },
      true,
    ],
    [
      'only the limit of a warning moves',
      { kind: 'set-method', method: { ...WORK.method, foldLimit: 10 }, label: 'limit' },
      false,
    ],
  ]
  it.each(changes)('after approval, when %s', (_, change, isChanged) => {
    const work = after(marking(WORK, 'approved'), change)
    expect(reviewState(work, FIRST)).toBe(isChanged ? 'changed' : 'approved')
  })

  it('is as it was once the change is undone', () => {
    const work = after(marking(WORK, 'approved'), excluding(FIRST), { kind: 'undo' })
    expect(reviewState(work, FIRST)).toBe('approved')
  })
})

describe('fitBasis', () => {
  const table = (rows: readonly (readonly [string, number, number])[]) =>
    frameOf(
      ['Compound', 'Dose (µM):Float', 'Inhibition (%):Float'],
      rows.map(([name, dose, response]) => [name, String(dose), String(response)]),
    )
  const basisOf = (rows: readonly (readonly [string, number, number])[]) => {
    const frame = table(rows)
    const work = initialWork(guessMapping(frame))
    const [curve] = buildCurves(frame, work.mapping)
    return curve && fitBasis(work, curve)
  }
  const ROWS = [1, 3, 10, 30, 100].map((dose, i) => ['A', dose, 10 + 20 * i] as const)

  it('does not mind the order of the rows, and does mind a value', () => {
    expect(basisOf(ROWS.toReversed())).toBe(basisOf(ROWS))
    expect(basisOf(ROWS.map((row, i) => (i === 2 ? (['A', 10, 51] as const) : row)))).not.toBe(basisOf(ROWS))
  })
})

describe('a reviewer’s step', () => {
  it('is undone and redone, and a reason given at once is no step of its own', () => {
    const withReason: WorkAction = {
      kind: 'set-review',
      reviews: [{ curveId: FIRST.id, review: { ...review(WORK, FIRST, 'rejected'), reason: 'noisy data' } }],
      label: 'reject, noisy data',
      gesture: 'mark-1',
    }
    const marked = [marking(WORK, 'rejected', 'mark-1'), withReason].reduce(
      (before, action) => reduceWork(before, action),
      initialHistory(WORK),
    )
    expect(marked.past.map(({ label }) => label)).toEqual(['reject, noisy data'])
    const undone = reduceWork(marked, { kind: 'undo' })
    expect(undone.present.reviews).toEqual({})
    expect(reduceWork(undone, { kind: 'redo' }).present.reviews[FIRST.id]?.reason).toBe('noisy data')
  })
})

describe('reviewProgress', () => {
  it('counts what needs no more looking at', () => {
    const progress = reviewProgress(['approved', 'rejected', 'look-again', 'changed', 'unreviewed'])
    expect(progress.text).toBe('2 of 5 reviewed')
  })
})

describe('restReason', () => {
  const fitted = (kind: VerdictKind, flags: readonly string[] = []) => {
    const verdict = { kind, rule: 'reportable' as const, text: '' }
    return rExampleFit({ relative: potencyAt(22.9, { verdict }), flags })
  }
  it.each([
    ['a reportable curve goes along', fitted('reportable'), null],
    ['so does one above the tested doses', fitted('above-range', ['top-dose-too-low']), null],
    ['so does one without a response', fitted('no-response', ['no-response']), null],
    ['an estimated one is left', fitted('estimated', ['wide-interval']), 'flagged'],
    ['lack of fit leaves a reportable one', fitted('reportable', ['lack-of-fit']), 'flagged'],
    ['a proposed outlier leaves it', fitted('reportable', ['outlier-proposed']), 'flagged'],
    ['nothing determined', fitted('not-determined'), 'not-determined'],
    ['no fit', rExampleFit({ parameters: [], flags: ['no-fit'] }), 'no-fit'],
    ['its fit still runs', null, 'not-fitted'],
  ] as const)('%s', (_, fit, reason) => {
    expect(restReason('unreviewed', fit)).toBe(reason)
  })

  it('never marks a curve anew that somebody has marked', () => {
    expect(restReason('look-again', fitted('reportable'))).toBe('marked')
    expect(restReason('changed', fitted('reportable'))).toBe('marked')
  })
})

it('counts a mark as changed where a limit of the verdict is set for its curve or group alone', () => {
  const work: Work = { ...WORK, reviews: { [FIRST.id]: review(WORK, FIRST, 'approved') } }
  const own = { constraints: {}, limits: { wideFold: 2 } }
  expect(reviewState({ ...work, curves: { [FIRST.id]: own } }, FIRST)).toBe('changed')
  expect(reviewState({ ...work, curves: { [SECOND.id]: own } }, FIRST)).toBe('approved')
  // A limit that is the usual one asks for nothing else.
  const usual = { constraints: {}, limits: { wideFold: 10 } }
  expect(reviewState({ ...work, curves: { [FIRST.id]: usual } }, FIRST)).toBe('approved')
})
