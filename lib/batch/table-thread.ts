/** The thread of one batch: see `table.ts`, which it runs, and `open-table.ts`, which starts it. */
import { parentPort } from 'node:worker_threads'
import type { TableAsk, TableReply } from './messages.ts'
import { Table } from './table.ts'

const say = (reply: TableReply) => parentPort?.postMessage(reply)
const table = new Table((fitted) => say({ kind: 'progress', fitted }))

parentPort?.on('message', (ask: TableAsk) => {
  table.answer(ask).then(
    (answer) => say({ kind: 'answer', answer }),
    (cause: unknown) =>
      say({ kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause) }),
  )
})
