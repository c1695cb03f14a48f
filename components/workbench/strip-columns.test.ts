import { describe, expect, it } from 'vitest'
import { stripColumns } from './strip-columns.ts'

/** Left end of each column's cells. */
const startsOf = (widths: readonly number[]) => widths.slice(0, -1).map((_, i) => sum(widths.slice(0, i + 1)))
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('stripColumns', () => {
  it('centres cells of one width on their doses', () => {
    const columns = stripColumns([120, 190, 250])
    expect(columns).toMatchObject({ cellPx: 57, hasSign: true, hasWord: true })
    expect(startsOf(columns?.widths ?? []).map((start) => start + 57 / 2)).toEqual([120.5, 190.5, 250.5])
  })

  it('drops the sign where the cells get narrow', () => {
    expect(stripColumns([80, 112, 144])).toMatchObject({ cellPx: 29, hasSign: false, hasWord: true })
  })

  it('keeps the sign where only the row headers lack room', () => {
    expect(stripColumns([62, 162])).toMatchObject({ cellPx: 56, hasSign: true, hasWord: false })
  })

  it('is no strip where doses stand too close, have no place, or leave no room for the row headers', () => {
    expect(stripColumns([100, 110])).toBeNull()
    expect(stripColumns([100, null])).toBeNull()
    expect(stripColumns([30, 100])).toBeNull()
    expect(stripColumns([])).toBeNull()
  })
})
