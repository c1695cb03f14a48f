import { describe, expect, it } from 'vitest'
import { buildCurves } from './build-curves.ts'
import { frameOf, rExampleFrame } from './frame-fixture.ts'
import { createFrameBuilder } from './frame-builder.ts'
import { guessMapping } from './guess-mapping.ts'
import type { ColumnMapping } from './types.ts'

const MAPPING: ColumnMapping = {
  dose: 1,
  responses: [2],
  groups: [0],
  replicate: null,
  role: null,
  doseUnit: 'nM',
  responseUnit: '%',
}

describe('buildCurves', () => {
  it('gives the two curves of the R example with short labels and whole points', () => {
    const frame = rExampleFrame()
    const [at24, at48, ...more] = buildCurves(frame, guessMapping(frame).mapping)
    expect(more).toEqual([])
    expect([at24?.label, at48?.label]).toEqual(['24 h', '48 h'])
    expect(at24?.id).toBe('HeLa|Cell Mortality Mortality 24h')
    expect(at24?.groupValues).toEqual(['HeLa'])
    expect(at24?.dose.length).toBe(21)
    expect([at24?.dose[18], at24?.response[18], at24?.replicate[18], at24?.rows[18]]).toEqual([
      30, 57.399, 3, 18,
    ])
    expect(at48?.response[10]).toBe(57.408)
    expect(at24?.badCells).toEqual([])
  })

  it('labels by sample where only samples differ, and by both where both do', () => {
    const frame = frameOf(
      ['Compound', 'Dose', 'Mortality 24h', 'Mortality 48h'],
      [
        ['CPD-1', '1', '5', '6'],
        ['CPD-2', '1', '7', '8'],
      ],
    )
    expect(buildCurves(frame, MAPPING).map((c) => c.label)).toEqual(['CPD-1', 'CPD-2'])
    const both = buildCurves(frame, { ...MAPPING, responses: [2, 3] })
    expect(both.map((c) => c.label)).toEqual(['CPD-1, 24 h', 'CPD-1, 48 h', 'CPD-2, 24 h', 'CPD-2, 48 h'])
  })

  it('leaves out what all samples share from their labels, and keeps it in their values', () => {
    const frame = frameOf(
      ['Compound', 'Dose', 'Signal', 'Line'],
      [
        ['A', '1', '5', 'HeLa'],
        ['B', '1', '7', 'HeLa'],
      ],
    )
    const curves = buildCurves(frame, { ...MAPPING, groups: [0, 3] })
    expect(curves.map((c) => c.label)).toEqual(['A', 'B'])
    expect(curves[1]?.groupValues).toEqual(['B', 'HeLa'])
  })

  it('names a lone sample by its value where the readout has no time', () => {
    const frame = frameOf(['Compound', 'Dose', 'Inhibition'], [['CPD-7', '1', '5']])
    expect(buildCurves(frame, MAPPING)[0]?.label).toBe('CPD-7')
  })

  it('lists bad cells with row, column and problem, and keeps their points out', () => {
    const frame = frameOf(
      ['S', 'Dose', 'Resp'],
      [
        ['a', '1', '10'],
        ['a', '-1', '11'],
        ['a', '<0.5', '12'],
        ['a', '3', 'n.d.'],
        ['a', '', ''],
        ['a', '0', '2'],
      ],
    )
    const [curve] = buildCurves(frame, MAPPING)
    expect([...(curve?.rows ?? [])]).toEqual([0, 5])
    expect(curve?.badCells).toEqual([
      { row: 1, column: 1, text: '-1', problem: 'negative-dose' },
      { row: 2, column: 1, text: '<0.5', problem: 'not-a-number' },
      { row: 3, column: 2, text: 'n.d.', problem: 'not-a-number' },
      { row: 4, column: 1, text: '', problem: 'empty' },
      { row: 4, column: 2, text: '', problem: 'empty' },
    ])
  })

  it('leaves control rows out, also where the compound column names them', () => {
    const frame = frameOf(
      ['Compound', 'Dose', 'Resp'],
      [
        ['DMSO', '0', '1'],
        ['A', '1', '10'],
        ['DMSO', '0', '2'],
      ],
    )
    const curves = buildCurves(frame, { ...MAPPING, role: { column: 0, controlValues: ['DMSO'] } })
    expect(curves.map((c) => [c.label, c.dose.length])).toEqual([['A', 1]])
  })

  it('gives a curve without points where every cell of a sample is bad', () => {
    const frame = frameOf(
      ['S', 'Dose', 'Resp'],
      [
        ['a', '1', '10'],
        ['b', '1', '?'],
      ],
    )
    expect(buildCurves(frame, MAPPING).map((c) => [c.label, c.dose.length, c.badCells.length])).toEqual([
      ['a', 1, 0],
      ['b', 0, 1],
    ])
  })

  it('keeps doubled headers and bars inside names apart in ids', () => {
    const frame = frameOf(
      ['A', 'Dose', 'Resp', 'Resp', 'B'],
      [
        ['x|y', '1', '1', '2', 'z'],
        ['x', '1', '1', '2', 'y|z'],
      ],
    )
    const ids = buildCurves(frame, { ...MAPPING, groups: [0, 4], responses: [2, 3] }).map((c) => c.id)
    expect(new Set(ids).size).toBe(4)
    expect(ids[1]).toBe(String.raw`x\|y|z|Resp (2)`)
  })

  it('takes replicate numbers from their column, else counts within a dose', () => {
    const frame = frameOf(
      ['S', 'Dose', 'Resp', 'Rep'],
      [
        ['a', '1', '10', '2'],
        ['a', '3', '10', '2'],
        ['a', '1', '10', '7'],
      ],
    )
    expect([...(buildCurves(frame, MAPPING)[0]?.replicate ?? [])]).toEqual([1, 1, 2])
    expect([...(buildCurves(frame, { ...MAPPING, replicate: 3 })[0]?.replicate ?? [])]).toEqual([2, 2, 7])
  })

  it('groups by a column of numbers, such as a sample number', () => {
    const frame = frameOf(
      ['Sample:Int', 'Dose', 'Resp'],
      [
        ['7', '1', '1'],
        ['8', '1', '1'],
        ['7', '2', '1'],
      ],
    )
    expect(buildCurves(frame, MAPPING).map((c) => [c.label, c.dose.length])).toEqual([
      ['7', 2],
      ['8', 1],
    ])
  })

  it('gives nothing without a dose or a response', () => {
    const frame = rExampleFrame()
    expect(buildCurves(frame, { ...MAPPING, dose: null })).toEqual([])
    expect(buildCurves(frame, { ...MAPPING, responses: [] })).toEqual([])
  })

  it('builds 3,000 curves from 100,000 rows well within a second', () => {
    const rowCount = 100_000
    const builder = createFrameBuilder([
      { displayName: 'Compound', typeName: 'String' },
      { displayName: 'Dose', typeName: 'Float' },
      { displayName: 'Inhibition', typeName: 'Float' },
    ])
    const noText = new Uint32Array(rowCount)
    builder.append({
      rowCount,
      columns: [
        {
          numbers: new Float64Array(rowCount).fill(Number.NaN),
          codes: Uint32Array.from({ length: rowCount }, (_, row) => 2 + (row % 3000)),
          newTexts: Array.from({ length: 3000 }, (_, i) => `CPD-${i}`),
        },
        { numbers: Float64Array.from(noText, (_, row) => 2 ** (row % 10)), codes: noText, newTexts: [] },
        { numbers: Float64Array.from(noText, (_, row) => row % 100), codes: noText, newTexts: [] },
      ],
    })
    const curves = buildCurves(builder.snapshot(), MAPPING)
    expect(curves.length).toBe(3000)
    expect(curves.reduce((sum, curve) => sum + curve.dose.length, 0)).toBe(rowCount)
  })
})
