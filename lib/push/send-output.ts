import 'server-only'
import type { SignedUrl } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { outputsOf, type StoredOutput } from '../store/pushes.ts'
import { writeCheckpoint } from '../store/checkpoints.ts'
import { confirmOutput, lookAtOutput } from './confirm-output.ts'
import { createObject, uploadBytes } from './create-and-upload.ts'
import { meaningOf } from './failure.ts'
import { freshPatience, giveUp, waitOut, type Halt, type Run } from './run.ts'

/** What one step of an output led to. */
export type Turn =
  | { readonly kind: 'next'; readonly putUrl: SignedUrl | null }
  /** The upload address is no good any more. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'error'; readonly error: BenchlingError }

/**
 * Brings one output from whatever stage it is known to have reached to a confirmed file, or to a frame that Benchling
 * is checking. Safe to call again at any stage: what may have happened is looked at, not repeated.
 *
 * @returns null when it got there, else why not; the reason is stored with the output
 */
export async function sendOutput(run: Run, outputId: string): Promise<Halt | null> {
  const patience = freshPatience()
  let putUrl: SignedUrl | null = null
  let expiries = 0
  for (;;) {
    const output = await reload(run, outputId)
    if (isSent(output)) return null
    const turn = await advance(run, output, putUrl)
    if (turn.kind === 'next') putUrl = turn.putUrl
    else if (turn.kind === 'expired') {
      putUrl = null
      expiries += 1
      if (expiries >= run.pacing.doubtLimit) return giveUp(run, output, { kind: 'url-expired' })
    } else if (turn.kind === 'ended') return 'output'
    else if (meaningOf(turn.error) !== 'passing') return giveUp(run, await reload(run, outputId), turn.error)
    else if (!(await waitOut(run, patience, turn.error))) {
      return giveUp(run, await reload(run, outputId), turn.error)
    }
  }
}

function isSent(output: StoredOutput): boolean {
  return output.stage === 'confirmed' || output.stage === 'arrived' || output.stage === 'attached'
}

async function advance(run: Run, output: StoredOutput, putUrl: SignedUrl | null): Promise<Turn> {
  switch (output.stage) {
    case 'creating':
      return abandon(run, output, 'the answer to its creation was lost')
    case 'new':
      return createObject(run, output)
    case 'created':
      // A file's upload address comes once, with its creation, and is never stored: without it, only a new file helps.
      return putUrl === null && output.kind === 'file'
        ? abandon(run, output, 'its upload was interrupted')
        : uploadBytes(run, output, putUrl)
    case 'uploaded':
      return confirmOutput(run, output)
    case 'confirming':
      return lookAtOutput(run, output)
    case 'confirmed':
    case 'arrived':
    case 'attached':
      return { kind: 'next', putUrl }
  }
}

/** Notes an object that stays behind, by its id where the answer that named it came, and starts the output anew. */
async function abandon(run: Run, output: StoredOutput, reason: string): Promise<Turn> {
  const { outputId, kind, remoteId } = output
  await writeCheckpoint(run.db, {
    entry: {
      pushId: run.push.id,
      runId: run.runId,
      outputId,
      step: 'leftover',
      phase: 'after',
      outcome: 'ok',
      remoteId,
      detail: reason,
    },
    patches: [{ outputId, patch: { stage: 'new', remoteId: null, taskId: null } }],
    leftover: { outputId, kind, remoteId, reason },
  })
  return { kind: 'next', putUrl: null }
}

async function reload(run: Run, outputId: string): Promise<StoredOutput> {
  const outputs = await outputsOf(run.db, run.push.id)
  const output = outputs.find((candidate) => candidate.outputId === outputId)
  if (output === undefined) throw new Error(`push ${run.push.id} lost its output ${outputId}`)
  return output
}
