import 'server-only'
import type { BenchlingClient, CallOptions } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { toProblem } from '../benchling/words.ts'
import { err, type Result } from '../result.ts'
import type { Database } from '../store/open-store.ts'
import { writeCheckpoint, type Checkpoint, type OutputPatch } from '../store/checkpoints.ts'
import { updatePush, type StoredOutput, type StoredPush } from '../store/pushes.ts'
import { mayHaveTakenEffect, meaningOf, requestIdOf } from './failure.ts'
import { sleepS, waitAfterS, type Pacing } from './pacing.ts'

/** One pass over one push, in one process. */
export interface Run {
  readonly db: Database
  readonly client: BenchlingClient
  readonly push: StoredPush
  readonly runId: string
  readonly signal: AbortSignal
  readonly pacing: Pacing
}

/** Why a run or one of its outputs goes no further. */
export type Halt = 'stopped' | 'whole-push' | 'output'

/** The name of a call in the record. */
export type StepName =
  | 'read-analysis'
  | 'create'
  | 'refresh-upload'
  | 'upload'
  | 'look'
  | 'confirm'
  | 'check'
  | 'attach'
  | 'verify'
  | 'leftover'
  | 'give-up'

export interface Call<T> {
  readonly step: StepName
  readonly output: StoredOutput | null
  /** Written with the record before the call: marks what is in doubt from here on. */
  readonly before?: OutputPatch
  /** The same, for calls that concern several outputs. */
  readonly marks?: readonly { readonly outputId: string; readonly patch: OutputPatch }[]
  readonly call: (options: CallOptions) => Promise<Result<T, BenchlingError>>
  /** Written with the record after success. */
  readonly after?: (value: T) => Omit<Checkpoint, 'entry'> & { readonly remoteId?: string | null }
  /** Written with the record after a failure. */
  readonly afterFailure?: (error: BenchlingError) => Omit<Checkpoint, 'entry'>
}

/** Makes one call, recorded before and after, each record in one transaction with what follows from it. */
export async function recorded<T>(run: Run, step: Call<T>): Promise<Result<T, BenchlingError>> {
  if (run.signal.aborted) return err({ kind: 'cancelled' })
  const outputId = step.output?.outputId ?? null
  const entry = { pushId: run.push.id, runId: run.runId, outputId, step: step.step }
  await writeCheckpoint(run.db, {
    entry: { ...entry, phase: 'before', remoteId: step.output?.remoteId ?? null },
    patches: [
      ...(step.marks ?? []),
      ...(outputId === null || step.before === undefined ? [] : [{ outputId, patch: step.before }]),
    ],
    push: { state: 'running', message: null, resumeAt: null },
  })
  const waiting = new WaitNotes(run)
  const outcome = await step.call({ signal: run.signal, onWait: (wait) => waiting.note(wait) })
  await waiting.settled()
  if (outcome.ok) {
    const { remoteId = null, ...changes } = step.after?.(outcome.value) ?? {}
    await writeCheckpoint(run.db, {
      ...changes,
      entry: { ...entry, phase: 'after', outcome: 'ok', remoteId },
      push: { state: 'running', message: null, resumeAt: null, ...changes.push },
    })
  } else if (outcome.error.kind !== 'cancelled') {
    await writeCheckpoint(run.db, {
      ...step.afterFailure?.(outcome.error),
      entry: {
        ...entry,
        phase: 'after',
        outcome: outcome.error.kind,
        detail: [toProblem(outcome.error).title, requestIdOf(outcome.error)].filter(Boolean).join(' '),
      },
    })
  }
  return outcome
}

/** The client tells of its own short waits while a call runs; they are shown like the long ones. */
class WaitNotes {
  readonly #run: Run
  #writes: Promise<void> = Promise.resolve()

  constructor(run: Run) {
    this.#run = run
  }

