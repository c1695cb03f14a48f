import { setImmediate as takeTurn } from 'node:timers/promises'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { CsvRecords } from './csv-records.ts'
import type { RecordProblem } from './csv-records.ts'
import { readText } from './download.ts'
import type { Download } from './download.ts'
import type { BenchlingError } from './errors.ts'
import { LIMITS } from './limits.ts'

type Rows = string[][]
type Part = { readonly part: number; readonly signal: AbortSignal | null }

/** Records per batch: enough to be quick, few enough that others get their turn some milliseconds later. */
export const BATCH_ROWS = 1_000

/**
 * The records of one part in batches, its first record included. A row with another number of fields than the first is
 * `bad-csv` in the middle and `truncated` at the end: that is what a file cut in mid-record looks like.
 */
export async function* readPart(
  download: Download,
  { part, signal }: Part,
): AsyncGenerator<Result<Rows, BenchlingError>> {
  const records = new CsvRecords()
  let pending: Rows = []
  let rowsGiven = 0
  let columns = 0
  for await (const text of readText(download, { part, signal })) {
    if (!text.ok) return yield text
    const pushed = records.push(text.value, pending)
    columns ||= pending[0]?.length ?? 0
    if (!pushed.ok) return yield err(sayProblem(pushed.error, { part, row: rowsGiven + pending.length + 1 }))
    // The last record is held back: only what follows tells whether a ragged one was the end.
    while (pending.length > BATCH_ROWS) {
      const batch = pending.slice(0, BATCH_ROWS)
      pending = pending.slice(BATCH_ROWS)
      const checked = checkRows(batch, { part, firstRow: rowsGiven + 1, columns })
      rowsGiven += batch.length
      yield checked
      if (!checked.ok) return
    }
    // What has arrived already would be read without a pause, however much it is.
    await takeTurn()
  }
  const last = records.end()
  if (!last.ok) return yield err(sayProblem(last.error, { part, row: rowsGiven + pending.length + 1 }))
  if (last.value !== null) pending.push(last.value)
  columns ||= pending[0]?.length ?? 0
  yield checkEnd(pending, { part, firstRow: rowsGiven + 1, columns })
}

interface Place {
  readonly part: number
  readonly firstRow: number
  readonly columns: number
}

/** A blank line is a record of one empty cell where there is one column, and nothing where there are more. */
function checkRows(rows: Rows, { part, firstRow, columns }: Place): Result<Rows, BenchlingError> {
  if (columns > LIMITS.columns) return err({ kind: 'bad-csv', part, row: 1, reason: 'too-many-columns' })
  const ragged = rows.findIndex((row) => row.length !== columns && !isBlank(row))
  if (ragged >= 0) return err({ kind: 'bad-csv', part, row: firstRow + ragged, reason: 'ragged' })
  return ok(columns === 1 ? rows : rows.filter((row) => !isBlank(row)))
}

function checkEnd(rows: Rows, place: Place): Result<Rows, BenchlingError> {
  const checked = checkRows(rows, place)
  const last = rows.at(-1)
  const isRagged = last !== undefined && last.length !== place.columns && !isBlank(last)
  const isOnlyTheLast =
    !checked.ok && checked.error.kind === 'bad-csv' && checked.error.row === place.firstRow + rows.length - 1
  return isRagged && isOnlyTheLast ? err({ kind: 'truncated', what: 'data frame' }) : checked
}

function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && row[0] === ''
}

function sayProblem(problem: RecordProblem, place: { part: number; row: number }): BenchlingError {
  return problem === 'ended-in-quote'
    ? { kind: 'truncated', what: 'data frame' }
    : { kind: 'bad-csv', ...place, reason: problem }
}
