import { displayHeaders } from '../data-frame/display-headers.ts'
import type { ColumnMapping, DataFrame } from '../data-frame/types.ts'
import { err, ok, type Result } from '../result.ts'
import type { Exclusion } from '../workbench/types.ts'
import { findColumn } from './find-column.ts'

/** Rows to leave out, 1 the first below the headers; of one response column, or of all. */
export interface ExcludedRows {
  readonly from: number
  readonly to: number
  readonly response: string | null
}

/** `3`, `7-9`, `3,7-9`, and `3:Mortality 24h` for one response alone. */
export function readExclusions(texts: readonly string[]): Result<readonly ExcludedRows[], string> {
  const found: ExcludedRows[] = []
  for (const text of texts) {
    const colon = text.indexOf(':')
    const response = colon < 0 ? null : text.slice(colon + 1).trim()
    for (const part of (colon < 0 ? text : text.slice(0, colon)).split(',')) {
      const range = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part)
      const from = Number(range?.[1])
      const to = Number(range?.[2] ?? range?.[1])
      if (!(from >= 1 && to >= from))
        return err(`--exclude ${text}: rows as 3 or 3,7-9, and 3:"Mortality 24h" for one response`)
      found.push({ from, to, response })
    }
  }
  return ok(found)
}

/** The exclusions as the workbench keeps them, by row and response column. */
export function exclusionsOf(
  excluded: readonly ExcludedRows[],
  frame: DataFrame,
  mapping: ColumnMapping,
): Result<readonly Exclusion[], string> {
  const headers = displayHeaders(frame.columns)
  const found: Exclusion[] = []
  for (const { from, to, response } of excluded) {
    if (to > frame.rowCount) return err(`--exclude ${to}: the table has ${frame.rowCount} rows`)
    const column = response === null ? null : findColumn(headers, response, '--exclude')
    if (column?.ok === false) return column
    if (column !== null && !mapping.responses.includes(column.value))
      return err(`--exclude "${response}": no response that is fitted`)
    const columns = column === null ? mapping.responses : [column.value]
    for (let row = from - 1; row < to; row++) {
      for (const responseColumn of columns)
        found.push({
          row,
          responseColumn,
          cause: 'hand',
          reason: 'excluded on the command line',
          author: 'command line',
          at: '',
        })
    }
  }
  return ok(found)
}
