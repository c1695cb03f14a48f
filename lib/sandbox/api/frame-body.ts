import type { Fault } from '../control.ts'
import { brokenUrl } from '../play-fault.ts'
import type { FrameRecord } from '../records.ts'
import type { Sandbox } from '../sandbox.ts'
import { signUrl } from '../signed-url.ts'
import type { StorageMethod } from '../signed-url.ts'

/** A frame as the API gives it. Every reading makes new addresses; the old ones work until they expire. */
export function frameBody(sandbox: Sandbox, frame: FrameRecord, fault: Fault | null) {
  const uploadStatus = sandbox.tenant.frameStatus(frame)
  const outcome = frame.ingestion?.outcome
  const isReadable = uploadStatus === 'SUCCEEDED' && outcome?.kind === 'succeeded'
  const sign = (method: StorageMethod, fileName: string, part: number): string =>
    signUrl(
      method,
      { kind: 'data_frames', id: frame.id, part, fileName },
      {
        storageUrl: sandbox.addresses.storageUrl,
        nowMs: sandbox.now(),
        lifetimeS: sandbox.settings().signedUrlLifetimeS,
      },
    )
  const entry = (fileName: string, url: string | null) => {
    const broken = url === null ? undefined : brokenUrl(fault, url)
    return { fileName, url: broken === undefined ? url : broken }
  }
  const manifest = isReadable
    ? partNames(frame.fileName, outcome.partCount).map((name, part) => entry(name, sign('GET', name, part)))
    : [entry(frame.fileName, uploadStatus === 'NOT_UPLOADED' ? sign('PUT', frame.fileName, 0) : null)]
  return {
    id: frame.id,
    name: frame.name,
    uploadStatus,
    errorMessage: uploadStatus === 'FAILED_VALIDATION' && outcome?.kind === 'failed' ? outcome.message : null,
    ...(isReadable ? { columns: outcome.columns } : {}),
    manifest: fault?.kind === 'empty-manifest' ? [] : manifest,
  }
}

function partNames(fileName: string, partCount: number): string[] {
  const stem = fileName.replace(/\.csv$/i, '')
  return Array.from({ length: partCount }, (_, part) => `${stem}-part-${String(part).padStart(5, '0')}.csv`)
}
