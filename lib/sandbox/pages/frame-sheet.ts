import { html } from 'hono/html'
import Papa from 'papaparse'
import type { Column, FrameRecord } from '../records.ts'
import type { Sandbox } from '../sandbox.ts'
import { day, STATUS_WORDS } from './words.ts'
import type { Html } from './layout.ts'

const SHOWN_ROWS = 200
const NUMERIC: readonly string[] = ['Int', 'Float']

/** One data frame: what it is, and its first 200 rows when it has any. */
export function frameSheet(sandbox: Sandbox, frame: FrameRecord): Html {
  const status = sandbox.tenant.frameStatus(frame)
  const outcome = frame.ingestion?.outcome
  return html`<article class="sheet" aria-labelledby="${frame.id}">
    <h2 class="item" id="${frame.id}">${frame.name}</h2>
    <div class="facts">
      <span class="tag">${STATUS_WORDS[status]}</span> data frame ${frame.id} · ${day(frame.createdAtMs)}
    </div>
    ${status === 'FAILED_VALIDATION' && outcome?.kind === 'failed' ? html`<p>${outcome.message}</p>` : ''}
    ${
      status === 'SUCCEEDED' && outcome?.kind === 'succeeded'
        ? table(sandbox, { frame, columns: outcome.columns, rowCount: outcome.rowCount })
        : ''
    }
  </article>`
}

interface FrameTable {
  readonly frame: FrameRecord
  readonly columns: readonly Column[]
  readonly rowCount: number
}

function table(sandbox: Sandbox, { frame, columns, rowCount }: FrameTable): Html {
  const rows = firstRows(sandbox.tenant.frameParts(frame.id), columns)
  const count = rowCount.toLocaleString('en')
  const caption =
    rows.length < rowCount
      ? `First ${rows.length} of ${count} rows`
      : rowCount === 1
        ? '1 row'
        : `${count} rows`
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Rows of ${frame.name}">
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${columns.map((column) => headCell(column))}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${columns.map((column, index) => cell(column, row[index] ?? ''))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p><a href="/frames/${frame.id}/download">Download ${frame.name} as CSV</a></p>`
}

function headCell({ displayName, type }: Column): Html {
  return html`<th scope="col" class="${NUMERIC.includes(type.name) ? 'number' : ''}">${displayName}</th>`
}

function cell({ type }: Column, text: string): Html {
  return html`<td class="${NUMERIC.includes(type.name) ? 'number' : ''}">${text}</td>`
}

/** The first rows below the header, over all parts; a part may repeat the header or not. */
function firstRows(parts: readonly Uint8Array[], columns: readonly Column[]): string[][] {
  const header = columns.map((column) => column.displayName).join('\u0000')
  return parts
    .flatMap((part) => {
      // A slice is enough for the rows shown, and keeps a 100,000-row frame from being parsed whole.
      const text = new TextDecoder().decode(part.subarray(0, 1_000_000))
      return Papa.parse<string[]>(text, { delimiter: ',', preview: SHOWN_ROWS + 1, skipEmptyLines: true })
        .data
    })
    .filter((record) => record.join('\u0000') !== header)
    .slice(0, SHOWN_ROWS)
}
