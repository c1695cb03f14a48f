import { expect, it } from 'vitest'
import { USUAL_PLATE_LIMITS } from './bad-plate.ts'
import { isNotable } from './place-effects.ts'
import { plateSummary } from './plate-summary.ts'
import type { ControlSide } from './control-rows.ts'

/** 96 wells by row number: controls in the first and last column, samples that should read 50. */
const places = Array.from({ length: 96 }, (_, i) => ({ row: Math.floor(i / 12), column: i % 12 }))
const PLATE = { name: 'P1', rows: places.map((_, i) => i), places, format: { rows: 8, columns: 12 } }
const columnOf = (row: number) => row % 12
const side = (row: number): ControlSide | null =>
  columnOf(row) === 0 ? 'negative' : columnOf(row) === 11 ? 'positive' : null
const noise = (row: number) => (((row * 7) % 5) - 2) / 2
const read = (row: number) =>
  ({ negative: 1000, positive: 100, none: 550 })[side(row) ?? 'none'] + 10 * noise(row)

const readout = {
  measured: read,
  scaled: read,
  residual: (row: number) => (side(row) === null ? 10 * noise(row) : Number.NaN),
  side,
  isLeftOut: () => false,
  limits: USUAL_PLATE_LIMITS,
  isPercent: false,
}

it('finds nothing odd on an even plate', () => {
  const { flags, edge, rowDrift, columnDrift, quality } = plateSummary(PLATE, readout)
  expect(flags).toEqual([])
  expect([edge, rowDrift, columnDrift].map((effect) => isNotable(effect))).toEqual([false, false, false])
  expect([quality.negativeCount, quality.positiveCount]).toEqual([8, 8])
})

it('sees samples of the outer rows that read low, whatever the controls in the outer columns read', () => {
  const isEdge = (row: number) => row < 12 || row >= 84
  const residual = (row: number) => readout.residual(row) - (isEdge(row) ? 60 : 0)
  const { edge } = plateSummary(PLATE, { ...readout, residual })
  expect(edge?.shift).toBeLessThan(-50)
  expect(isNotable(edge)).toBe(true)
})

it('takes out what was excluded', () => {
  const wild = (row: number) => (row === 0 ? 100_000 : read(row))
  const before = plateSummary(PLATE, { ...readout, measured: wild })
  expect(before.flags.map(({ rule }) => rule)).toEqual(['z-prime', 'cv'])
  const after = plateSummary(PLATE, { ...readout, measured: wild, isLeftOut: (row) => row === 0 })
  expect(after.flags).toEqual([])
  expect(after.quality.negativeCount).toBe(7)
})

it('says so when a plate has no controls', () => {
  const { flags, quality } = plateSummary(PLATE, { ...readout, side: () => null })
  expect(flags).toEqual([{ rule: 'few-controls', value: 0, limit: 3 }])
  expect(quality.zPrime).toBeNull()
})

it('asks percentages for no ratio to a mean, which is about 0', () => {
  const percent = (row: number) => (1000 - read(row)) / 9
  const { quality, flags } = plateSummary(PLATE, { ...readout, measured: percent, isPercent: true })
  expect(flags).toEqual([])
  expect([quality.signalToBackground, quality.negativeCv]).toEqual([null, null])
  expect(quality.zPrime).toBeCloseTo(plateSummary(PLATE, readout).quality.zPrime ?? 0, 12)
})
