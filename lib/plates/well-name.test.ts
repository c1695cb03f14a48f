import { expect, it } from 'vitest'
import { parseWell, plateFormat, wellName } from './well-name.ts'

it.each([
  ['A01', 0, 0],
  ['a1', 0, 0],
  ['H12', 7, 11],
  ['P-24', 15, 23],
  [' P 24 ', 15, 23],
  ['Z48', 25, 47],
  ['AA01', 26, 0],
  ['AF48', 31, 47],
  ['B003', 1, 2],
])('reads %s', (text, row, column) => {
  expect(parseWell(text)).toEqual({ row, column })
})

it.each(['', 'A', '1', 'A0', 'A49', 'AG01', '12A', 'CPD-0012', 'DMSO', 'A1B', 'A100'])(
  'reads no well in “%s”',
  (text) => {
    expect(parseWell(text)).toBeNull()
  },
)

it('names every well of 1536 so that it is read back, once each', () => {
  const places = Array.from({ length: 1536 }, (_, i) => ({ row: Math.floor(i / 48), column: i % 48 }))
  const names = places.map(wellName)
  expect(new Set(names).size).toBe(1536)
  expect(names.map(parseWell)).toEqual(places)
  expect([names[0], names.at(-1)]).toEqual(['A01', 'AF48'])
})

it.each([
  ['A01', 2, 3],
  ['B04', 3, 4],
  ['D06', 4, 6],
  ['F08', 6, 8],
  ['A12', 8, 12],
  ['H12', 8, 12],
  ['I01', 16, 24],
  ['P24', 16, 24],
  ['A25', 32, 48],
  ['AF48', 32, 48],
])('%s needs a plate of %i by %i', (name, rows, columns) => {
  expect(plateFormat([parseWell(name)!])).toEqual({ rows, columns })
})

it('has no plate without wells', () => {
  expect(plateFormat([])).toBeNull()
})
