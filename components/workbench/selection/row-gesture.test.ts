import { describe, expect, it } from 'vitest'
import { gestureOfClick, selectRows } from './row-gesture.ts'

// Sorted by dose, the rows of three replicates lie side by side.
const order = [0, 7, 14, 1, 8, 15, 2, 9, 16]
const KEYS = { shiftKey: false, ctrlKey: false, metaKey: false }

describe('a range', () => {
  const to = (row: number, before: Parameters<typeof selectRows>[0] = null, active: number | null = 7) =>
    selectRows(before, row, { gesture: 'range', order, active })

  it('runs along the table as it is sorted, from the selected row', () => {
    expect(to(8)).toEqual({ rows: [7, 14, 1, 8], anchor: 7 })
  })

  it('turns around its start', () => {
    expect(to(0, to(8))).toEqual({ rows: [0, 7], anchor: 7 })
  })

  it('is the row alone where none was selected', () => {
    expect(to(15, null, null)).toEqual({ rows: [15], anchor: 15 })
  })

  it('starts at the top where its start is no longer shown', () => {
    expect(to(14, { rows: [99], anchor: 99 })).toEqual({ rows: [0, 7, 14], anchor: 99 })
  })
})

describe('one more row', () => {
  const toggle = (row: number, before: Parameters<typeof selectRows>[0], active: number | null = 7) =>
    selectRows(before, row, { gesture: 'toggle', order, active })

  it('joins the selected one, and goes again', () => {
    const two = toggle(2, null)
    expect(two).toEqual({ rows: [7, 2], anchor: 2 })
    expect(toggle(7, two)).toEqual({ rows: [2], anchor: 7 })
  })

  it('is the first where it is the selected one itself', () => {
    expect(toggle(7, null)).toEqual({ rows: [7], anchor: 7 })
  })
})

it('lets all go on a plain click', () => {
  expect(
    selectRows({ rows: [1, 2], anchor: 1 }, 2, { gesture: gestureOfClick(KEYS), order, active: 2 }),
  ).toBeNull()
  expect(gestureOfClick({ ...KEYS, shiftKey: true })).toBe('range')
  expect(gestureOfClick({ ...KEYS, metaKey: true })).toBe('toggle')
})
