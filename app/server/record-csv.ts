import 'server-only'
import { csvRows } from '@/lib/outputs/csv.ts'
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
    start: (controller) => controller.enqueue(encoder.encode(csvRows([HEADERS], 'begins'))),
    async pull(controller) {
      const page = await reading.next()
      if (page.done === true) controller.close()
      else controller.enqueue(encoder.encode(entriesCsv(page.value)))
    },
    async cancel() {
      await reading.return?.()
    },
  })
}

/** Anybody may have written anything into a reason, and no cell of the trail has to be read back: the stricter guard. */
function entriesCsv(entries: readonly StoredAuditEntry[]): string {
  const rows = entries.map((entry) => [
    entry.seq,
    entry.at.toISOString(),
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
  ])
  return csvRows(rows, 'begins')
}
