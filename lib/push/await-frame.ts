import 'server-only'
import type { CallOptions, UploadStatus } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { ok, type Result } from '../result.ts'
import type { StoredOutput } from '../store/pushes.ts'
import { meaningOf } from './failure.ts'
import { plannedS, sleepS } from './pacing.ts'
import { failOutput, freshPatience, giveUp, recorded, waitOut, type Halt, type Run } from './run.ts'

interface Seen {
  readonly status: UploadStatus
  readonly message: string | null
}

/** Outcome of a frame that is still being checked when patience ends; a retry goes on looking at the same frame. */
export const STILL_PROCESSING = 'still-processing'

/**
 * Looks at a frame that Benchling is checking until it is through. The frame's own status decides: whether a failed
 * validation makes the task fail is not documented, and a task vanishes after half an hour.
 */
export async function awaitFrame(run: Run, output: StoredOutput): Promise<Halt | null> {
  const patience = freshPatience()
  let waitedS = 0
  for (let look = 0; ; look++) {
    const pauseS = plannedS(run.pacing.pollS, look)
    waitedS += pauseS
    if (waitedS > run.pacing.pollLimitS) return refuse(run, output, STILL_PROCESSING)
    await sleepS(pauseS * run.pacing.scale, run.signal)
    if (run.signal.aborted) return 'stopped'

    const seen = await recorded(run, {
      step: 'check',
      output,
      before: { status: 'running' },
      call: (options) => lookOnce(run, output, options),
      after: ({ status }) => ({
        remoteId: output.remoteId,
        patches:
          status === 'SUCCEEDED'
            ? [
                {
                  outputId: output.outputId,
                  patch: { stage: 'arrived' as const, status: 'queued' as const, message: null },
                },
              ]
            : [],
      }),
    })
    if (!seen.ok) {
      const goesOn = meaningOf(seen.error) === 'passing' && (await waitOut(run, patience, seen.error))
      if (!goesOn) return giveUp(run, output, seen.error)
    } else if (seen.value.status === 'SUCCEEDED') return null
    else if (seen.value.status === 'FAILED_VALIDATION')
      return refuse(run, output, 'refused', seen.value.message)
    else if (seen.value.status === 'NOT_UPLOADED') return refuse(run, output, 'upload-gone')
  }
}

async function lookOnce(
  run: Run,
  output: StoredOutput,
  options: CallOptions,
): Promise<Result<Seen, BenchlingError>> {
  let taskMessage: string | null = null
  if (output.taskId !== null) {
    const task = await run.client.getTask(output.taskId, options)
    if (!task.ok && task.error.kind !== 'not-found') return task
    if (task.ok && task.value.status === 'RUNNING') return ok({ status: 'IN_PROGRESS', message: null })
    if (task.ok) taskMessage = task.value.message
  }
  const frame = await run.client.getDataFrame(output.remoteId ?? '', options)
  if (!frame.ok) return frame
  return ok({ status: frame.value.uploadStatus, message: frame.value.errorMessage ?? taskMessage })
}

async function refuse(
  run: Run,
  output: StoredOutput,
  outcome: 'refused' | 'upload-gone' | typeof STILL_PROCESSING,
  words: string | null = null,
): Promise<Halt> {
  const message = {
    refused: `Benchling refused the rows: ${words ?? 'it gave no reason.'}`,
    'upload-gone': 'Benchling no longer has the upload. Retry sends it again.',
    [STILL_PROCESSING]:
      'Benchling is still processing the rows. Retry looks again without sending them twice.',
  }[outcome]
  await failOutput(run, output, { message, requestId: null, outcome })
  return 'output'
}
