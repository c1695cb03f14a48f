import { cellNumber, cellText } from './cell.ts'
import type { ColumnMapping, DataFrame } from './types.ts'

/** Wells of one control of a frame, for one response column. */
export interface ControlMean {
  /** "negative control" */
  readonly name: string
  readonly mean: number
  /** Of the mean, s²/n. */
  readonly variance: number
  readonly count: number
}

/**
 * Means of the control wells that the mapping names, over all plates, in the order of their names there.
 *
 * @returns empty without a role column; a control with fewer than two numbers has no scatter and is left out
 */
export function controlMeans(
  frame: DataFrame,
  { role }: ColumnMapping,
  responseColumn: number,
): readonly ControlMean[] {
  const [roles, response] = [frame.columns[role?.column ?? -1], frame.columns[responseColumn]]
  if (!role || !roles || !response) return []
  const values = new Map<string, number[]>(role.controlValues.map((name) => [name, []]))
  for (let row = 0; row < frame.rowCount; row += 1) {
    const value = cellNumber(response, row)
    if (value !== null) values.get(cellText(roles, row))?.push(value)
  }
  return [...values].flatMap(([name, numbers]) => {
    const count = numbers.length
    if (count < 2) return []
    const mean = numbers.reduce((sum, value) => sum + value, 0) / count
    const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    return [{ name, mean, variance: squares / (count - 1) / count, count }]
  })
}