  note(wait: { readonly reason: 'rate-limited' | 'unavailable'; readonly waitMs: number }): void {
    const resumeAt = new Date(Date.now() + wait.waitMs)
    this.#writes = this.#writes.then(() =>
      updatePush(this.#run.db, this.#run.push.id, {
        state: 'waiting',
        message: waitingText(wait.reason),
        resumeAt,
      }),
    )
    // Whoever waits for the notes gets the failure; until then it must not end the process as nobody's.
    this.#writes.catch(() => undefined)
  }

  settled(): Promise<void> {
    return this.#writes
  }
}

function waitingText(reason: 'rate-limited' | 'unavailable'): string {
  return reason === 'rate-limited'
    ? 'Benchling is limiting how many requests it takes. The push goes on by itself.'
    : 'Benchling does not answer just now. The push goes on by itself.'
}

/** Failures in a row of one output, or of the push: what decides between waiting on and giving up. */
export interface Patience {
  failures: number
  doubts: number
  waitedS: number
}

export function freshPatience(): Patience {
  return { failures: 0, doubts: 0, waitedS: 0 }
}

/**
 * After a passing failure: waits, visibly, and says whether to go on.
 *
 * @returns false when patience is at its end, or the server is shutting down
 */
export async function waitOut(run: Run, patience: Patience, error: BenchlingError): Promise<boolean> {
  const isDoubt = mayHaveTakenEffect(error)
  if (isDoubt) patience.doubts += 1
  const waitS = waitAfterS(run.pacing, error, patience.failures)
  patience.failures += 1
  patience.waitedS += waitS
  if (patience.doubts >= run.pacing.doubtLimit || patience.waitedS > run.pacing.waitLimitS) return false
  // An answer that was lost says nothing about the tenant: look again soon.
  const scaledS = (error.kind === 'answer-lost' ? 1 : waitS) * run.pacing.scale
  await updatePush(run.db, run.push.id, {
    state: 'waiting',
    message: waitingText(error.kind === 'rate-limited' ? 'rate-limited' : 'unavailable'),
    resumeAt: new Date(Date.now() + scaledS * 1000),
  })
  await sleepS(scaledS, run.signal)
  return !run.signal.aborted
}

/** Turns a failure that will not pass into the end of an output, with its reason in words. */
export async function giveUp(run: Run, output: StoredOutput, error: BenchlingError): Promise<Halt> {
  if (run.signal.aborted || error.kind === 'cancelled') return 'stopped'
  const problem = toProblem(error)
  await failOutput(run, output, {
    message: `${problem.title}. ${problem.detail}`,
    requestId: requestIdOf(error),
    outcome: error.kind,
  })
  return meaningOf(error) === 'whole-push' ? 'whole-push' : 'output'
}

/**
 * The same for outputs that stop because the analysis cannot be read or written. Recorded under another name than a
 * failure of their own, for the objects they have stay good: a retry goes on with them.
 */
export async function giveUpAll(
  run: Run,
  outputs: readonly StoredOutput[],
  error: BenchlingError,
): Promise<Halt> {
  if (run.signal.aborted || error.kind === 'cancelled') return 'stopped'
  const problem = toProblem(error)
  for (const output of outputs) {
    await failOutput(run, output, {
      message: `${problem.title}. ${problem.detail}`,
      requestId: requestIdOf(error),
      outcome: `analysis-${error.kind}`,
    })
  }
  return meaningOf(error) === 'whole-push' ? 'whole-push' : 'output'
}

export async function failOutput(
  run: Run,
  output: StoredOutput,
  why: { readonly message: string; readonly requestId: string | null; readonly outcome: string },
): Promise<void> {
  await writeCheckpoint(run.db, {
    entry: {
      pushId: run.push.id,
      runId: run.runId,
      outputId: output.outputId,
      step: 'give-up',
      phase: 'after',
      outcome: why.outcome,
      remoteId: output.remoteId,
      detail: why.message,
    },
    patches: [
      {
        outputId: output.outputId,
        patch: { status: 'failed', message: why.message, requestId: why.requestId },
      },
    ],
  })
}
