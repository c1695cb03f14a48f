import 'server-only'
import {
  chunksOf,
  keepFits,
  releaseChunk,
  renewChunk,
  type ChunkClaim,
  type StoredBatch,
} from '../store/batches.ts'
import type { Store } from '../store/open-store.ts'
import { BatchFailure, Stopped } from './failure.ts'
import type { OpenTable } from './open-table.ts'

/** How often progress is written down and the claim renewed; well within the lease. */
const RENEW_MS = 1000

/** A restart is one, and so is a thread that ends over a curve: more than so many are no restarts. */
const MOST_TRIES = 10
const BROKE_OFF = `A part of this refit broke off ${MOST_TRIES} times. The log of the server says why.`

interface Options {
  readonly batch: Pick<StoredBatch, 'id'>
  readonly table: OpenTable
  readonly signal: AbortSignal
}

interface Held {
  readonly claim: ChunkClaim
  readonly position: number
}

/** Fits a chunk that this run holds and keeps its fits. Throws `Stopped` where it was lost meanwhile. */
export async function fitChunk(
  deps: { readonly store: Store; readonly leaseS: number },
  { batch, table, signal }: Options,
  { claim, position }: Held,
): Promise<void> {
  const { db } = deps.store
  const chunks = await chunksOf(db, batch.id)
  if ((chunks[position]?.tries ?? 0) > MOST_TRIES) throw new BatchFailure(BROKE_OFF)
  const sizes = chunks.map(({ curveCount }) => curveCount)
  const from = sizes.slice(0, position).reduce((sum, size) => sum + size, 0)
  const hold = holdChunk(deps, { claim, position, fittedOf: () => table.fitted })
  try {
    const fitting = table.ask({ kind: 'fit', from, to: from + (sizes[position] ?? 0) })
    const { fits, verdicts } = await unlessStopped(fitting, AbortSignal.any([signal, hold.lost]))
    const isKept = await keepFits(db, claim, { position, fits, verdicts: JSON.stringify(verdicts) })
    if (!isKept) throw new Stopped()
  } finally {
    hold.end()
    await releaseChunk(db, claim, position).catch((cause: unknown) => {
      // Closing the store while parked: the claim dies with this process anyway.
      if (!signal.aborted) throw cause
    })
  }
}

/** Renews a claim until told to end. `lost` is aborted when the chunk is somebody else's, or its batch is over. */
function holdChunk(
  { store, leaseS }: { readonly store: Store; readonly leaseS: number },
  { claim, position, fittedOf }: Held & { fittedOf(): number },
) {
  const lost = new AbortController()
  const renew = async () => {
    const renewal = renewChunk(store.db, claim, { position, fittedCount: fittedOf(), leaseS })
    // Where the database is out of reach the next record fails, and says so.
    if (!(await renewal.catch(() => true))) lost.abort()
  }
  const timer = setInterval(() => void renew(), Math.min(RENEW_MS, (leaseS * 1000) / 3))
  timer.unref()
  return { lost: lost.signal, end: () => clearInterval(timer) }
}

/** What is under way ends with its thread, which whoever catches `Stopped` closes. */
function unlessStopped<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Stopped())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
