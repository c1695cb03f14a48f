import { describe, expect, it } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import type { Exclusion, Work } from '@/lib/workbench/types.ts'
import { sisterOffers, sisterRows } from './sister-offers.ts'

const frame = rExampleFrame()
const start = initialWork(guessMapping(frame))
const curves = buildCurves(frame, start.mapping)
const [day, twoDays] = curves as [(typeof curves)[number], (typeof curves)[number]]

const out = (row: number, responseColumn: number): Exclusion => ({
  row,
  responseColumn,
  cause: 'hand',
  reason: 'dispensing',
  author: 'you',
  at: '2026-03-01T12:00:00Z',
})
const workOf = (...exclusions: Exclusion[]): Work =>
  reduceWork(initialHistory(start), { kind: 'exclude', exclusions, label: '' }).present
const offered = (work: Work, curve: typeof day) =>
  sisterOffers({ frame, curves, work }, curve).map((offer) => [
    offer.curve.label,
    offer.row,
    offer.from.reason,
  ])

describe('a well that is out at 24 h', () => {
  const work = workOf(out(18, day.responseColumn))

  it('is offered at 48 h, seen from either readout', () => {
    expect(offered(work, day)).toEqual([['48 h', 18, 'dispensing']])
    expect(offered(work, twoDays)).toEqual([['48 h', 18, 'dispensing']])
  })

  it('is offered no longer once it is out there, or in again', () => {
    expect(offered(workOf(out(18, day.responseColumn), out(18, twoDays.responseColumn)), day)).toEqual([])
    expect(offered(workOf(), day)).toEqual([])
  })

  it('comes with the others, in the order of rows', () => {
    const several = workOf(out(18, 2), out(3, 3), out(7, 2))
    expect(offered(several, day).map(([label, row]) => [label, row])).toEqual([
      ['24 h', 3],
      ['48 h', 7],
      ['48 h', 18],
    ])
  })
})

it('knows the rows of every curve that read one well', () => {
  const rows = sisterRows({ frame, curves, work: workOf() }, { row: 18, curve: day })
  expect([...rows]).toEqual([
    [day.id, [18]],
    [twoDays.id, [18]],
  ])
  expect(sisterRows({ frame, curves, work: workOf() }, { row: 999, curve: day }).size).toBe(0)
})

it('offers nothing for a row that is no point of a curve', () => {
  expect(offered(workOf(out(999, 2)), day)).toEqual([])
})
