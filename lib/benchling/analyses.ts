import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { PATHS, callApi, noSuch, pathOf } from './api.ts'
import type { Context } from './api.ts'
import type { Analysis } from './client.ts'
import type { BenchlingError } from './errors.ts'
import { isAnalysisId } from './key.ts'
import { AnalysisWire } from './wire.ts'

export interface AttachedIds {
  readonly dataFrameIds: readonly string[]
  readonly fileIds: readonly string[]
}

const WHAT = 'analysis'

export async function getAnalysis(context: Context, id: string): Promise<Result<Analysis, BenchlingError>> {
  const path = isAnalysisId(id) ? pathOf(PATHS.analyses, id) : null
  if (path === null) return noSuch(WHAT, id)
  const rule = { kind: 'safe' } as const
  const answer = await callApi(context, { method: 'GET', path, what: WHAT, id, schema: AnalysisWire, rule })
  return answer.ok ? ok(toAnalysis(answer.value.body)) : answer
}

/**
 * Appends outputs to the analysis. Nothing can be detached and what a second listing does is undocumented, so it asks
 * first, sends only ids not listed yet, and asks again before any repetition.
 *
 * @returns the analysis with all of `ids`; in doubt to the last, the error of the last try
 */
export async function attach(
  context: Context,
  id: string,
  ids: AttachedIds,
): Promise<Result<Analysis, BenchlingError>> {
  const before = await getAnalysis(context, id)
  if (!before.ok) return before
  let missing = missingIds(before.value, ids)
  if (isNothing(missing)) return before
  const path = pathOf(PATHS.analyses, id)
  if (path === null) return noSuch(WHAT, id)

  const look = async (): Promise<Result<{ body: AnalysisWire; headers: null } | null, BenchlingError>> => {
    const seen = await getAnalysis(context, id)
    if (!seen.ok) return seen
    missing = missingIds(seen.value, ids)
    return ok(isNothing(missing) ? { body: toWire(seen.value), headers: null } : null)
  }
  const answer = await callApi(context, {
    method: 'PATCH',
    path,
    what: WHAT,
    id,
    schema: AnalysisWire,
    rule: { kind: 'after-a-look', look },
    // Read at each try: what the look found attached must not be sent again.
    get body() {
      return missing
    },
  })
  return answer.ok ? ok(toAnalysis(answer.value.body)) : err(answer.error)
}

function missingIds(analysis: Analysis, ids: AttachedIds): AttachedIds {
  return {
    dataFrameIds: ids.dataFrameIds.filter((id) => !analysis.dataFrameIds.includes(id)),
    fileIds: ids.fileIds.filter((id) => !analysis.fileIds.includes(id)),
  }
}

function isNothing(ids: AttachedIds): boolean {
  return ids.dataFrameIds.length === 0 && ids.fileIds.length === 0
}

function toAnalysis(wire: AnalysisWire): Analysis {
  return {
    id: wire.id,
    folderId: wire.folderId ?? null,
    dataFrameIds: wire.dataFrameIds ?? [],
    fileIds: wire.fileIds ?? [],
  }
}

function toWire(analysis: Analysis): AnalysisWire {
  return { ...analysis, dataFrameIds: [...analysis.dataFrameIds], fileIds: [...analysis.fileIds] }
}
