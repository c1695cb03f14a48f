import 'server-only'
import * as z from 'zod'
import { PushedState, type LastPush } from '../outputs/pushed-state.ts'
import { withEarlier } from '../outputs/with-earlier.ts'
import type { OutputStep, PushView } from '../outputs/push-view.ts'
import type { OutputStage } from '../store/schema.ts'
import type { Database } from '../store/open-store.ts'
import { pushedSettings, pushedStateText, pushesWithState } from '../store/pushed-states.ts'
import {
  findPush,
  leftoversOf,
  outputsOf,
  pushesOfAnalysis,
  type StoredOutput,
  type StoredPush,
} from '../store/pushes.ts'

/** The address of an analysis in the tenant's own pages, or null. */
export type AnalysisUrlOf = (tenantHost: string, analysisId: string) => string | null

const LISTED = 20
const Lines = z.array(z.string())

export async function readPush(
  db: Database,
  pushId: string,
  analysisUrlOf: AnalysisUrlOf,
): Promise<PushView | null> {
  const push = await findPush(db, pushId)
  return push === null ? null : view(db, push, analysisUrlOf)
}

/** Which analysis a push belongs to, to be checked before anything of it is shown. */
export async function readPushTarget(
  db: Database,
  pushId: string,
): Promise<{ readonly tenantHost: string; readonly analysisId: string } | null> {
  const push = await findPush(db, pushId)
  return push === null ? null : { tenantHost: push.tenantHost, analysisId: push.analysisId }
}

/** The newest pushes of one analysis, newest first, 20 at most. */
export async function listPushes(
  db: Database,
  target: { readonly tenantHost: string; readonly analysisId: string },
  analysisUrlOf: AnalysisUrlOf,
): Promise<readonly PushView[]> {
  const rows = await pushesOfAnalysis(db, { ...target, limit: LISTED })
  return Promise.all(rows.map((push) => view(db, push, analysisUrlOf)))
}

/**
 * The finished push of a frame that was asked for last, with what was pushed last of every curve: of a curve that it does not
 * hold, what the newest push says that does, with its time.
 *
 * @returns null before any, and where what was kept of the last cannot be read: then a push is compared with nothing
 */
export async function readLastPush(
  db: Database,
  source: { readonly tenantHost: string; readonly analysisId: string; readonly sourceFrameId: string },
  analysisUrlOf: AnalysisUrlOf,
): Promise<LastPush | null> {
  const [newest, ...earlier] = await pushesWithState(db, source)
  if (newest === undefined) return null
  const [push, last] = await Promise.all([
    readPush(db, newest.pushId, analysisUrlOf),
    readState(db, newest.pushId),
  ])
  if (push === null || last === null) return null
  // One after the other: thirty states of a large screen at once would fill the memory.
  let state = last
  for (const { pushId, askedAt } of earlier) {
    const before = await readState(db, pushId)
    if (before !== null) state = withEarlier(state, before, askedAt.toISOString())
  }
  return { push, state }
}

async function readState(db: Database, pushId: string): Promise<PushedState | null> {
  const text = await pushedStateText(db, pushId)
  return text === null ? null : (PushedState.safeParse(JSON.parse(text)).data ?? null)
}

async function view(db: Database, push: StoredPush, analysisUrlOf: AnalysisUrlOf): Promise<PushView> {
  const [outputs, leftovers, settings] = await Promise.all([
    outputsOf(db, push.id),
    leftoversOf(db, push.id),
    pushedSettings(db, push.id),
  ])
  return {
    pushId: push.id,
    analysisId: push.analysisId,
    tenantHost: push.tenantHost,
    folderId: push.folderId,
    sourceFrameId: push.sourceFrameId,
    state: push.state,
    message: push.message,
    retryAfterS: secondsUntil(push.resumeAt),
    outputs: outputs.map(outputView),
    pushKey: push.pushKey,
    leftovers: leftovers.flatMap(({ kind, remoteId }) => (remoteId === null ? [] : [{ kind, remoteId }])),
    unnamedLeftovers: leftovers.filter(({ remoteId }) => remoteId === null).length,
    settings: settings === null ? [] : Lines.parse(JSON.parse(settings)),
    by: push.by,
    startedAt: push.startedAt.toISOString(),
    endedAt: push.endedAt?.toISOString() ?? null,
    analysisUrl: analysisUrlOf(push.tenantHost, push.analysisId),
  }
}

function outputView(output: StoredOutput): PushView['outputs'][number] {
  return {
    id: output.outputId,
    kind: output.kind,
    name: output.name,
    fileName: output.fileName,
    byteLength: output.byteLength,
    sha256: output.sha256,
    step: STEP_AT[output.stage],
    status: output.status,
    message: output.message,
    remoteId: output.remoteId,
    requestId: output.requestId,
  }
}

const STEP_AT: Readonly<Record<OutputStage, OutputStep>> = {
  new: 'create',
  creating: 'create',
  created: 'upload',
  uploaded: 'check',
  confirming: 'check',
  confirmed: 'check',
  arrived: 'attach',
  attached: 'attach',
}

function secondsUntil(moment: Date | null): number | null {
  return moment === null ? null : Math.max(0, Math.ceil((moment.getTime() - Date.now()) / 1000))
}
