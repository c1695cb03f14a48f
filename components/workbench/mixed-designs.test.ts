import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { frameOf } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { createFitClient } from '@/lib/fit-worker/client.ts'
import { createFitQueue } from '@/lib/fit-worker/fit-queue.ts'
import type { WorkerRequest } from '@/lib/fit-worker/messages.ts'
import type { WorkerLike } from '@/lib/fit-worker/pool-run.ts'
import { atRest } from '@/lib/fit/at-rest.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { createFitJobs } from './fit-jobs.ts'
import { createFitStore } from './fit-store.ts'
import { runFitsOn } from './run-fit.ts'

interface Design {
  readonly name: string
  readonly doses: readonly number[]
  readonly replicates: number
  readonly ec50: number
  readonly hill: number
}

const tenfold = (from: number, count: number, step: number) =>
  Array.from({ length: count }, (_, i) => from * step ** i)

/** As they come together in one table: other dose ranges, spacings, numbers of doses and wells. */
const DESIGNS: readonly Design[] = [
  {
    name: 'Ten in triplicate',
    doses: tenfold(0.001, 10, Math.sqrt(10)),
    replicates: 3,
    ec50: 0.12,
    hill: 1.3,
  },
  { name: 'Eight single', doses: tenfold(0.3, 8, 3), replicates: 1, ec50: 21, hill: 0.8 },
  { name: 'Five in duplicate', doses: tenfold(1, 5, 10), replicates: 2, ec50: 75, hill: 1 },
  { name: 'Sixteen, twofold', doses: tenfold(0.01, 16, 2), replicates: 1, ec50: 3.3, hill: 2.1 },
  { name: 'Two doses', doses: [1, 10], replicates: 2, ec50: 3, hill: 1 },
]

/** Points on the curve itself, so that every parameter is known. Rows of the designs lie between one another. */
function table(): readonly (readonly string[])[] {
  const rows = DESIGNS.flatMap(({ name, doses, replicates, ec50, hill }) =>
    doses.flatMap((dose) =>
      Array.from({ length: replicates }, () => [
        name,
        String(dose),
        String(100 / (1 + (ec50 / dose) ** hill)),
      ]),
    ),
  )
  return rows.map((_, i) => rows[(i * 7) % rows.length] ?? [])
}

const asked: WorkerRequest[] = []

/** The worker's own queue; points change hands as they do in a browser. */
class DirectWorker extends EventTarget implements WorkerLike {
  readonly #take = createFitQueue({
    reply: (reply, transfer) =>
      this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply, { transfer }) })),
    rest: atRest,
    later: (work) => void setTimeout(work),
  })

  postMessage(message: WorkerRequest, transfer: ArrayBuffer[]) {
    const sent = structuredClone(message, { transfer })
    asked.push(sent)
    setTimeout(() => this.#take(sent))
  }

  terminate() {}
}

const FRAME = frameOf(['Compound', 'Dose (µM):Float', 'Inhibition (%):Float'], table())
const WORK: Work = {
  ...initialWork(guessMapping(FRAME)),
  mapping: { ...guessMapping(FRAME).mapping, groups: [0], replicate: null },
}
const CURVES = buildCurves(FRAME, WORK.mapping)

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
})
afterEach(() => void vi.useRealTimers())

function pool() {
  const client = createFitClient(() => new DirectWorker(), 2)
  const store = createFitStore({ run: runFitsOn(client), width: 6, batchSize: 8, idleMs: 150 })
  return { store, jobsOf: createFitJobs() }
}

it('fits designs of every kind in one table, each curve by its own points', async () => {
  const { store, jobsOf } = pool()
  store.want(jobsOf(CURVES, WORK), null)
  await vi.advanceTimersByTimeAsync(3000)
  for (const { name, doses, replicates, ec50 } of DESIGNS) {
    const fit = store.snapshot().get(CURVES.find(({ label }) => label === name)?.id ?? '')?.fit
    expect(fit?.n).toBe(doses.length * replicates)
    if (doses.length > 4) expect(10 ** (fit?.relative.logRoot ?? NaN) / ec50).toBeCloseTo(1, 5)
    else expect(fit?.outcome.kind).toBe('too-few-points')
  }
})

it('fits the one curve anew that a change touches', async () => {
  const { store, jobsOf } = pool()
  store.want(jobsOf(CURVES, WORK), null)
  await vi.advanceTimersByTimeAsync(3000)
  asked.length = 0
  const one = CURVES.find(({ label }) => label === 'Eight single')
  const row = one?.rows[3] ?? 0
  const responseColumn = one?.responseColumn ?? 0
  const exclusion = { row, responseColumn, cause: 'hand', reason: '', author: '', at: '' } as const
  const action = { kind: 'exclude', exclusions: [exclusion], label: 'exclude a well' } as const
  const { present } = reduceWork(initialHistory(WORK), action)
  store.want(jobsOf(CURVES, present), null)
  await vi.advanceTimersByTimeAsync(3000)
  const jobs = asked.flatMap((message) => (message.kind === 'fit' ? message.jobs : []))
  expect(jobs.map(({ request }) => request.dose.length)).toEqual([7])
  // A mark asks for no fit at all.
  asked.length = 0
  store.want(jobsOf(CURVES, { ...present, reviews: {} }), null)
  expect(asked).toEqual([])
})
