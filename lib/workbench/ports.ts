/**
 * What the page may ask of the server, as functions: `app` fills them with server actions and routes, `components`
 * only know these types. Nothing here holds a key, a token or a signed URL.
 */
import type { BatchView } from './batch-view.ts'
import type { FrameSize } from './refit-results.ts'
import type { ColumnMeta, FrameChunk } from '../data-frame/types.ts'
import type { StartPushInput } from '../outputs/push-input.ts'
import type { PushView } from '../outputs/push-view.ts'
import type { LastPush } from '../outputs/pushed-state.ts'
import type { Problem, Result } from '../result.ts'

export type FrameState = 'ready' | 'empty' | 'in-progress' | 'failed' | 'unreachable'

export interface FrameSummary {
  readonly id: string
  readonly name: string
  readonly state: FrameState
  /** Benchling's own words for `failed`, e.g. "Invalid CSV File." */
  readonly message: string | null
  /** Empty unless `ready`. */
  readonly columns: readonly ColumnMeta[]
  /** Written by this dashboard earlier, so not an input. */
  readonly isOwnOutput: boolean
  /** The one frame to open first: usable numeric columns, not our own output. */
  readonly isSuggested: boolean
}

export interface AnalysisSummary {
  readonly analysisId: string
  readonly tenantHost: string
  readonly tenantName: string
  readonly folderId: string | null
  readonly frames: readonly FrameSummary[]
  readonly fileCount: number
  /** The analysis in the tenant's own pages, where the tenant's configuration says how. */
  readonly analysisUrl: string | null
  /** E.g. a key whose `exp` has passed: still tried, said once. */
  readonly notices: readonly string[]
  /** A table that was pasted or opened from a file: it is kept in this browser alone, and so are its outputs. */
  readonly isLocal?: true
}

/** What opening has read already, so that the workbench need not ask again. */
export interface OpenedAnalysis {
  readonly analysisId: string
  readonly analysis: AnalysisSummary
}

export interface FrameExport {
  readonly name: string
  readonly columns: readonly ColumnMeta[]
  /** Chunks in row order. A failure mid-way arrives as the last item, never as a throw. */
  readonly chunks: ReadableStream<ExportItem>
}

export type ExportItem =
  | { readonly kind: 'chunk'; readonly chunk: FrameChunk }
  | { readonly kind: 'end'; readonly rowCount: number }
  | { readonly kind: 'problem'; readonly problem: Problem }

/** Server actions: short commands. One tab's actions queue, so nothing long or pollable is here. */
export interface StartActions {
  /** Parses the key, opens the analysis, seals the grant into the session cookie. */
  openAnalysis(input: { key: string }): Promise<Result<OpenedAnalysis, Problem>>
  /** Opens the sandbox's first sample; a Problem where the sandbox is not configured. */
  openSample(): Promise<Result<OpenedAnalysis, Problem>>
}

export interface WorkbenchActions {
  loadAnalysis(input: { analysisId: string }): Promise<Result<AnalysisSummary, Problem>>
  exportDataFrame(input: { analysisId: string; frameId: string }): Promise<Result<FrameExport, Problem>>
  startPush(input: StartPushInput): Promise<Result<{ pushId: string; isRepeat: boolean }, Problem>>
  retryPush(input: { pushId: string }): Promise<Result<{ pushId: string }, Problem>>
}

/** GET routes: polled and cancellable (stack.md 3). */
export interface WorkbenchReads {
  readPush(pushId: string, signal: AbortSignal): Promise<Result<PushView, Problem>>
  /** Pushes of this analysis, newest first: the panel finds its push again after a reload. */
  listPushes(analysisId: string, signal: AbortSignal): Promise<Result<readonly PushView[], Problem>>
  /** What the next push of this frame is compared with; null before any has finished. */
  lastPush(
    source: { readonly analysisId: string; readonly frameId: string },
    signal: AbortSignal,
  ): Promise<Result<LastPush | null, Problem>>
  /** Absent: reports have the letters that every reader of PDF has. */
  fonts?(signal: AbortSignal): Promise<ReportFonts | null>
  /** Absent where there is no server to keep work. */
  readonly drafts?: WorkbenchDrafts
  /** Absent where there is no server to fit. */
  readonly refits?: WorkbenchRefits
}

/** Font files with Latin, Greek and Cyrillic letters, of our own server. */
export interface ReportFonts {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}

/** Refits of a whole frame on the server. */
export interface WorkbenchRefits {
  /** The newest of one frame, newest first. */
  list(place: DraftFrame, signal: AbortSignal): Promise<Result<readonly BatchView[], Problem>>
  /** @param input  `work` as `serialiseWork` writes it */
  start(input: DraftFrame & { readonly work: string }): Promise<Result<{ batchId: string }, Problem>>
  cancel(input: { readonly batchId: string }): Promise<Result<{ batchId: string }, Problem>>
  /** Hands the results of a finished one to the queue of pushes: one push per data frame that they are cut into. */
  push(input: {
    readonly batchId: string
    readonly size: FrameSize
  }): Promise<Result<{ readonly pushIds: readonly string[]; readonly isRepeat: boolean }, Problem>>
  /** Of a finished one: the work it is of, then its fits in the order of the curves, a line each (`fit-lines.ts`). */
  fits(batchId: string, signal: AbortSignal): Promise<Result<readonly string[], Problem>>
  /** Where its results frame is downloaded. */
  resultsAddress(batchId: string): string
}

/** Work in progress as the server keeps it, for one person and one frame. */
export interface WorkDraft {
  /** 1, 2, 3, …; counts up with every write, from whichever browser. */
  readonly version: number
  /** As `serialiseWork` writes it. */
  readonly work: string
}

export type DraftAnswer =
  | { readonly kind: 'saved'; readonly version: number }
  /** Another browser saved since `base`; `draft` is what is there now. Nothing was written. */
  | { readonly kind: 'stale'; readonly draft: WorkDraft | null }
/** GET and PUT: they fail while the server is away, and are asked again. */
export interface WorkbenchDrafts {
  read(place: DraftFrame, signal: AbortSignal): Promise<Result<WorkDraft | null, Problem>>
  save(
    place: DraftFrame,
    draft: { readonly base: number; readonly work: string },
    signal: AbortSignal,
  ): Promise<Result<DraftAnswer, Problem>>
}

export interface DraftFrame {
  readonly analysisId: string
  readonly frameId: string
}
