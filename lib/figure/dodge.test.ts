import { expect, it } from 'vitest'
import { dodgeShifts } from './dodge.ts'

it.each([
  [
    'points apart stay',
    [
      [0, 0],
      [0, 7],
    ],
    [0, 0],
  ],
  [
    'a twin steps right, the next left, then two right',
    [
      [5, 5],
      [5, 5],
      [5, 5],
      [5, 5],
    ],
    [0, 8, -8, 16],
  ],
  [
    'twins across a rounding edge are found',
    [
      [0.499, 3],
      [0.501, 3],
    ],
    [0, 8],
  ],
  [
    'nearly the same place overlaps where it is',
    [
      [5, 5],
      [5, 5.1],
    ],
    [0, 0],
  ],
  [
    'a marker apart is no twin',
    [
      [0, 0],
      [7, 0],
    ],
    [0, 0],
  ],
])('%s', (_, places, expected) => {
  const points = places.map(([x = NaN, y = NaN]) => ({ x, y }))
  expect([...dodgeShifts(points, 8)]).toEqual(expected)
})
