import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { AnalysisSummary, ExportItem, WorkbenchActions, WorkbenchReads } from '@/lib/workbench/ports.ts'
import type { KeptTable } from './kept-tables.ts'

const FRAME_ID = 'table'

/** What the workbench asks for, answered out of this browser: no request is made. */
export const localActions: WorkbenchActions = {
  async loadAnalysis({ analysisId }) {
    const table = await findTable(analysisId)
    return table === null ? err(NOT_HERE) : ok(localSummary(table))
  },
  async exportDataFrame({ analysisId }) {
    const table = await findTable(analysisId)
    if (table === null) return err(NOT_HERE)
    const { name, columns, chunk } = table
    const items: ExportItem[] = [
      { kind: 'chunk', chunk },
      { kind: 'end', rowCount: chunk.rowCount },
    ]
    return ok({ name, columns, chunks: streamOf(items) })
  },
  startPush: refusePush,
  retryPush: refusePush,
}

/** A table in this browser has no pushes. */
export const localReads: WorkbenchReads = {
  readPush: refusePush,
  listPushes: () => Promise.resolve(ok([])),
  lastPush: () => Promise.resolve(ok(null)),
}

export function localSummary({
  id,
  name,
  columns,
}: Pick<KeptTable, 'id' | 'name' | 'columns'>): AnalysisSummary {
  return {
    analysisId: id,
    tenantHost: 'this-browser',
    tenantName: 'This browser',
    folderId: null,
    frames: [
      { id: FRAME_ID, name, state: 'ready', message: null, columns, isOwnOutput: false, isSuggested: true },
    ],
    fileCount: 0,
    analysisUrl: null,
    notices: [],
    isLocal: true,
  }
}

/** Storage and its schema come when a table is asked for: the page that shows one starts without them. */
async function findTable(id: string): Promise<KeptTable | null> {
  const kept = await import('./kept-tables.ts')
  return kept.findTable(id)
}

function streamOf(items: readonly ExportItem[]): ReadableStream<ExportItem> {
  return new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item)
      controller.close()
    },
  })
}

function refusePush(): Promise<Result<never, Problem>> {
  return Promise.resolve(err(NOTHING_TO_PUSH_TO))
}

const NOT_HERE: Problem = {
  kind: 'no-such-table',
  title: 'This table is not in this browser',
  detail:
    'A pasted table is kept only in the browser it was opened in, until it is removed there. Paste or open it again.',
  isRetryable: false,
  retryAfterS: null,
  requestId: null,
}

const NOTHING_TO_PUSH_TO: Problem = {
  kind: 'no-tenant',
  title: 'There is no analysis to push to',
  detail: 'This table is in your browser only. Download its results.',
  isRetryable: false,
  retryAfterS: null,
  requestId: null,
}
