import { expect, it } from 'vitest'
import fixture from './fixtures/plates.json' with { type: 'json' }
import { driftEffect, edgeEffect, isNotable } from './place-effects.ts'

const wells = fixture.deviation.map((value, i) => ({
  row: fixture.row[i] ?? 0,
  column: fixture.column[i] ?? 0,
  value,
}))
const FORMAT = { rows: 4, columns: 6 }

it('finds the shifts that base R finds', () => {
  const found = [edgeEffect(wells, FORMAT), driftEffect(wells, 'row'), driftEffect(wells, 'column')]
  const expected = [fixture.edge, fixture.rowDrift, fixture.columnDrift]
  for (const [i, one] of found.entries()) {
    expect(one?.shift).toBeCloseTo(expected[i]?.[0] ?? Number.NaN, 9)
    expect(one?.inSds).toBeCloseTo(expected[i]?.[1] ?? Number.NaN, 9)
  }
})

/** ±1 in turn, so that the scatter is known: MAD 1, robust SD 1.4826. */
const plate = (shift: (row: number, column: number) => number) =>
  Array.from({ length: 96 }, (_, i) => {
    const [row, column] = [Math.floor(i / 12), i % 12]
    return { row, column, value: ((row + column) % 2 === 0 ? 1 : -1) + shift(row, column) }
  })
const isOuter = (row: number, column: number) => row % 7 === 0 || column % 11 === 0

it('warns of a plate whose edge reads 10 higher, and of no other shift on it', () => {
  const shifted = plate((row, column) => (isOuter(row, column) ? 10 : 0))
  const edge = edgeEffect(shifted, { rows: 8, columns: 12 })
  expect(edge?.shift).toBeCloseTo(10, 12)
  expect(edge?.inSds).toBeCloseTo(10 / 1.4826, 12)
  expect(isNotable(edge)).toBe(true)
  expect(isNotable(driftEffect(shifted, 'row'))).toBe(false)
})

it('warns of a plate that drifts by 11 from left to right', () => {
  const drifting = plate((_, column) => column)
  expect(driftEffect(drifting, 'column')?.shift).toBeCloseTo(11, 12)
  expect(isNotable(driftEffect(drifting, 'column'))).toBe(true)
  expect(isNotable(driftEffect(drifting, 'row'))).toBe(false)
})

it('says nothing of an even plate, of too few wells, or of wells without scatter', () => {
  const even = plate(() => 0)
  expect(isNotable(edgeEffect(even, { rows: 8, columns: 12 }))).toBe(false)
  expect(edgeEffect(even.slice(0, 3), { rows: 8, columns: 12 })).toBeNull()
  expect(driftEffect(even.slice(0, 12), 'row')).toBeNull()
  const still = even.map((well) => ({ ...well, value: 0 }))
  expect(edgeEffect(still, { rows: 8, columns: 12 })).toEqual({ shift: 0, inSds: null })
})
