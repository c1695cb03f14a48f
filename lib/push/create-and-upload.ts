import 'server-only'
import type { BenchlingClient, CallOptions, SignedUrl } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { ok, type Result } from '../result.ts'
import type { Checkpoint } from '../store/checkpoints.ts'
import { outputBytes, type StoredOutput } from '../store/pushes.ts'
import { mayHaveTakenEffect } from './failure.ts'
import { failOutput, recorded, type Run } from './run.ts'
import type { Turn } from './send-output.ts'

interface Created {
  readonly remoteId: string
  readonly putUrl: SignedUrl
}

/** Makes the frame or file at the tenant. `creating` is written first: found later, it says one may exist unnamed. */
export async function createObject(run: Run, output: StoredOutput): Promise<Turn> {
  const { folderId } = run.push
  if (output.kind === 'file' && folderId === null) {
    await failOutput(run, output, {
      message: 'The analysis names no folder, and Benchling keeps files in folders.',
      requestId: null,
      outcome: 'no-folder',
    })
    return { kind: 'ended' }
  }
  const created = await recorded(run, {
    step: 'create',
    output,
    before: { stage: 'creating', status: 'running', message: null, requestId: null },
    call: (options) => create(run.client, { output, folderId: folderId ?? '' }, options),
    after: ({ remoteId }) => ({
      remoteId,
      patches: [{ outputId: output.outputId, patch: { stage: 'created', remoteId } }],
      ...(output.kind === 'data-frame'
        ? { ownFrame: { tenantHost: run.push.tenantHost, frameId: remoteId } }
        : {}),
    }),
    afterFailure: (error) => ({
      patches: [
        {
          outputId: output.outputId,
          patch: { stage: mayHaveTakenEffect(error) ? ('creating' as const) : ('new' as const) },
        },
      ],
      ...madeInVain(run, output, error),
    }),
  })
  return created.ok ? { kind: 'next', putUrl: created.value.putUrl } : { kind: 'error', error: created.error }
}

/** An answer that could not be used may still name what it made: that stays behind, and is ours. */
function madeInVain(run: Run, output: StoredOutput, error: BenchlingError): Omit<Checkpoint, 'entry'> {
  const remoteId = 'createdId' in error ? (error.createdId ?? null) : null
  if (remoteId === null) return {}
  const { outputId, kind } = output
  return {
    leftover: { outputId, kind, remoteId, reason: 'the answer to its creation could not be used' },
    ...(kind === 'data-frame' ? { ownFrame: { tenantHost: run.push.tenantHost, frameId: remoteId } } : {}),
  }
}

async function create(
  client: BenchlingClient,
  { output, folderId }: { readonly output: StoredOutput; readonly folderId: string },
  options: CallOptions,
): Promise<Result<Created, BenchlingError>> {
  const { name, fileName } = output
  if (output.kind === 'data-frame') {
    const frame = await client.createDataFrame({ name, fileName }, options)
    return frame.ok ? ok({ remoteId: frame.value.frameId, putUrl: frame.value.putUrl }) : frame
  }
  const file = await client.createFile({ name, fileName, folderId }, options)
  return file.ok ? ok({ remoteId: file.value.fileId, putUrl: file.value.putUrl }) : file
}

/**
 * Sends the bytes. Without an address (a fresh run, or one that expired) a frame is asked for a new one; a frame that
 * takes none any more has its bytes, and is looked at next.
 */
export async function uploadBytes(run: Run, output: StoredOutput, known: SignedUrl | null): Promise<Turn> {
  const remoteId = output.remoteId ?? ''
  const { outputId } = output
  let putUrl = known
  if (putUrl === null) {
    const fresh = await recorded(run, {
      step: 'refresh-upload',
      output,
      before: { status: 'running', message: null, requestId: null },
      call: (options) => run.client.refreshFrameUpload(remoteId, options),
      after: (url) => ({
        remoteId,
        patches: url === null ? [{ outputId, patch: { stage: 'confirming' as const } }] : [],
      }),
    })
    if (!fresh.ok) return { kind: 'error', error: fresh.error }
    if (fresh.value === null) return { kind: 'next', putUrl: null }
    putUrl = fresh.value
  }
  const target = putUrl
  const bytes = await outputBytes(run.db, run.push.id, outputId)
  if (bytes === null) throw new Error(`output ${outputId} of push ${run.push.id} has no bytes to send`)
  const uploaded = await recorded(run, {
    step: 'upload',
    output,
    call: (options) => run.client.upload(target, bytes, options),
    after: () => ({ remoteId, patches: [{ outputId, patch: { stage: 'uploaded' as const } }] }),
  })
  if (uploaded.ok) return { kind: 'next', putUrl: target }
  if (uploaded.error.kind === 'url-expired') return { kind: 'expired' }
  return { kind: 'error', error: uploaded.error }
}
