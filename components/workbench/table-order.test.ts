import { expect, it } from 'vitest'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import { alignOnPoint, cellText, tableColumns } from './table-columns.ts'
import { orderRows } from './table-order.ts'
import { TWO_COLUMNS } from '@/lib/data-frame/frame-fixture.ts'

// Dose 3, n.d., 1, (empty), 1; signal 10, 20, 30.5, 40, 50.
const frame: DataFrame = {
  rowCount: 5,
  columns: [
    {
      displayName: 'Dose',
      typeName: 'Float',
      numbers: Float64Array.of(3, NaN, 1, NaN, 1),
      codes: Uint32Array.of(0, 2, 0, 1, 0),
      dictionary: ['n.d.'],
    },
    {
      displayName: 'Signal',
      typeName: 'Float',
      numbers: Float64Array.of(10, 20, 30.5, 40, 50),
      codes: new Uint32Array(5),
      dictionary: [],
    },
  ],
}
const mapping = { ...TWO_COLUMNS, doseUnit: 'µM' } as const
const columns = tableColumns({ frame, mapping, activeResponse: 1, activeLabel: '24 h', hasGroups: false })
const derived = { replicates: new Map(), residuals: new Map([[4, -2]]) }
const columnOf = (title: string) => columns.find((column) => column.title === title)

it('puts the residual beside the active response', () => {
  expect(columns.map(({ title }) => title)).toEqual(['Row', 'Dose', 'Rep.', 'Signal', 'Residual'])
})

it.each([
  ['ascending', [2, 4, 0, 1, 3]],
  ['descending', [0, 2, 4, 1, 3]],
] as const)('keeps texts after numbers and empty cells last, %s', (direction, expected) => {
  const order = orderRows({ frame, column: columnOf('Dose'), direction, derived, rows: null })
  expect([...order]).toEqual(expected)
})

it('sorts only the rows it is given', () => {
  const options = { frame, column: columnOf('Signal'), derived, rows: Uint32Array.of(1, 4) }
  expect([...orderRows({ ...options, direction: 'descending' })]).toEqual([4, 1])
})

it('sorts by what the page derives', () => {
  const options = { frame, column: columnOf('Residual'), derived, rows: null }
  expect(orderRows({ ...options, direction: 'ascending' })[0]).toBe(4)
})

it('shows a cell as exported', () => {
  expect([0, 1, 3].map((row) => cellText(frame.columns[0]!, row))).toEqual(['3', 'n.d.', ''])
})

it('pads to the point with blanks of digit width', () => {
  expect(alignOnPoint('10', 1)).toBe('10\u2008\u2007')
  expect(alignOnPoint('30.5', 1)).toBe('30.5')
})
