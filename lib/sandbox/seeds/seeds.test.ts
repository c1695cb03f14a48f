import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { SEEDED } from '../control.ts'
import { allSeeds } from './all-seeds.ts'
import { RUN_SHIFTS } from './potency-runs.ts'
import { kinaseTruths } from './kinase.ts'
import type { CurveClass } from './simulated-curve.ts'

/** Records of all parts, in order, as a client without any cleverness reads them. */
function records(analysisId: string, frameIndex = 0): string[][][] {
  const frame = allSeeds().find(({ analysis }) => analysis.id === analysisId)?.frames[frameIndex]
  return (frame?.parts() ?? []).map(
    (part) => Papa.parse<string[]>(new TextDecoder().decode(part), { skipEmptyLines: true }).data,
  )
}

describe('seeds', () => {
  it('hold every id the contract names, once, and every frame’s row count is true', () => {
    const seeds = allSeeds()
    expect(new Set(seeds.map(({ analysis }) => analysis.id))).toEqual(new Set(Object.values(SEEDED)))
    const ids = seeds.flatMap(({ frames }) => frames.map(({ record }) => record.id))
    expect(new Set(ids).size).toBe(ids.length)
    for (const { frames } of seeds) {
      for (const { record, parts } of frames) {
        const outcome = record.ingestion?.outcome
        if (outcome?.kind !== 'succeeded') continue
        const counted = parts()
          .map((part) => Papa.parse(new TextDecoder().decode(part), { skipEmptyLines: true }).data.length)
          .reduce((sum, count) => sum + count, 0)
        const headers = record.name === 'Repeated headers' ? 3 : 1
        expect([record.name, counted - headers]).toEqual([record.name, outcome.rowCount])
        expect(parts()).toHaveLength(outcome.partCount)
      }
    }
  })

  it('include a frame of the megabytes asked for, with as many rows as it says', () => {
    const huge = allSeeds(2).at(-1)?.frames[0]
    const [bytes = new Uint8Array()] = huge?.parts() ?? []
    expect(bytes.byteLength).toBeGreaterThan(1_999_800)
    expect(bytes.byteLength).toBeLessThanOrEqual(2_000_000)
    const { data, errors } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { skipEmptyLines: true })
    expect(errors).toEqual([])
    const outcome = huge?.record.ingestion?.outcome
    expect(outcome).toMatchObject({ kind: 'succeeded', rowCount: data.length - 1 })
    expect(new Set(data.map((row) => row[2])).size).toBe(data.length)
  })

  it('carry the published values of the R example', () => {
    const [[, ...rows] = []] = records(SEEDED.mortality)
    // Sums weighted by row number, from the frozen reference data of the fits: a swapped or mistyped row shows.
    const weighted = (column: number) =>
      rows.reduce((total, row, index) => total + (index + 1) * Number(row[column]), 0)
    expect(rows.map((row) => Number(row[1])).slice(0, 7)).toEqual([0.3, 1, 3, 10, 30, 100, 300])
    expect(weighted(2)).toBeCloseTo(10111.1087, 6)
    expect(weighted(3)).toBeCloseTo(12733.55811, 6)
  })

  it('fill 384-well plates with 48 compounds, ten doses, three replicates and controls', () => {
    const [[, ...rows] = []] = records(SEEDED.kinase)
    const samples = rows.filter((row) => row[3] === 'sample')
    const perCurvePoint = Map.groupBy(samples, (row) => `${row[2]} ${row[4]}`)
    expect(perCurvePoint.size).toBe(480)
    expect(new Set([...perCurvePoint.values()].map((wells) => wells.length))).toEqual(new Set([3]))
    expect(new Set(rows.map((row) => `${row[0]} ${row[1]}`)).size).toBe(rows.length)
    const mean = (type: string) => {
      const values = rows.filter((row) => row[3] === type).map((row) => Number(row[5]))
      return values.reduce((total, value) => total + value, 0) / values.length
    }
    expect(Math.abs(mean('negative control'))).toBeLessThan(1)
    expect(Math.abs(mean('positive control') - 100)).toBeLessThan(1)
  })

  it('draw each class of curve so that its data show it', () => {
    const [[, ...rows] = []] = records(SEEDED.kinase)
    const median = (compound: string, dose: string): number => {
      const wells = rows.filter((row) => row[2] === compound && row[4] === dose)
      return wells.map((row) => Number(row[5])).toSorted((low, high) => low - high)[1] ?? NaN
    }
    const shows: Readonly<Record<CurveClass, (compound: string) => boolean>> = {
      good: (compound) => median(compound, '10000') > 80,
      outliers: (compound) => median(compound, '10000') > 30,
      partial: (compound) => median(compound, '10000') > 25 && median(compound, '10000') < 72,
      flat: (compound) => Math.abs(median(compound, '10000') - median(compound, '0.316')) < 12,
      bell: (compound) =>
        Math.max(median(compound, '1000'), median(compound, '316')) > median(compound, '10000') + 15,
      steep: (compound) => median(compound, '10000') > 85 && median(compound, '0.316') < 12,
      shallow: (compound) => median(compound, '0.316') > 3 && median(compound, '10000') < 98,
    }
    const unlike = kinaseTruths().filter(({ compound, curveClass }) => !shows[curveClass](compound))
    expect(unlike).toEqual([])
    expect(kinaseTruths().filter(({ curveClass }) => curveClass === 'good')).toHaveLength(29)
  })

  it('make exactly 100,000 rows and 3,000 compounds', () => {
    const [[, ...rows] = []] = records(SEEDED.large)
    expect(rows).toHaveLength(100_000)
    expect(new Set(rows.filter((row) => row[3] === 'sample').map((row) => row[2])).size).toBe(3000)
  })

  it('make a mixed screen of exactly 100,000 rows, in duplicate at 8, 10 or 11 doses, no well taken twice', () => {
    const [[, ...rows] = []] = records(SEEDED.mixed)
    expect(rows).toHaveLength(100_000)
    expect(new Set(rows.map((row) => `${row[0]} ${row[1]}`)).size).toBe(100_000)
    expect(new Set(rows.map((row) => row[0])).size).toBe(316)
    const samples = rows.filter((row) => row[3] === 'sample')
    const wellsPerCurve = [...Map.groupBy(samples, (row) => row[2]).values()].map((wells) => wells.length)
    const count = (wells: number) => wellsPerCurve.filter((one) => one === wells).length
    expect([count(20), count(16), count(22), wellsPerCurve.length]).toEqual([3500, 1000, 500, 5000])
    // Beyond 15 %: six SD of usual controls, two thirds of one of poor ones.
    const plates = Map.groupBy(
      rows.filter((row) => row[3] === 'negative control'),
      (row) => row[0],
    )
    const poor = [...plates.values()].filter((wells) => wells.some((row) => Math.abs(Number(row[5])) > 15))
    expect(poor.length).toBeGreaterThanOrEqual(6)
    expect(poor.length).toBeLessThanOrEqual(7)
  })

  it('fill 96-well plates of two runs with raw readouts and controls of their own', () => {
    const [[, ...rows] = []] = records(SEEDED.rawPlates)
    const plates = Map.groupBy(rows, (row) => `${row[0]} ${row[1]}`)
    expect([...plates.values()].map((wells) => new Set(wells.map((row) => row[2])).size)).toEqual([
      96, 96, 96, 96,
    ])
    const mean = (run: string, type: string) => {
      const values = rows.filter((row) => row[0] === run && row[3] === type).map((row) => Number(row[6]))
      return values.reduce((total, value) => total + value, 0) / values.length
    }
    expect(mean('Run 2', 'negative control') / mean('Run 1', 'negative control')).toBeGreaterThan(1.5)
    expect(mean('Run 1', 'negative control') / mean('Run 1', 'positive control')).toBeGreaterThan(15)
  })

  it('have a reference in eight runs whose midpoints shift as stated, and 24 compounds in two of them', () => {
    const [[, ...rows] = []] = records(SEEDED.potencyRuns)
    const runsOf = (compound: string) =>
      new Set(rows.filter((row) => row[1] === compound).map((row) => row[0])).size
    const compounds = new Set(rows.map((row) => row[1] ?? ''))
    expect(compounds.size).toBe(25)
    expect([...compounds].map(runsOf).toSorted((a, b) => a - b)).toEqual([...Array<number>(24).fill(2), 8])
    // Read off between the two doses about 50 %, straight on the log dose.
    const midpoint = (run: number) => {
      const own = rows.filter((row) => row[0] === `Run ${run + 1}` && row[1] === 'Staurosporine')
      const at = (dose: string) =>
        own.filter((row) => row[2] === dose).reduce((sum, row) => sum + Number(row[4]), 0) / 2
      return 1 + (0.5 * (50 - at('10'))) / (at('31.6') - at('10'))
    }
    const mean = RUN_SHIFTS.reduce((sum, shift) => sum + shift, 0) / RUN_SHIFTS.length
    const found = RUN_SHIFTS.map((_, run) => midpoint(run))
    const middle = found.reduce((sum, one) => sum + one, 0) / found.length
    for (const [run, shift] of RUN_SHIFTS.entries()) {
      expect(Math.abs((found[run] ?? 0) - middle - (shift - mean))).toBeLessThan(0.05)
    }
  })

  it('hold every trouble in the troubled export', () => {
    const bytes = allSeeds()
      .find(({ analysis }) => analysis.id === SEEDED.troubled)
      ?.frames[1]?.parts()[0]
    expect(Array.from(bytes?.subarray(0, 3) ?? [])).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text.split('\r\n')[0]).toBe('Compound,Dose (nM),Response (%),Response (%),Remark')
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const cell of [',<0.5,', ',n.d.,', ',-5,', ',0,', ',,', '"BR ""special"", lot 2"']) {
      expect(text).toContain(cell)
    }
  })

  it('take no random number from the machine', () => {
    const first = allSeeds().flatMap(({ frames }) => frames.flatMap(({ parts }) => parts()))
    const second = allSeeds().flatMap(({ frames }) => frames.flatMap(({ parts }) => parts()))
    expect(first.map((part) => part.byteLength)).toEqual(second.map((part) => part.byteLength))
    expect(first.every((part, index) => Buffer.compare(part, second[index] ?? new Uint8Array()) === 0)).toBe(
      true,
    )
    expect(readFileSync(new URL('../prng.ts', import.meta.url), 'utf8')).not.toContain('Math.random')
  })
})
