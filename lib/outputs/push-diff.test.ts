import { describe, expect, it } from 'vitest'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from './output-fixture.ts'
import { pushDiff, type CurveDiff } from './push-diff.ts'
import { pushStateOf } from './push-state-of.ts'
import { PushedState } from './pushed-state.ts'
import { withEarlier } from './with-earlier.ts'
import type { FittedCurve, OutputContext } from './types.ts'

const stateOf = (curves: readonly FittedCurve[], change: Partial<OutputContext> = {}) =>
  PushedState.parse(JSON.parse(JSON.stringify(pushStateOf({ ...outputContext(curves), ...change }))))
const [A, B] = [EXAMPLE_24H, EXCLUDED_48H]
const ALL = new Set([A.curve.id, B.curve.id])
const only = (before: FittedCurve, now: FittedCurve): CurveDiff | undefined =>
  pushDiff(stateOf([before]), stateOf([now]), ALL).curves[0]

/** The same curve with its midpoint moved by so many decades. */
function moved(fitted: FittedCurve, decades: number): FittedCurve {
  const { relative } = fitted.fit
  return withFit(fitted, { relative: { ...relative, logDose: (relative.logDose ?? 0) + decades } })
}

const limited = (fitted: FittedCurve, qualifier: '>' | '<') =>
  withFit(fitted, {
    relative: {
      ...fitted.fit.relative,
      logDose: 2,
      qualifier,
      verdict: { ...fitted.fit.relative.verdict, kind: 'above-range' },
    },
  })

describe('where a curve stands', () => {
  it('is new before any push', () => {
    const { curves, counts } = pushDiff(null, stateOf([A, B]), ALL)
    expect(curves.map(({ fate, before }) => [fate, before])).toEqual([
      ['new', null],
      ['new', null],
    ])
    expect(counts.new).toBe(2)
  })

  it('is unchanged where all that is said of it is the same, whatever stands beside it', () => {
    const { curves, counts } = pushDiff(stateOf([A]), stateOf([B, A]), ALL)
    expect(curves.map(({ id, fate }) => [id, fate])).toEqual([
      [B.curve.id, 'new'],
      [A.curve.id, 'unchanged'],
    ])
    expect(counts).toEqual({ new: 1, changed: 0, unchanged: 1, 'left-out': 0, gone: 0 })
  })

  it('compares a curve with the newest push that held it, and does not list what only older ones did', () => {
    const at = '2026-03-01T12:00:00.000Z'
    const merged = withEarlier(stateOf([A]), stateOf([A, moved(B, 1)]), at)
    expect(PushedState.safeParse(merged).success).toBe(true)
    const { curves } = pushDiff(merged, stateOf([A, B]), ALL)
    expect(curves.map(({ id, fate }) => [id, fate])).toEqual([
      [B.curve.id, 'changed'],
      [A.curve.id, 'unchanged'],
    ])
    expect(curves[0]?.before?.pushedAt).toBe(at)
    expect(curves[0]?.fold).toBeCloseTo(0.1, 9)
    expect(pushDiff(merged, stateOf([A]), ALL).counts['left-out']).toBe(0)
  })

  it('tells a curve that is not chosen from one that the table lost', () => {
    const before = stateOf([A, B])
    expect(pushDiff(before, stateOf([A]), ALL).curves.at(0)).toMatchObject({
      id: B.curve.id,
      fate: 'left-out',
    })
    expect(pushDiff(before, stateOf([A]), new Set([A.curve.id])).curves.at(0)).toMatchObject({
      id: B.curve.id,
      fate: 'gone',
      now: null,
    })
  })

  it('puts what changed first, the largest shift in either direction before smaller ones', () => {
    const named = (fitted: FittedCurve, id: string) => ({
      ...fitted,
      curve: { ...fitted.curve, id, label: id },
    })
    const before = stateOf(['a', 'b', 'c', 'd'].map((id) => named(A, id)))
    const now = stateOf([
      named(A, 'a'),
      moved(named(A, 'b'), 0.1),
      moved(named(A, 'c'), -0.5),
      named(A, 'd'),
      named(A, 'e'),
    ])
    const { curves } = pushDiff(before, now, new Set('abcde'))
    expect(curves.map(({ id }) => id)).toEqual(['c', 'b', 'e', 'a', 'd'])
  })
})

describe('the fold', () => {
  it('is the potency now over the potency then', () => {
    expect(only(A, moved(A, Math.log10(2.5)))?.fold).toBeCloseTo(2.5, 10)
  })

  it('counts in one unit where the unit changed', () => {
    const inNanomolar = { ...moved(A, 3), doseUnit: 'nM' as const }
    const diff = only(A, inNanomolar)
    expect(diff?.fold).toBeCloseTo(1, 10)
    expect(diff?.changes).toEqual(['dose unit: µM, now nM'])
  })

  it.each([
    ['a limit now', A, limited(A, '>')],
    ['a limit then', limited(A, '<'), A],
    ['a unit of another kind', A, { ...A, doseUnit: 'ng/mL' as const }],
  ])('is not made of %s', (_, before, now) => {
    expect(only(before, now)?.fold).toBeNull()
  })
})

describe('what changed', () => {
  it.each<[string, FittedCurve, string]>([
    ['settings', { ...A, constraintText: 'bottom fixed 0, top free' }, 'top: fixed 100, now free'],
    ['policy', { ...A, policyTitle: 'Viability' }, 'policy: R example, now Viability'],
    ['model', { ...A, fittedBy: 'least squares to a bell' }, 'now least squares to a bell'],
    [
      'points out',
      { ...A, isIncluded: A.isIncluded.map((_, i) => i !== 2 && i !== 7) },
      '2 wells out: rows 3 and 8',
    ],
    ['verdict', limited(A, '>'), 'verdict: Estimated, now Above the tested doses'],
    [
      'review',
      {
        ...A,
        review: {
          mark: 'approved',
          state: 'approved',
          reason: '',
          note: '',
          basis: '',
          author: 'you',
          at: '',
        },
      },
      'review: Not reviewed, now Approved',
    ],
    [
      'values',
      { ...A, curve: { ...A.curve, response: A.curve.response.map((y) => y + 1) } },
      'read otherwise',
    ],
    ['level', { ...A, level: 0.9 }, 'confidence level: 95\u202f%, now 90\u202f%'],
    ['potency alone', moved(A, 0.01), 'potency alone'],
  ])('names %s', (_, now, said) => {
    const diff = only(A, now)
    expect(diff?.fate).toBe('changed')
    expect(diff?.changes.join('; ')).toContain(said)
  })

  it('names the version and a point taken in again', () => {
    const now = { ...B, isIncluded: B.isIncluded.map(() => true) }
    const { curves } = pushDiff(stateOf([B]), stateOf([now], { version: '0.2.0' }), ALL)
    expect(curves[0]?.changes).toEqual(['Halfmax: 0.1.0, now 0.2.0', '1 well back in: row 11'])
  })

  it('takes a difference in the last digits for none', () => {
    expect(only(A, moved(A, 1e-9))?.fate).toBe('unchanged')
  })
})
