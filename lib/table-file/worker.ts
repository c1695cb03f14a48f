import { err } from '../result.ts'
import type { Result } from '../result.ts'
import { TableRequest } from './messages.ts'
import { unreadable } from './problems.ts'
import { readTable } from './read-table.ts'
import type { TableProblem, TableReading } from './types.ts'

/** The two members of the worker's global scope in use: lib "webworker" clashes with lib "dom". */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  postMessage(message: Result<TableReading, TableProblem>, transfer: Transferable[]): void
}

// What guarantees the cast: this file is only ever the entry of a dedicated worker.
const scope = globalThis as unknown as WorkerScope

scope.addEventListener('message', ({ data }) => {
  answer(data).then(
    (reading) => scope.postMessage(reading, reading.ok ? buffersOf(reading.value) : []),
    () => scope.postMessage(err(unreadable('table')), []),
  )
})

async function answer(data: unknown): Promise<Result<TableReading, TableProblem>> {
  const { source, options } = TableRequest.parse(data)
  const chosen = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  if (typeof source === 'string') return readTable({ kind: 'text', text: source }, chosen)
  return readTable({ kind: 'file', name: source.name, bytes: await source.arrayBuffer() }, chosen)
}

function buffersOf({ chunk }: TableReading): Transferable[] {
  return chunk.columns.flatMap(({ numbers, codes }) => [numbers.buffer, codes.buffer])
}
