import 'server-only'
import type { BenchlingClient } from '../benchling/client.ts'
import type { OutputInput } from '../outputs/push-input.ts'
import type { Store } from '../store/open-store.ts'
import { outputsOf, renewPush, type Renewal, type StoredOutput, type StoredPush } from '../store/pushes.ts'

/** What of the client a look takes. */
export type Looking = Pick<BenchlingClient, 'getAnalysis' | 'getDataFrame' | 'getFile'>

/** Whoever pressed the button waits for the looks; where they take longer, the push is taken to be as it was. */
const LOOK = { deadlineMs: 8000 } as const

/**
 * Takes up a finished push that is asked for again where somebody has meanwhile taken outputs of it out of the analysis:
 * an object that is still there is attached again, one that is gone is made anew from the bytes that were given again.
 *
 * @param outputs  of the push, bytes and all: the same ones, as its key says
 * @returns whether there is anything to run; false too where the tenant does not answer, and the push stays as it is
 */
export async function renewMissing(
  { store: { db }, client }: { readonly store: Store; readonly client: Looking },
  { push, outputs }: { readonly push: StoredPush; readonly outputs: readonly OutputInput[] },
): Promise<boolean> {
  const analysis = await client.getAnalysis(push.analysisId, LOOK)
  if (!analysis.ok) return false
  const listed = new Set([...analysis.value.dataFrameIds, ...analysis.value.fileIds])
  const stored = await outputsOf(db, push.id)
  const renewals: Renewal[] = []
  for (const output of stored.filter(({ remoteId }) => remoteId !== null && !listed.has(remoteId))) {
    const bytes = outputs.find(({ id }) => id === output.outputId)?.bytes
    if (bytes === undefined) return false
    renewals.push({ outputId: output.outputId, bytes, isGone: await isGone(client, output) })
  }
  return renewals.length > 0 && renewPush(db, push.id, renewals)
}

async function isGone(client: Looking, { kind, remoteId }: StoredOutput): Promise<boolean> {
  const id = remoteId ?? ''
  const seen = kind === 'data-frame' ? await client.getDataFrame(id, LOOK) : await client.getFile(id, LOOK)
  return !seen.ok && seen.error.kind === 'not-found'
}
