import { createBenchlingClient } from '../../benchling/create-client.ts'
import type { Tenant } from '../../benchling/tenants.ts'
import { createChunkEncoder } from '../../data-frame/encode-chunk.ts'
import { createFrameBuilder } from '../../data-frame/frame-builder.ts'
import { guessMapping } from '../../data-frame/guess-mapping.ts'
import type { DataFrame } from '../../data-frame/types.ts'
import { initialHistory, initialWork } from '../../workbench/initial-work.ts'
import { reduceWork } from '../../workbench/reduce-work.ts'
import type { Work } from '../../workbench/types.ts'
import { serialiseWork } from '../../workbench/write-work.ts'

export const KINASE = { analysisId: 'ana_KinaseSc48', frameId: 'dset_Kinase000001' }

/** A frame of the sandbox as the page loads it, and the work of somebody who opened it and chose a policy. */
export async function openedFrame(
  tenant: Tenant,
  { frameId, policy }: { readonly frameId: string; readonly policy: string },
): Promise<{ readonly frame: DataFrame; readonly work: Work; readonly text: string }> {
  const rows = await createBenchlingClient(tenant).exportRows(frameId)
  if (!rows.ok) throw new Error(rows.error.kind)
  const { columns, batches } = rows.value
  const builder = createFrameBuilder(columns)
  const encoder = createChunkEncoder(columns)
  for await (const batch of batches) {
    if (!batch.ok) throw new Error(batch.error.kind)
    builder.append(encoder.encode(batch.value))
  }
  const frame = builder.snapshot()
  const history = initialHistory(initialWork(guessMapping(frame)))
  const work = reduceWork(history, { kind: 'set-policy', policy }).present
  return { frame, work, text: serialiseWork(work, columns) }
}
