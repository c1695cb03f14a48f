import 'server-only'
import type { Analysis } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { outputsOf, type StoredOutput } from '../store/pushes.ts'
import { meaningOf } from './failure.ts'
import { failOutput, freshPatience, giveUpAll, recorded, waitOut, type Halt, type Run } from './run.ts'

/**
 * Attaches everything that arrived by one PATCH, then reads the analysis to see that it is listed. The client asks the
 * analysis first and sends only what is missing, so a repeat after a lost answer attaches nothing twice.
 */
export async function attachArrived(run: Run): Promise<Halt | null> {
  const patience = freshPatience()
  for (;;) {
    const outputs = await waitingToAttach(run)
    if (outputs.length === 0) return null
    const outcome = await attachOnce(run, outputs)
    if (outcome === null) continue
    if (outcome.kind === 'not-found' && (await failVanished(run, outputs))) continue
    if (meaningOf(outcome) === 'passing' && (await waitOut(run, patience, outcome))) continue
    return giveUpAll(run, outputs, outcome)
  }
}

async function waitingToAttach(run: Run): Promise<readonly StoredOutput[]> {
  const outputs = await outputsOf(run.db, run.push.id)
  return outputs.filter((output) => output.stage === 'arrived' && output.status !== 'failed')
}

/** Null when every id is listed afterwards, or the outputs it misses have been told so. */
async function attachOnce(run: Run, outputs: readonly StoredOutput[]): Promise<BenchlingError | null> {
  const ids = {
    dataFrameIds: outputs.filter((o) => o.kind === 'data-frame').map((o) => o.remoteId ?? ''),
    fileIds: outputs.filter((o) => o.kind === 'file').map((o) => o.remoteId ?? ''),
  }
  const attached = await recorded(run, {
    step: 'attach',
    output: null,
    call: (options) => run.client.attach(run.push.analysisId, ids, options),
    marks: outputs.map(({ outputId }) => ({
      outputId,
      patch: { status: 'running' as const, message: null },
    })),
  })
  if (!attached.ok) return attached.error

  const verified = await recorded(run, {
    step: 'verify',
    output: null,
    call: (options) => run.client.getAnalysis(run.push.analysisId, options),
    after: (analysis) => ({
      patches: outputs
        .filter((output) => isListed(analysis, output))
        .map(({ outputId }) => ({
          outputId,
          patch: { stage: 'attached' as const, status: 'done' as const, message: null, bytes: null },
        })),
    }),
  })
  if (!verified.ok) return verified.error
  const missing = outputs.some((output) => !isListed(verified.value, output))
  return missing ? { kind: 'answer-lost', what: 'analysis' } : null
}

function isListed(analysis: Analysis, output: StoredOutput): boolean {
  const ids = output.kind === 'data-frame' ? analysis.dataFrameIds : analysis.fileIds
  return output.remoteId !== null && ids.includes(output.remoteId)
}

/**
 * A 404 on attaching applies nothing and may mean any of the ids. Asks for each object and fails those that are gone.
 *
 * @returns whether any was, so that attaching the rest has a chance
 */
async function failVanished(run: Run, outputs: readonly StoredOutput[]): Promise<boolean> {
  let anyGone = false
  for (const output of outputs) {
    const id = output.remoteId ?? ''
    const seen = await recorded<unknown>(run, {
      step: 'look',
      output,
      call: (options) =>
        output.kind === 'data-frame' ? run.client.getDataFrame(id, options) : run.client.getFile(id, options),
    })
    if (seen.ok || seen.error.kind !== 'not-found') continue
    anyGone = true
    await failOutput(run, output, {
      message: 'Benchling no longer shows this object. Retry makes it anew.',
      requestId: seen.error.requestId,
      outcome: 'vanished',
    })
  }
  return anyGone
}
