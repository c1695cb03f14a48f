import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { createChunkEncoder, type ChunkEncoder } from '../data-frame/encode-chunk.ts'
import { createFrameBuilder, type FrameBuilder } from '../data-frame/frame-builder.ts'
import type { CurveFit } from '../fit/types.ts'
import { createWorkerPool, type WorkerPool } from '../threads/worker-pool.ts'
import { curveRequest } from '../workbench/selectors.ts'
import type { FitAnswer, FitAsk, TableAnswers, TableAsk, VerdictCounts } from './messages.ts'
import { packFits, unpackFits } from './packed-fits.ts'
import { digestOf, planBatch, type BatchPlan } from './plan-batch.ts'
import { readParquet } from './read-parquet.ts'
import { ResultsRows } from './results-rows.ts'

/** Curves that one thread is sent at a time. */
const CURVES_AT_A_TIME = 8

type AskOf<Kind extends TableAsk['kind']> = Extract<TableAsk, { kind: Kind }>

/** A frame with its curves, off the thread that answers people: all that a batch works out is worked out here. */
export class Table {
  #builder: FrameBuilder | null = null
  #encoder: ChunkEncoder | null = null
  #plan: BatchPlan | null = null
  #results: ResultsRows | null = null
  #pool: WorkerPool<FitAsk, FitAnswer> | null = null
  readonly #onProgress: (fitted: number) => void

  constructor(onProgress: (fitted: number) => void) {
    this.#onProgress = onProgress
  }

  async answer(ask: TableAsk): Promise<TableAnswers[keyof TableAnswers]> {
    switch (ask.kind) {
      case 'columns':
        this.#builder = createFrameBuilder(ask.columns)
        this.#encoder = createChunkEncoder(ask.columns)
        return null
      case 'append':
        there(this.#builder).append(ask.chunk)
        return null
      case 'parquet':
        return this.#readFile(ask)
      case 'plan':
        return this.#makePlan(ask)
      case 'fit':
        return this.#fit(ask)
      case 'origin':
        this.#results = new ResultsRows(there(this.#plan), ask.origin)
        return null
      case 'note':
        there(this.#results).note(ask.from, unpackFits(ask.fits))
        return null
      case 'header':
        return there(this.#results).header()
      case 'rows':
        return gzipSync(there(this.#results).rows(ask.from, unpackFits(ask.fits)))
    }
  }

  async #readFile({ path, names, mostRows }: AskOf<'parquet'>): Promise<number> {
    const [builder, encoder] = [there(this.#builder), there(this.#encoder)]
    for await (const records of readParquet(path, names)) {
      builder.append(encoder.encode(records))
      if (builder.rowCount > mostRows) break
    }
    return builder.rowCount
  }

  #makePlan({ work, threads }: AskOf<'plan'>): TableAnswers['plan'] {
    const loaded = there(this.#builder).snapshot()
    this.#plan = planBatch(loaded, work)
    this.#pool ??= createWorkerPool<FitAsk, FitAnswer>(
      threads,
      () => new Worker(new URL('./fit-thread.ts', import.meta.url)),
    )
    const { curves } = this.#plan
    return { rowCount: loaded.rowCount, curveCount: curves.length, digest: digestOf(curves) }
  }

  async #fit({ from, to }: AskOf<'fit'>): Promise<TableAnswers['fit']> {
    const { work, curves } = there(this.#plan)
    const pool = there(this.#pool)
    let fitted = 0
    const fitSome = async (start: number): Promise<readonly CurveFit[]> => {
      const some = curves.slice(start, Math.min(start + CURVES_AT_A_TIME, to))
      const end = await pool.run({ requests: some.map((curve) => curveRequest(work, curve, 'full').request) })
      if (end.kind === 'crashed') throw new Error(`a thread ended while it fitted: ${end.reason}`)
      fitted += end.fits.length
      this.#onProgress(fitted)
      return end.fits
    }
    const starts = Array.from(
      { length: Math.ceil((to - from) / CURVES_AT_A_TIME) },
      (_, task) => from + task * CURVES_AT_A_TIME,
    )
    const fits = (await inTurns(starts, { run: fitSome, atOnce: pool.size * 2 })).flat()
    return { fits: packFits(fits), verdicts: countVerdicts(fits) }
  }
}

/** Some items at once, so that not every request of a chunk lies around at the same time; results in their order. */
async function inTurns<Item, Value>(
  items: readonly Item[],
  { run, atOnce }: { readonly run: (item: Item) => Promise<Value>; readonly atOnce: number },
): Promise<readonly Value[]> {
  const values: Value[] = []
  const queue = items.entries()
  const take = async () => {
    for (const [place, item] of queue) values[place] = await run(item)
  }
  await Promise.all(Array.from({ length: atOnce }, take))
  return values
}

function countVerdicts(fits: readonly CurveFit[]): VerdictCounts {
  const counts: Record<string, number> = {}
  for (const { relative } of fits) counts[relative.verdict.kind] = (counts[relative.verdict.kind] ?? 0) + 1
  return counts
}

function there<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the table was asked for something before what that is made of')
  return value
}
