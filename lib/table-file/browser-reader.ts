'use client'

import { err } from '../result.ts'
import type { Result } from '../result.ts'
import { TABLE_LIMITS } from './limits.ts'
import { TableReply } from './messages.ts'
import type { PageSource, TableRequest } from './messages.ts'
import { tooManyBytes } from './problems.ts'
import type { ReadOptions, TableProblem, TableReading } from './types.ts'

export interface TableReader {
  /** Reads off the main thread. Never rejects; null where a newer read or the end of the reader overtook it. */
  read(source: PageSource, options: ReadOptions): Promise<Result<TableReading, TableProblem> | null>
  dispose(): void
}

/** A reader on a worker of its own, which ends whatever it still reads when something newer is asked. Browser only. */
export function createTableReader(): TableReader {
  let worker: Worker | null = null
  let giveUp: (() => void) | null = null
  const stop = () => {
    worker?.terminate()
    worker = null
    giveUp?.()
    giveUp = null
  }
  return {
    read(source, options) {
      // Busy with an older one, of which nothing is wanted any more.
      if (giveUp !== null) stop()
      if (byteCount(source) > TABLE_LIMITS.textBytes) {
        return Promise.resolve(err(tooManyBytes(TABLE_LIMITS.textBytes)))
      }
      worker ??= startWorker()
      const { promise, end } = answerOf(worker, (hasFailed) => {
        giveUp = null
        // A worker that ran out of memory answers nothing more.
        if (hasFailed) stop()
      })
      giveUp = () => end(null)
      const request: TableRequest = { source, options }
      worker.postMessage(request)
      return promise
    },
    dispose: stop,
  }
}

type Answer = Result<TableReading, TableProblem> | null

function answerOf(worker: Worker, onEnd: (hasFailed: boolean) => void) {
  const { promise, resolve } = Promise.withResolvers<Answer>()
  const events = new AbortController()
  const end = (answer: Answer) => {
    events.abort()
    onEnd(answer?.ok === false && answer.error === WORKER_FAILED)
    resolve(answer)
  }
  const { signal } = events
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      const reply = TableReply.safeParse(data)
      end(reply.success ? reply.data : err(WORKER_FAILED))
    },
    { signal },
  )
  // Out of memory, or its code did not come.
  for (const type of ['error', 'messageerror'] as const) {
    worker.addEventListener(type, () => end(err(WORKER_FAILED)), { signal })
  }
  return { promise, end }
}

function byteCount(source: PageSource): number {
  return typeof source === 'string' ? source.length : source.size
}

const WORKER_FAILED: TableProblem = {
  kind: 'unreadable',
  title: 'The table could not be read',
  detail:
    'The browser ended the reading, perhaps for want of memory. Try again, or with fewer columns and rows.',
}

function startWorker(): Worker {
  // The bundler finds the worker's entry by this literal form alone.
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
}
