import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { ColumnMapping, DataFrame } from '@/lib/data-frame/types.ts'

/**
 * Headers for a narrow table: the words that dose and responses begin with in common, as the table's prefix, are left
 * out of them ("Cell Mortality Concentration" is "Concentration"). Each keeps a word; the others stay whole.
 */
export function shortHeaders(frame: DataFrame, mapping: ColumnMapping): readonly string[] {
  const headers = displayHeaders(frame.columns)
  const measured = new Set([...(mapping.dose === null ? [] : [mapping.dose]), ...mapping.responses])
  if (measured.size < 2) return headers
  const split = [...measured].map((index) => (headers[index] ?? '').split(/\s+/))
  const shortest = Math.min(...split.map((words) => words.length))
  let shared = 0
  while (shared < shortest - 1 && split.every((words) => words[shared] === split[0]?.[shared])) shared += 1
  return headers.map((header, index) =>
    measured.has(index) ? header.split(/\s+/).slice(shared).join(' ') : header,
  )
}
