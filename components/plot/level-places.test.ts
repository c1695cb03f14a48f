import { expect, it } from 'vitest'
import { levelPlaces } from './level-places.ts'

it.each([
  ['levels apart keep their place', [100, 300], [100, 300]],
  ['close levels part by equal shares, the upper one up', [200, 195], [205, 190]],
  ['the same level parts too', [50, 50], [42.5, 57.5]],
  ['none', [], []],
])('%s', (_, levels, expected) => {
  expect(levelPlaces(levels)).toEqual(expected)
})
