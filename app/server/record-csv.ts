import 'server-only'
import { tableToCsv } from '@/lib/outputs/csv.ts'
import type { StoredAuditEntry } from '@/lib/store/audit/entry-hash.ts'

const HEADERS = [
  'Number',
  'Time (UTC)',
  'Person',
  'Person id',
  'Action',
  'Subject',
  'Before',
  'After',
  'Reason',
  'Request',
  'Hash of the entry before',
  'Hash',
]

/** The trail as CSV, a page per pull. A reader that leaves ends the reading. */
export function recordCsv(pages: AsyncIterable<readonly StoredAuditEntry[]>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const reading = pages[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode(tableToCsv({ headers: HEADERS, rows: [] }))),
    async pull(controller) {
      const page = await reading.next()
      if (page.done === true) controller.close()
      else controller.enqueue(encoder.encode(rowsCsv(page.value)))
    },
    async cancel() {
      await reading.return?.()
    },
  })
}

function rowsCsv(entries: readonly StoredAuditEntry[]): string {
  const rows = entries.map((entry) => [
    entry.seq,
    entry.at.toISOString(),
    ...[
      entry.personName,
      entry.personId,
      entry.action,
      entry.subject,
      entry.before,
      entry.after,
      entry.reason,
      entry.requestId,
      entry.previous,
      entry.hash,
    ].map((cell) => (cell === null ? null : notAFormula(cell))),
  ])
  const csv = tableToCsv({ headers: [], rows })
  return csv.slice(csv.indexOf('\n') + 1)
}

/** A spreadsheet runs what begins so; behind an apostrophe it is text. */
function notAFormula(cell: string): string {
  return /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
