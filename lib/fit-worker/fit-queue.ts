import type { AtRest } from '../fit/at-rest.ts'
import { curveValues } from '../fit/curve-values.ts'
import { fitCurveWith } from '../fit/fit-core.ts'
import { isFitChunk, isRecord } from './is-request.ts'
import type { FitChunk, FittedJob, WorkerJob, WorkerReply } from './messages.ts'
import { packAnswered } from './pack.ts'

interface Options {
  /** `transfer` changes hands with the message. */
  readonly reply: (message: WorkerReply, transfer: ArrayBuffer[]) => void
  /** What fits at rest need, loaded apart. */
  readonly rest: AtRest
  /** Calls back once messages that came meanwhile have been taken in. */
  readonly later: (work: () => void) => void
}

interface Waiting {
  readonly chunk: FitChunk
  readonly fits: FittedJob[]
  readonly failed: { readonly index: number; readonly reason: string }[]
  next: number
}

/**
 * The chunks a worker has, one curve after the other, and a look at new messages after each: an urgent chunk waits for one
 * curve and no longer, however many lie there already. One reply per chunk, when it is whole.
 *
 * @returns takes a message of the page in; one that is no request is `rejected`, one bad job is among the `failed` and the
 *   rest goes on
 */
export function createFitQueue({ reply, rest, later }: Options): (raw: unknown) => void {
  let waiting: Waiting[] = []
  let isAsked = false
  const ask = () => {
    if (isAsked || waiting.length === 0) return
    isAsked = true
    later(step)
  }
  const step = () => {
    isAsked = false
    const [first] = waiting
    if (!first) return
    const job = first.chunk.jobs[first.next++]
    if (job) answer(first, job, rest)
    if (first.next >= first.chunk.jobs.length) {
      waiting.shift()
      replyWhole(first, reply)
    }
    ask()
  }
  return (raw) => {
    if (isDrop(raw)) {
      waiting = waiting.filter(({ chunk }) => chunk.run !== raw.run)
    } else if (isFitChunk(raw)) {
      const one = { chunk: raw, fits: [], failed: [], next: 0 }
      // The newest of those in a hurry is the one somebody looks at.
      if (raw.isUrgent) waiting.unshift(one)
      else waiting.push(one)
      ask()
    } else reply({ kind: 'rejected', reason: 'The message is no request for a fit.' }, [])
  }
}

function isDrop(raw: unknown): raw is { readonly run: number } {
  return isRecord(raw) && raw['kind'] === 'drop' && typeof raw['run'] === 'number'
}

function answer({ fits, failed }: Waiting, { index, request, bandDose }: WorkerJob, rest: AtRest): void {
  try {
    const fit = fitCurveWith(request, rest)
    fits.push({ index, fit, band: bandDose && curveValues(fit, request, bandDose) })
  } catch (error) {
    // fitCurve throws for bugs only; one must not take the other curves of the plate with it.
    failed.push({ index, reason: error instanceof Error ? error.message : String(error) })
  }
}

function replyWhole({ chunk: { run, chunk }, fits, failed }: Waiting, reply: Options['reply']): void {
  const packed = packAnswered(fits)
  reply({ kind: 'fitted', run, chunk, fits: packed.values, failed }, [packed.buffer])
}
