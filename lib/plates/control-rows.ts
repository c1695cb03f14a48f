import { cellText } from '../data-frame/cell.ts'
import type { DataFrame } from '../data-frame/types.ts'
import type { Controls } from './types.ts'

export type ControlSide = 'negative' | 'positive'

/** Which control each row is; null for samples. One pass over the texts of the column, none over its rows. */
export function controlSides(frame: DataFrame, controls: Controls): (row: number) => ControlSide | null {
  const column = frame.columns[controls.column]
  if (!column) return () => null
  const [negative, positive] = [new Set(controls.negative), new Set(controls.positive)]
  const sideOf = (text: string): ControlSide | null =>
    negative.has(text) ? 'negative' : positive.has(text) ? 'positive' : null
  const ofText = column.dictionary.map(sideOf)
  return (row) => {
    const code = column.codes[row] ?? 1
    return code >= 2 ? (ofText[code - 2] ?? null) : sideOf(cellText(column, row))
  }
}
