import { describe, expect, it } from 'vitest'
import { pushDiff } from '@/lib/outputs/push-diff.ts'
import type { PushedCurve, PushedState } from '@/lib/outputs/pushed-state.ts'
import { diffSummary, diffUnit, foldText, isSameAsPushed, pushedPotencyText } from './push-diff-words.ts'

const curve = (id: string, potency: Partial<PushedCurve['potency']>): PushedCurve => ({
  id,
  label: id,
  potency: { name: 'IC50', logDose: 2, qualifier: '=', unit: 'nM', ...potency },
  verdict: 'reportable',
  override: null,
  review: 'approved',
  interval: 'profile',
  settings: 0,
  rowsOut: [],
  points: '0',
})
const state = (...curves: PushedCurve[]): PushedState => ({ settings: [], curves })
const ALL = new Set(['A', 'B', 'C'])

describe('a potency in the comparison', () => {
  it.each([
    ['a value', curve('A', {}), '100\u202fnM'],
    ['a limit above', curve('A', { logDose: 4, qualifier: '>' }), '>\u202f10000\u202fnM'],
    ['a limit below', curve('A', { logDose: 0, qualifier: '<' }), '<\u202f1.00\u202fnM'],
    ['one in another unit', curve('A', { logDose: -1, unit: 'µM' }), '100\u202fnM'],
    [
      'none',
      { ...curve('A', { logDose: null, qualifier: null }), verdict: 'no-response' as const },
      'No response',
    ],
    ['no curve', null, '—'],
  ])('of %s carries its sign and unit', (_, pushed, text) => {
    expect(pushedPotencyText(pushed, 'nM')).toBe(text)
  })
})

it('sums up what changed, and says when nothing did', () => {
  const before = state(curve('A', {}), curve('B', {}))
  const diff = pushDiff(before, state(curve('A', { logDose: 2.30103 }), curve('C', {})), ALL)
  expect(diffSummary(diff)).toBe('1 changed, 1 new, 1 left out')
  expect(diff.curves.map((one) => foldText(one))).toEqual(['×2.00', '—', '—'])
  expect(isSameAsPushed(diff)).toBe(false)
  expect(isSameAsPushed(pushDiff(before, before, ALL))).toBe(true)
  // Both 100 and 200 nM read best in nM.
  expect(diffUnit(diff)).toBe('nM')
})
