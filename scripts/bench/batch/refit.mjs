/**
 * Refits a generated screen and prints how long that took, how much memory, and how long the main thread was held up.
 * BENCH_ROWS rows as CSV records; or BENCH_PARQUET, a file with the same columns (`screen.mjs`).
 */
import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { runBatch } from '../../../lib/batch/run-batch.ts'
import { startBatch } from '../../../lib/batch/start-batch.ts'
import { threadsFrom } from '../../../lib/batch/threads.ts'
import { guessMapping } from '../../../lib/data-frame/guess-mapping.ts'
import { chunksOf, findBatch } from '../../../lib/store/batches.ts'
import { openStore } from '../../../lib/store/open-store.ts'
import { initialWork } from '../../../lib/workbench/initial-work.ts'
import { serialiseWork } from '../../../lib/workbench/write-work.ts'
import { columns, frameOf, screenBatches } from './screen.mjs'

const rowCount = Number(process.env['BENCH_ROWS'] ?? 1_000_000)
const parquetFile = process.env['BENCH_PARQUET']
const threads = threadsFrom(process.env)
const target = { tenantHost: 'bench.benchling.com', analysisId: 'ana_Bench' }
/** A tenant that has the frame and nothing else, without a network between. */
const client = {
  getDataFrame: () => Promise.resolve({ ok: true, value: { name: 'Bench' } }),
  exportParquet: () =>
    Promise.resolve(
      parquetFile === undefined
        ? { ok: false, error: { kind: 'rejected', message: '', requestId: null } }
        : {
            ok: true,
            value: {
              columns: columns.map((column) => ({ ...column, systemName: column.displayName })),
              parts: [{ read: fileBytes }],
            },
          },
    ),
  exportRows: () => Promise.resolve({ ok: true, value: { columns, batches: exported() } }),
}
const dir = mkdtempSync(join(tmpdir(), 'halfmax-bench-'))
const opened = await openStore(dir)
if (!opened.ok) throw new Error(opened.error.kind)
const store = opened.value
try {
  const [first] = screenBatches(2000)
  const work = initialWork(guessMapping(frameOf(first)))
  const started = await startBatch(
    { store, enqueue: () => Promise.resolve() },
    {
      target,
      by: 'bench',
      context: { person: { id: 'bench', name: 'bench' }, target, requestId: null },
      input: { frameId: 'dset_Bench', work: serialiseWork(work, columns) },
    },
  )
  if (!started.ok) throw new Error(started.error)
  const { batchId } = started.value
  const startMb = process.resourceUsage().maxRSS / 1024
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const startedMs = performance.now()
  let cutMs = null
  let readingMs = 0
  const look = async () => {
    if (cutMs !== null || (await chunksOf(store.db, batchId)).length === 0) return
    cutMs = performance.now()
    readingMs = delay.max / 1e6
    delay.reset()
  }
  const watch = setInterval(() => void look(), 250)
  const deps = { store, clientFor: () => client, version: 'bench', threads, leaseS: 30 }
  const outcome = await runBatch(deps, batchId, new AbortController().signal)
  clearInterval(watch)
  delay.disable()
  const s = (performance.now() - startedMs) / 1000
  const batch = await findBatch(store.db, batchId)
  const chunks = await chunksOf(store.db, batchId)
  if (outcome !== 'settled' || batch?.state !== 'done') throw new Error(batch?.message ?? outcome)
  const count = (n) => Math.round(n).toLocaleString('en')
  const lines = [
    `${count(batch.rowCount)} rows, ${count(batch.curveCount)} curves, ${chunks.length} chunks, ${threads} threads that fit`,
    `read and cut in ${((cutMs ?? startedMs) / 1000 - startedMs / 1000).toFixed(1)} s`,
    `all in ${s.toFixed(1)} s: ${count(batch.rowCount / s)} rows/s, ${count(batch.curveCount / s)} curves/s`,
    `peak memory ${count(process.resourceUsage().maxRSS / 1024)} MB; at the start ${count(startMb)} MB`,
    `the main thread was held up for ${count(readingMs)} ms at most while rows were read, ${count(delay.max / 1e6)} ms after`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
} finally {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
}

async function* fileBytes() {
  for await (const value of createReadStream(parquetFile)) yield { ok: true, value }
}

async function* exported() {
  for (const value of screenBatches(rowCount)) {
    // As over a network, others have their turn between two batches.
    await new Promise((resolve) => setImmediate(resolve))
    yield { ok: true, value }
  }
}
