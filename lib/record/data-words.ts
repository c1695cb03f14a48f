import { counted } from '../format/format-number.ts'
import type { DataChange } from './compare-data.ts'

/** Rows that are named one by one; of more, only how many there are. */
const MOST_NAMED = 8

/** "3 rows differ: 12, 40, 41." and what else changed, one sentence each; none where the data are the file's. */
export function dataChangeWords(change: DataChange): readonly string[] {
  if (change.isSame && change.newColumns.length === 0 && change.missingColumns.length === 0) return []
  const { differing, added, missing } = change
  const lines = [
    ...rowLine(differing, differing.length === 1 ? 'row differs' : 'rows differ'),
    ...rowLine(added, added.length === 1 ? 'row is new' : 'rows are new'),
    ...rowLine(missing, missing.length === 1 ? 'row of the file is missing' : 'rows of the file are missing'),
    ...(change.isReordered ? ['Rows stand in another order; exclusions follow their rows.'] : []),
    ...columnLine(change.newColumns, 'new', 'not used by the fits'),
    ...columnLine(change.missingColumns, 'missing', 'the fits do not use it'),
  ]
  return lines.length > 0 ? lines : ['The data differ from those of the file.']
}

/** Rows are named as the table numbers them, from 1. */
function rowLine(rows: readonly number[], what: string): string[] {
  if (rows.length === 0) return []
  const named = rows.slice(0, MOST_NAMED).map((row) => row + 1)
  const more = rows.length - named.length
  return [
    `${rows.length.toLocaleString('en')} ${what}: ${named.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}.`,
  ]
}

function columnLine(names: readonly string[], what: string, note: string): string[] {
  if (names.length === 0) return []
  const list = names
    .slice(0, MOST_NAMED)
    .map((name) => `“${name}”`)
    .join(', ')
  return [
    `${counted(names.length, 'column')} ${what}: ${list}${names.length > MOST_NAMED ? ' …' : ''} (${note}).`,
  ]
}
