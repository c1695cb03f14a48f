import { describe, expect, it } from 'vitest'
import { buildCurves } from '../data-frame/build-curves.ts'
import { frameOf } from '../data-frame/frame-fixture.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import type { CurveData } from '../data-frame/types.ts'
import { linkChoices, linkedCurves, linkedLabel } from './linked-curves.ts'

/** Compounds A and B in two runs, with two readouts; B is missing from run 2, and one compound has no name. */
const frame = frameOf(
  ['Run', 'Compound', 'Dose (nM):Float', 'Viability 24h (%):Float', 'Viability 48h (%):Float'],
  [
    ['1', 'A', '1', '90', '80'],
    ['1', 'A', '10', '50', '40'],
    ['2', 'A', '1', '91', '82'],
    ['1', 'B', '1', '70', '60'],
    ['2', '', '1', '70', '60'],
  ],
)
const mapping = { ...guessMapping(frame).mapping, groups: [0, 1], responses: [3, 4], role: null }
const curves = buildCurves(frame, mapping)
const labels = (some: readonly CurveData[]) => some.map(({ label }) => label)
const [first] = curves as [CurveData]

describe('curves that are looked at together', () => {
  it('are those of the same sample that differ in the readout', () => {
    expect(labels(linkedCurves(curves, first, 'readout'))).toEqual(['1 A, 24 h', '1 A, 48 h'])
  })

  it('or in one of the columns that tell curves apart, of the same readout', () => {
    expect(labels(linkedCurves(curves, first, 0))).toEqual(['1 A, 24 h', '2 A, 24 h'])
    expect(labels(linkedCurves(curves, first, 1))).toEqual(['1 A, 24 h', '1 B, 24 h'])
  })

  it('are offered where there is more than the curve itself', () => {
    const headers = ['Run', 'Compound']
    expect(linkChoices(curves, first, headers)).toEqual([
      { by: 'readout', name: 'Readout', count: 2 },
      { by: 0, name: 'Run', count: 2 },
      { by: 1, name: 'Compound', count: 2 },
    ])
    const lone = curves.find(({ groupValues }) => groupValues[1] === 'B') as CurveData
    expect(linkChoices(curves, lone, headers).map(({ name }) => name)).toEqual(['Readout', 'Compound'])
    expect(linkChoices([first], first, headers)).toEqual([])
  })

  it('are named by what differs', () => {
    const readoutOf = (column: number) => (column === 3 ? '24 h' : '48 h')
    expect(linkedLabel(first, 'readout', readoutOf)).toBe('24 h')
    expect(linkedLabel(first, 0, readoutOf)).toBe('1')
    expect(linkedLabel(curves.at(-1) as CurveData, 1, readoutOf)).toBe('(no name)')
  })
})
