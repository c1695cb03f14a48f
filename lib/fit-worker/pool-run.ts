import type { WorkerRequest } from './messages.ts'
import type { Plan } from './plans.ts'

export type FitRunEnd =
  | { readonly kind: 'done'; readonly failed: number }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'cancelled' }
  /** The worker cannot be started or keeps crashing before it answers anything. */
  | { readonly kind: 'failed'; readonly reason: string }

/** The part of a browser `Worker` in use, so that tests can stand in for it. */
export interface WorkerLike {
  postMessage(message: WorkerRequest, transfer: ArrayBuffer[]): void
  terminate(): void
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void
}

export interface Run extends Plan {
  readonly id: number
  readonly end: (how: FitRunEnd) => void
  /** First job not sent yet. */
  next: number
  /** Jobs whose worker crashed in company: they are sent again, each alone, and only the one at fault is lost. */
  readonly again: number[]
  /** Chunks that a worker still has. */
  out: number
  failed: number
}

export interface Chunk {
  readonly id: number
  readonly run: Run
  readonly places: readonly number[]
}

/** One worker of the pool, started when there is work for it. */
export interface Slot {
  worker: WorkerLike | null
  /** What the worker has to do, as it was sent. */
  chunks: readonly Chunk[]
}

/** Jobs per message: about 25 ms of work. */
const CHUNK = 8
export function hasMore({ next, count, again }: Run): boolean {
  return next < count || again.length > 0
}

/** The jobs of the next message. */
export function takePlaces(run: Run): readonly number[] {
  const again = run.again.shift()
  if (again !== undefined) return [again]
  const from = run.next
  run.next = Math.min(run.count, from + CHUNK)
  return Array.from({ length: run.next - from }, (_, offset) => from + offset)
}
