import Papa from 'papaparse'
import { DELIMITERS } from './types.ts'
import type { Delimiter, Grid } from './types.ts'

/** Enough rows to tell a delimiter from punctuation. */
const SAMPLE_ROWS = 80
const SAMPLE_CHARS = 200_000

/** Separated text (RFC 4180 and what people make of it) as cells. Never throws; an unclosed quote runs to the end. */
export function splitText(text: string, delimiter: Delimiter): Grid {
  if (delimiter === ' ') return text.split(/\r\n|\n|\r/).map(splitAtSpaces)
  return Papa.parse<string[]>(text, { delimiter, skipEmptyLines: false }).data
}

function splitAtSpaces(line: string): string[] {
  const plain = line.trim()
  return plain === '' ? [] : plain.split(/\s+/)
}

/**
 * The delimiter that cuts most rows into equally many cells. Where two do, the one earlier in `DELIMITERS`: `1,5;2,3` is two
 * cells with decimal commas. Spaces count only where nothing else divides anything.
 */
export function findDelimiter(text: string): Delimiter {
  const head = text.slice(0, SAMPLE_CHARS)
  const scored = DELIMITERS.filter((delimiter) => delimiter !== ' ').map((delimiter) => {
    const { data } = Papa.parse<string[]>(head, { delimiter, preview: SAMPLE_ROWS, skipEmptyLines: 'greedy' })
    // The last row of a head that was cut off may be half a row.
    const rows = head.length < text.length && data.length < SAMPLE_ROWS ? data.slice(0, -1) : data
    return { delimiter, score: evenness(rows) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score + 1e-9 ? b : a))
  return best.score > 0 ? best.delimiter : ' '
}

/** Share of rows that have the commonest number of cells, if that is two or more. */
function evenness(rows: Grid): number {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  const divided = [...counts].filter(([cells]) => cells > 1)
  return rows.length === 0 ? 0 : Math.max(0, ...divided.map(([, count]) => count)) / rows.length
}
