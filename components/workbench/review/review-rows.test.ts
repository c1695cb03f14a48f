import { expect, it } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { frameOf } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { potencyAt, rExampleFit } from '@/lib/workbench/fit-fixture.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import { pointKey } from '@/lib/workbench/point-key.ts'
import { fitBasis } from '@/lib/workbench/review.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import { createReviewRows, curveGroups } from './review-rows.ts'
import { usualPoint } from './usual-point.ts'

const DOSES = ['0.3', '1', '3', '10', '30', '100', '300']
const SAMPLES = [
  ['A', 'P1'],
  ['B', 'P1'],
  ['C', 'P2'],
] as const
const FRAME = frameOf(
  ['Compound', 'Plate', 'Well', 'Dose (µM):Float', 'Inhibition (%):Float'],
  SAMPLES.flatMap(([name, plate], s) =>
    DOSES.map((dose, i) => [name, plate, `W${s}-${i}`, dose, String(10 + 12 * i)]),
  ),
)
const WORK: Work = {
  ...initialWork(guessMapping(FRAME)),
  mapping: { ...guessMapping(FRAME).mapping, groups: [0] },
}
const CURVES = buildCurves(FRAME, WORK.mapping)
const groupsOf = curveGroups(FRAME, CURVES, WORK.mapping)
const entry = (key: string): FitEntry => ({
  key,
  detail: 'full',
  fit: rExampleFit({ n: DOSES.length }),
  isIncluded: DOSES.map(() => true),
  previous: null,
})
const entriesOf = (one: FitEntry) => new Map(CURVES.map(({ id }) => [id, one]))

it('groups by columns that several curves share, and by no column that tells wells or all curves apart', () => {
  expect(CURVES.map((curve) => groupsOf(curve))).toEqual([
    [{ column: 'Plate', value: 'P1' }],
    [{ column: 'Plate', value: 'P1' }],
    [{ column: 'Plate', value: 'P2' }],
  ])
})

it('lists every plate that the wells of a curve are on', () => {
  const frame = frameOf(
    ['Compound', 'Plate', 'Dose (µM):Float', 'Inhibition (%):Float'],
    ['A', 'B'].flatMap((name) =>
      DOSES.map((dose, i) => [name, i % 2 === 0 ? 'P1' : `P-${name}`, dose, String(10 + 12 * i)]),
    ),
  )
  const mapping = { ...guessMapping(frame).mapping, groups: [0] }
  const curves = buildCurves(frame, mapping)
  const plates = curves.map((curve) => curveGroups(frame, curves, mapping)(curve).map(({ value }) => value))
  expect(plates).toEqual([
    ['P1', 'P-A'],
    ['P1', 'P-B'],
  ])
})

it('takes the effect between the tested ends of the curve, not between its plateaus', () => {
  const [row] = createReviewRows()({ curves: CURVES, work: WORK, entries: entriesOf(entry('1')), groupsOf })
  // 9.5 + 73.68 / (1 + (22.92 / x)^1.417) at 300 and 0.3.
  const at = (dose: number) => 9.5 + 73.68 / (1 + (22.92 / dose) ** 1.417)
  expect(row?.effect).toBeCloseTo(at(300) - at(0.3), 6)
})

it('has no slope where nothing was determined, as what is pushed has none', () => {
  const determined = entry('1')
  const flat = { ...determined, fit: rExampleFit({ relative: potencyAt(null) }) }
  const slopes = [determined, flat].map((one) => {
    const [row] = createReviewRows()({ curves: CURVES, work: WORK, entries: entriesOf(one), groupsOf })
    return row?.slope
  })
  expect(slopes).toEqual([1.417, null])
})

it('makes only the rows of touched curves anew', () => {
  const rowsOf = createReviewRows()
  const entries = entriesOf(entry('1'))
  const before = rowsOf({ curves: CURVES, work: WORK, entries, groupsOf })
  const [, second] = CURVES
  if (!second) throw new Error('fixture')
  const review = {
    mark: 'approved',
    reason: '',
    note: '',
    basis: fitBasis(WORK, second),
    author: 'you',
    at: '2026-03-01T12:00:00Z',
  } as const
  const after = rowsOf({
    curves: CURVES,
    work: { ...WORK, reviews: { [second.id]: review } },
    entries,
    groupsOf,
  })
  expect(after.map((row, i) => row === before[i])).toEqual([true, false, true])
  expect(after[1]?.state).toBe('approved')
  // Where no row is another one, so is no list of them.
  const other = { ...WORK, reviews: { [second.id]: review }, overrides: {} }
  expect(rowsOf({ curves: CURVES, work: other, entries, groupsOf })).toBe(after)
})

it('makes one row anew where a well goes out, whatever is marked', () => {
  const rowsOf = createReviewRows()
  const entries = entriesOf(entry('1'))
  const given = { mark: 'approved', reason: '', note: '', author: 'you', at: '2026-03-01T12:00:00Z' } as const
  const reviews = Object.fromEntries(
    CURVES.map((curve) => [curve.id, { ...given, basis: fitBasis(WORK, curve) }]),
  )
  const before = rowsOf({ curves: CURVES, work: { ...WORK, reviews }, entries, groupsOf })
  const [row = 0] = CURVES[1]?.rows ?? []
  const out = { row, responseColumn: CURVES[1]?.responseColumn ?? 0, reason: '', cause: 'hand' } as const
  const exclusions = { [pointKey(out)]: { ...out, author: 'you', at: '2026-03-01T12:00:00Z' } }
  const after = rowsOf({ curves: CURVES, work: { ...WORK, reviews, exclusions }, entries, groupsOf })
  expect(after.map((one, i) => one === before[i])).toEqual([true, false, true])
  expect(after.map(({ state }) => state)).toEqual(['approved', 'changed', 'approved'])
})

it('means the included point furthest from the curve, or the proposed outlier', () => {
  const [curve] = CURVES
  if (!curve) throw new Error('fixture')
  const at = (dose: number) => 9.5 + 73.68 / (1 + (22.92 / dose) ** 1.417)
  const distances = Array.from(curve.dose, (dose, i) => Math.abs((curve.response[i] ?? 0) - at(dose)))
  const furthest = distances.indexOf(Math.max(...distances))
  expect(usualPoint(WORK, curve, entry('1'))).toBe(curve.rows[furthest])
  const proposing = { ...entry('2'), fit: rExampleFit({ n: DOSES.length, outliers: [2] }) }
  expect(usualPoint(WORK, curve, proposing)).toBe(curve.rows[2])
  expect(usualPoint(WORK, curve, undefined)).toBeNull()
})
