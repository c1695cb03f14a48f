/** What a click or a key on a row of the table does to the rows selected together. */
export type RowGesture = 'only' | 'range' | 'toggle'

export interface RowSelection {
  readonly rows: readonly number[]
  /** Where the next range starts. */
  readonly anchor: number
}

interface Modifiers {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

export function gestureOfClick({ shiftKey, ctrlKey, metaKey }: Modifiers): RowGesture {
  return shiftKey ? 'range' : ctrlKey || metaKey ? 'toggle' : 'only'
}

/**
 * The rows selected after a gesture on one of them.
 *
 * @param order  rows as the table shows them, which is what a range runs along
 * @param active the single row that is selected, where none are selected together: the first of several
 */
export function selectRows(
  before: RowSelection | null,
  row: number,
  { gesture, order, active }: { gesture: RowGesture; order: ArrayLike<number>; active: number | null },
): RowSelection | null {
  if (gesture === 'only') return null
  if (gesture === 'range') {
    const anchor = before?.anchor ?? active ?? row
    const rows = Array.from(order)
    const [one, other] = [Math.max(0, rows.indexOf(anchor)), rows.indexOf(row)]
    return { rows: rows.slice(Math.min(one, other), Math.max(one, other) + 1), anchor }
  }
  const rows = before?.rows ?? (active === null || active === row ? [] : [active])
  return {
    rows: rows.includes(row) ? rows.filter((other) => other !== row) : [...rows, row],
    anchor: row,
  }
}
