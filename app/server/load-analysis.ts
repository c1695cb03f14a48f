import 'server-only'
import type { Analysis, DataFrameMeta, UploadStatus } from '@/lib/benchling/client.ts'
import type { BenchlingError } from '@/lib/benchling/errors.ts'
import { toProblem } from '@/lib/benchling/words.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import { ownFrameIds } from '@/lib/store/own-frames.ts'
import type { AnalysisSummary, FrameState, FrameSummary } from '@/lib/workbench/ports.ts'
import { analysisUrlOf, type AnalysisConnection } from './connection.ts'
import { readOwnFrame } from './own-frame.ts'
import { runtime } from './runtime.ts'
import { suggestFrame } from './suggest-frame.ts'

type Granted = Pick<AnalysisConnection, 'client' | 'grant'>

/** The analysis a session holds a grant for, as it is now. */
export async function loadAnalysisSummary(granted: Granted): Promise<Result<AnalysisSummary, Problem>> {
  const analysis = await granted.client.getAnalysis(granted.grant.analysisId)
  return analysis.ok ? ok(await summarise(granted, analysis.value)) : err(toProblem(analysis.error))
}

/** An analysis with all its frames, asked for together; one that cannot be reached does not hide the others. */
export async function summarise({ client, grant }: Granted, analysis: Analysis): Promise<AnalysisSummary> {
  const own = await ownFrameIds(runtime().store.db, grant.tenantHost)
  const frames = await Promise.all(
    analysis.dataFrameIds.map(async (id) => ({
      id,
      frame: own.has(id) ? await readOwnFrame(client, id) : await client.getDataFrame(id),
    })),
  )
  return {
    analysisId: grant.analysisId,
    tenantHost: client.tenant.host,
    tenantName: client.tenant.name,
    folderId: analysis.folderId,
    frames: suggestFrame(frames.map(({ id, frame }) => summary(id, frame, own))),
    fileCount: analysis.fileIds.length,
    analysisUrl: analysisUrlOf(grant.tenantHost, grant.analysisId),
    notices: grant.isKeyExpired ? ['The key names an end that has passed. Benchling still took it.'] : [],
  }
}

function summary(
  id: string,
  frame: Result<DataFrameMeta, BenchlingError>,
  own: ReadonlySet<string>,
): FrameSummary {
  if (!frame.ok) {
    const message = toProblem(frame.error).title
    return {
      id,
      name: id,
      state: 'unreachable',
      message,
      columns: [],
      isOwnOutput: own.has(id),
      isSuggested: false,
    }
  }
  const { name, uploadStatus, errorMessage, columns } = frame.value
  const state = STATES[uploadStatus]
  return {
    id,
    name,
    state,
    message: state === 'failed' ? errorMessage : null,
    columns: state === 'ready' ? columns : [],
    // By its name too: another copy of this dashboard may have pushed it.
    isOwnOutput: own.has(id) || name.startsWith('Halfmax '),
    isSuggested: false,
  }
}

const STATES: Readonly<Record<UploadStatus, FrameState>> = {
  SUCCEEDED: 'ready',
  NOT_UPLOADED: 'empty',
  IN_PROGRESS: 'in-progress',
  FAILED_VALIDATION: 'failed',
  UNKNOWN: 'unreachable',
}
