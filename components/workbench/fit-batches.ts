import type { CurveFit } from '@/lib/fit/types.ts'
import type { CurveRequest } from '@/lib/workbench/selectors.ts'
import type { FitOrder } from './fit-order.ts'
import type { FitMade, FitStep, RunFits } from './fit-store.ts'

/** Curves that were asked for together. */
interface Batch {
  readonly abort: AbortController
  /** How many of them are still wanted and not there. */
  open: number
}

interface Options {
  readonly run: RunFits
  readonly width: number
  readonly batchSize: number
  readonly order: FitOrder
  /** Of a run that is still wanted. */
  onFit(made: FitMade, fit: CurveFit): void
}

/** The runs under way. */
export interface FitBatches {
  isRunning(curveId: string): boolean
  /** Asks for as much as may be under way. */
  pump(): void
  /** Its run is not wanted any more, if it has one. */
  leave(curveId: string): void
  /** Leaves the runs of all curves whose key is another one now. */
  leaveOthers(keyOf: (curveId: string) => string | undefined): void
}

export function createFitBatches({ run, width, batchSize, order, onFit }: Options): FitBatches {
  const running = new Map<string, { readonly key: string; readonly batch: Batch }>()
  const underWay = new Set<Batch>()

  const pump = () => {
    // Those somebody looks at come alone and at once: nobody waits for them until a batch is through.
    for (const id of order.watched()) {
      const step = order.stepOf(id)
      if (step) start(step, { isUrgent: true })
    }
    while (underWay.size < width) {
      const first = order.next()
      if (!first) return
      start(first, { isUrgent: false })
    }
  }

  const start = (first: FitStep, { isUrgent }: { readonly isUrgent: boolean }) => {
    const batch: Batch = { abort: new AbortController(), open: 0 }
    const steps: FitStep[] = []
    for (let step: FitStep | null = first; step;) {
      running.set(step.job.curveId, { key: step.job.key, batch })
      steps.push(step)
      step = !isUrgent && steps.length < batchSize ? order.next() : null
    }
    batch.open = steps.length
    void finish(
      steps.map(({ job, detail }) => ({ job, detail, ...job.build(detail) })),
      batch,
      isUrgent,
    )
  }

  const finish = async (built: readonly (FitStep & CurveRequest)[], batch: Batch, isUrgent: boolean) => {
    const isOfBatch = (curveId: string) => running.get(curveId)?.batch === batch
    underWay.add(batch)
    await run(
      built.map(({ request }) => request),
      {
        isUrgent,
        signal: batch.abort.signal,
        onFit: (place, fit) => {
          const one = built[place]
          if (!one || !isOfBatch(one.job.curveId)) return
          running.delete(one.job.curveId)
          batch.open -= 1
          onFit(one, fit)
        },
      },
    )
    underWay.delete(batch)
    for (const { job } of built) if (isOfBatch(job.curveId)) running.delete(job.curveId)
    pump()
  }

  const leave = (curveId: string) => {
    const open = running.get(curveId)
    if (!open) return
    running.delete(curveId)
    open.batch.open -= 1
    // A batch of which nothing is wanted any more is given up.
    if (open.batch.open === 0) open.batch.abort.abort()
  }

  return {
    isRunning: (curveId) => running.has(curveId),
    pump,
    leave,
    leaveOthers(keyOf) {
      for (const [id, { key }] of running) if (keyOf(id) !== key) leave(id)
    },
  }
}
