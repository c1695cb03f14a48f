import { causeWords } from '../workbench/cause-words.ts'
import type { OutputContext, OutputTable } from './types.ts'

/** Every exclusion with its reason, in the order of the table's rows; `Row` counts from 1, as the page does. */
export function exclusionsTable({ exclusions, frame }: OutputContext): OutputTable {
  return {
    headers: ['Row', 'Response', 'Excluded', 'Reason', 'By', 'At'],
    rows: exclusions
      .toSorted((a, b) => a.row - b.row || a.responseColumn - b.responseColumn)
      .map((e) => [
        e.row + 1,
        frame.columns[e.responseColumn]?.displayName ?? null,
        causeWords(e.cause),
        e.reason,
        e.author,
        e.at,
      ]),
  }
}
