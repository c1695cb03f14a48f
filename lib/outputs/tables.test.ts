import { describe, expect, it } from 'vitest'
import { cleanedTable } from './cleaned-table.ts'
import { EXAMPLE_24H, EXCLUDED_48H, outputContext, withFit } from './output-fixture.ts'
import { outputPlotSvg } from './output-figure.ts'
import { pointsTable } from './points-table.ts'

describe('pointsTable', () => {
  const { headers, rows } = pointsTable(outputContext([EXAMPLE_24H]))

  it('runs from the lowest to the highest tested dose, with the band', () => {
    expect(headers.slice(4)).toEqual(['dose (µM)', 'fitted (%)', 'band lower (%)', 'band upper (%)'])
    expect(rows).toHaveLength(61)
    // Independent band at both ends of the R example's 24 h fit.
    const [first, last] = [rows[0]?.slice(4) ?? [], rows.at(-1)?.slice(4) ?? []]
    expect(first[0]).toBe(0.3)
    expect(Number(first[1])).toBeCloseTo(3.49621729959, 5)
    expect(Number(first[2])).toBeCloseTo(1.77591243936, 5)
    expect(Number(last[3])).toBeCloseTo(88.5744285398, 5)
    expect(last[0]).toBe(300)
  })

  it('has no rows for a curve without a fit', () => {
    expect(pointsTable(outputContext([withFit(EXAMPLE_24H, { parameters: [] })])).rows).toEqual([])
  })
})

describe('cleanedTable', () => {
  it('lists every point with whether it was used, and who took it out', () => {
    const { rows } = cleanedTable(outputContext([EXCLUDED_48H]))
    expect(rows).toHaveLength(21)
    expect(rows[9]).toEqual([
      10,
      'HeLa',
      48,
      '48 h',
      'Mortality 48h',
      3,
      41.06,
      2,
      'true',
      null,
      null,
      null,
      null,
    ])
    expect(rows[10]?.slice(5)).toEqual([
      10,
      57.408,
      2,
      'false',
      'by hand',
      'same value as row 4',
      'you',
      '2026-11-25T14:21:00.000Z',
    ])
  })

  it('says by what a point was taken out, as the pushed figure draws it', () => {
    const context = outputContext([EXCLUDED_48H])
    for (const cause of ['rule', 'flag'] as const) {
      const told = { ...context, exclusions: context.exclusions.map((one) => ({ ...one, cause })) }
      const { headers, rows } = cleanedTable(told)
      expect(rows[10]?.[headers.indexOf('cause')]).toBe(`by ${cause}`)
      expect(outputPlotSvg(told)).toContain(`>by ${cause} (1)</text>`)
    }
    expect(outputPlotSvg(context)).not.toMatch(/by rule|by flag/)
  })

  it('lists cells that are no usable number with their text', () => {
    const badCells = [{ row: 30, column: 2, text: '<0.5', problem: 'not-a-number' as const }]
    const bad = { ...EXAMPLE_24H, curve: { ...EXAMPLE_24H.curve, badCells } }
    const last = cleanedTable(outputContext([bad])).rows.at(-1)
    expect(last).toEqual([
      31,
      'HeLa',
      24,
      '24 h',
      'Mortality 24h',
      null,
      null,
      null,
      'false',
      null,
      'not a number: <0.5',
      null,
      null,
    ])
  })
})
