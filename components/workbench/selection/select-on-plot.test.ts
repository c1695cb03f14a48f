import { expect, it } from 'vitest'
import { withRows } from './select-on-plot.ts'

it('adds wells once', () => {
  expect(withRows([3, 5], [5, 7], 'add')).toEqual([3, 5, 7])
  expect(withRows([3, 5], [5, 7], 'only')).toEqual([5, 7])
})

it('lets wells go only where all of them were in', () => {
  expect(withRows([3, 5, 7], [5], 'toggle')).toEqual([3, 7])
  expect(withRows([3, 5], [5, 7], 'toggle')).toEqual([3, 5, 7])
})
