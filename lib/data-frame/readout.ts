import { displayHeaders } from './display-headers.ts'
import { readHeader } from './header.ts'
import type { Column } from './types.ts'

/** Hours a readout was taken at, where its header says so: 24 of `Mortality 24h`, 72 of `Viability day 3`. */
export function readoutHours(header: string): number | null {
  return readHeader(header).time?.hours ?? null
}

/**
 * What tells each response column from the others, as short as it stays clear: times where all headers have different
 * ones (`24 h`), else the words that differ, else the whole header.
 */
export function readoutLabels(columns: readonly Column[], responses: readonly number[]): readonly string[] {
  const all = displayHeaders(columns)
  const headers = responses.map((index) => all[index] ?? '')
  const times = headers.map((header) => readHeader(header).time?.text ?? null)
  if (times.every((time) => time !== null) && new Set(times).size === times.length) return times
  if (headers.length === 1) return headers
  const short = withoutSharedWords(headers)
  return new Set(short).size === short.length ? short : headers
}

/** Drops the words all headers begin with, as a table's prefix does; keeps at least one word of each. */
function withoutSharedWords(headers: readonly string[]): readonly string[] {
  const split = headers.map((header) => header.split(/\s+/))
  const shortest = Math.min(...split.map((words) => words.length))
  let shared = 0
  while (shared < shortest - 1 && split.every((words) => words[shared] === split[0]?.[shared])) shared += 1
  // `Response (%)` beside `Response (%) (2)`: a bracket alone names nothing.
  while (shared > 0 && split.some((words) => !/^[\p{L}\p{N}]/u.test(words[shared] ?? ''))) shared -= 1
  return split.map((words) => words.slice(shared).join(' '))
}
