import 'server-only'
import type { UploadStatus } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { ok, type Result } from '../result.ts'
import type { OutputStage } from '../store/schema.ts'
import type { StoredOutput } from '../store/pushes.ts'
import { failOutput, recorded, type Run } from './run.ts'
import type { Turn } from './send-output.ts'

const CHECKING = 'Benchling is checking the rows'

/** Tells Benchling the bytes are there: a frame starts its ingestion, a file is declared good by us (section 10). */
export async function confirmOutput(run: Run, output: StoredOutput): Promise<Turn> {
  const remoteId = output.remoteId ?? ''
  const isFrame = output.kind === 'data-frame'
  const confirmed = await recorded<{ taskId: string | null }>(run, {
    step: 'confirm',
    output,
    before: { stage: 'confirming', status: 'running', message: null, requestId: null },
    call: async (options) => {
      if (isFrame) return run.client.startIngestion(remoteId, options)
      const file = await run.client.confirmFile(remoteId, options)
      return file.ok ? ok({ taskId: null }) : file
    },
    after: ({ taskId }) => ({
      remoteId,
      patches: [{ outputId: output.outputId, patch: isFrame ? { ...checking, taskId } : arrived }],
    }),
  })
  return confirmed.ok ? { kind: 'next', putUrl: null } : { kind: 'error', error: confirmed.error }
}

const checking = { stage: 'confirmed' as const, message: CHECKING }
const arrived = { stage: 'arrived' as const, status: 'queued' as const, message: null }

/** After a confirmation whose answer is not known: the object's own status says whether it happened. */
export async function lookAtOutput(run: Run, output: StoredOutput): Promise<Turn> {
  const remoteId = output.remoteId ?? ''
  const { outputId } = output
  const seen = await recorded<UploadStatus>(run, {
    step: 'look',
    output,
    before: { status: 'running', message: null, requestId: null },
    call: (options) => statusOf(run, output, options),
    after: (status) => {
      const stage = stageAfterLook(output, status)
      if (stage === null) return { remoteId }
      if (stage === 'arrived') return { remoteId, patches: [{ outputId, patch: arrived }] }
      return {
        remoteId,
        patches: [{ outputId, patch: stage === 'confirmed' ? checking : { stage } }],
      }
    },
  })
  if (!seen.ok) return { kind: 'error', error: seen.error }
  if (stageAfterLook(output, seen.value) !== null) return { kind: 'next', putUrl: null }
  await failOutput(run, output, {
    message: 'Benchling marked the file as failed.',
    requestId: null,
    outcome: 'refused',
  })
  return { kind: 'ended' }
}

async function statusOf(
  run: Run,
  output: StoredOutput,
  options: Parameters<Run['client']['getFile']>[1],
): Promise<Result<UploadStatus, BenchlingError>> {
  const id = output.remoteId ?? ''
  const seen =
    output.kind === 'data-frame'
      ? await run.client.getDataFrame(id, options)
      : await run.client.getFile(id, options)
  return seen.ok ? ok(seen.value.uploadStatus) : seen
}

/** Null: it has failed for good. A frame's failure is read, with its reason, where frames are waited for. */
function stageAfterLook(output: StoredOutput, status: UploadStatus): OutputStage | null {
  if (status === 'NOT_UPLOADED') return 'uploaded'
  if (output.kind === 'data-frame') return 'confirmed'
  if (status === 'SUCCEEDED') return 'arrived'
  return status === 'FAILED_VALIDATION' ? null : 'uploaded'
}
