import 'server-only'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TableAnswers, TableAsk, TableReply } from './messages.ts'

export interface OpenTable {
  /** One after the other. Rejects where the thread failed or was closed. */
  ask<Ask extends TableAsk>(ask: Ask, transfer?: readonly ArrayBuffer[]): Promise<TableAnswers[Ask['kind']]>
  /** Of the curves asked for last. */
  readonly fitted: number
  close(): Promise<void>
}

/** Read as it stands in the project: the bundler of the server knows no threads, and Node takes TypeScript. */
const threadFile = () => join(process.cwd(), 'lib/batch/table-thread.ts')

/** Starts a thread that holds a frame, and the threads that fit its curves. */
export function openTable(): OpenTable {
  const worker = new Worker(/* turbopackIgnore: true */ threadFile())
  let open: { answer(value: never): void; fail(reason: Error): void } | null = null
  let ended: Error | null = null
  let fitted = 0
  const end = (reason: Error) => {
    ended ??= reason
    open?.fail(ended)
    open = null
  }
  worker.on('message', (reply: TableReply) => {
    if (reply.kind === 'progress') {
      fitted = reply.fitted
      return
    }
    const waiting = open
    open = null
    // The thread answers what it was asked, so the answer is of that kind.
    if (reply.kind === 'answer') waiting?.answer(reply.answer as never)
    else waiting?.fail(new Error(reply.reason))
  })
  worker.on('error', end)
  worker.on('exit', (code) => end(new Error(`the thread of the refit ended with code ${code}`)))
  return {
    ask: (ask, transfer = []) => {
      if (ended !== null) return Promise.reject(ended)
      if (ask.kind === 'fit') fitted = 0
      return new Promise((answer, fail) => {
        open = { answer, fail }
        worker.postMessage(ask, [...transfer])
      })
    },
    get fitted() {
      return fitted
    },
    close: async () => {
      await worker.terminate()
    },
  }
}
