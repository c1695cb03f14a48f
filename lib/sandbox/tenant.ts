import { ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Fault, Settings } from './control.ts'
import type { Vault } from './disk.ts'
import { ingestCsv } from './ingest.ts'
import { newFile, newFrame, newTaskId } from './new-records.ts'
import type { FileInput } from './new-records.ts'
import type {
  AnalysisRecord,
  FileRecord,
  FrameRecord,
  Outcome,
  SeededAnalysis,
  SeededFile,
  SeededFrame,
  TaskRecord,
} from './records.ts'
import { badRequest, notFound } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/** Tasks can be read this long after their end. */
const TASK_KEPT_MS = 30 * 60 * 1000
/** Of one CSV; the contract's section 8. */
const MAX_CSV_BYTES = 150_000_000

export interface TenantParts {
  readonly vault: Vault
  readonly seeds: readonly SeededAnalysis[]
  readonly settings: () => Settings
  readonly now: () => number
}

export type FrameStatus = 'NOT_UPLOADED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED_VALIDATION'

/** The tenant's objects and the moves between their states. Everything not seeded is saved before it is answered. */
export class Tenant {
  readonly #parts: TenantParts
  #analyses = new Map<string, AnalysisRecord>()
  #frames = new Map<string, FrameRecord>()
  #files = new Map<string, FileRecord>()
  #tasks = new Map<string, TaskRecord>()
  /** Ids that differ from their seed, or have none. */
  #changed = new Set<string>()
  readonly #seededFrames: ReadonlyMap<string, SeededFrame>
  readonly #seededFiles: ReadonlyMap<string, SeededFile>

  constructor(parts: TenantParts) {
    this.#parts = parts
    this.#seededFrames = new Map(parts.seeds.flatMap((s) => s.frames).map((f) => [f.record.id, f]))
    this.#seededFiles = new Map(parts.seeds.flatMap((s) => s.files).map((f) => [f.record.id, f]))
    this.#plantSeeds()
    this.#readSaved()
  }

  /** Back to the seeds, on disk too. */
  reset(): void {
    this.#parts.vault.clear()
    this.#tasks.clear()
    this.#changed.clear()
    this.#plantSeeds()
  }

  analyses(): readonly AnalysisRecord[] {
    return [...this.#analyses.values()]
  }

  analysis(id: string): AnalysisRecord | null {
    return this.#analyses.get(id) ?? null
  }

  hasFolder(folderId: string): boolean {
    return this.analyses().some((analysis) => analysis.folderId === folderId)
  }

  /** Appends in order with set semantics, all or nothing; `not-found` names the first unknown id. */
  attach(
    id: string,
    ids: { readonly dataFrameIds: readonly string[]; readonly fileIds: readonly string[] },
  ): Result<AnalysisRecord, Refusal> {
    const before = this.#analyses.get(id)
    if (before === undefined) return notFound(id)
    const unknown =
      ids.dataFrameIds.find((frameId) => !this.#frames.has(frameId)) ??
      ids.fileIds.find((fileId) => !this.#files.has(fileId))
    if (unknown !== undefined) return notFound(unknown)
    const after = {
      ...before,
      dataFrameIds: [...new Set([...before.dataFrameIds, ...ids.dataFrameIds])],
      fileIds: [...new Set([...before.fileIds, ...ids.fileIds])],
    }
    this.#analyses.set(id, after)
    this.#save(id)
    return ok(after)
  }

  createFrame(name: string, fileName: string): FrameRecord {
    const frame = newFrame(name, fileName, this.#parts.now())
    this.#frames.set(frame.id, frame)
    this.#save(frame.id)
    return frame
  }

  /** Reading the frame that waits for its first reader starts its clock. */
  frame(id: string): FrameRecord | null {
    const frame = this.#frames.get(id) ?? null
    const ingestion = frame?.ingestion ?? null
    if (frame === null || ingestion === null || ingestion.endsAtMs !== null) return frame
    const endsAtMs = this.#parts.now() + this.#parts.settings().seededIngestionMs
    const started = { ...frame, ingestion: { ...ingestion, endsAtMs } }
    this.#frames.set(id, started)
    return started
  }

  frameStatus(frame: FrameRecord): FrameStatus {
    if (frame.ingestion === null) return 'NOT_UPLOADED'
    const { endsAtMs, outcome } = frame.ingestion
    if (endsAtMs === null || this.#parts.now() < endsAtMs) return 'IN_PROGRESS'
    return outcome.kind === 'succeeded' ? 'SUCCEEDED' : 'FAILED_VALIDATION'
  }

  /** NOT_UPLOADED -> IN_PROGRESS. The verdict is reached at once and shown when the time is over. */
  startIngestion(id: string, fault: Fault | null): Result<TaskRecord, Refusal> {
    const frame = this.#frames.get(id)
    if (frame === undefined) return notFound(id)
    if (frame.ingestion !== null) {
      return badRequest(
        `The data frame is ${this.frameStatus(frame)}; only NOT_UPLOADED can become IN_PROGRESS.`,
      )
    }
    const upload = frame.isUploaded ? this.#parts.vault.readBytes(`${id}.upload`) : null
    if (upload === null) return badRequest('No file has been uploaded for this data frame.')
    if (upload.byteLength > MAX_CSV_BYTES) return badRequest('The file is larger than 150 MB.')
    const outcome = this.#ingest(id, upload, fault)
    const waitMs =
      fault?.kind === 'slow-ingestion' ? fault.seconds * 1000 : this.#parts.settings().ingestionMs
    const endsAtMs = this.#parts.now() + waitMs
    const task: TaskRecord = {
      id: newTaskId(),
      frameId: id,
      endsAtMs,
      status: outcome.kind === 'failed' && fault?.kind !== 'ingestion-fails-quietly' ? 'FAILED' : 'SUCCEEDED',
      message: outcome.kind === 'failed' ? outcome.message : null,
    }
    this.#frames.set(id, { ...frame, ingestion: { endsAtMs, outcome } })
    this.#tasks.set(task.id, task)
    this.#save(id)
    return ok(task)
  }

  /** null when unknown, or over for 30 minutes. */
  task(id: string): { readonly record: TaskRecord; readonly isRunning: boolean } | null {
    const record = this.#tasks.get(id)
    const nowMs = this.#parts.now()
    if (record === undefined || nowMs >= record.endsAtMs + TASK_KEPT_MS) return null
    return { record, isRunning: nowMs < record.endsAtMs }
  }

  createFile(input: FileInput): FileRecord {
    const file = newFile(input, this.#files.size + 1, this.#parts.now())
    this.#files.set(file.id, file)
    this.#save(file.id)
    return file
  }

  file(id: string): FileRecord | null {
    return this.#files.get(id) ?? null
  }

  files(): readonly FileRecord[] {
    return [...this.#files.values()]
  }

  updateFile(id: string, change: Partial<FileRecord>): Result<FileRecord, Refusal> {
    const before = this.#files.get(id)
    if (before === undefined) return notFound(id)
    if (change.uploadStatus !== undefined && before.uploadStatus !== 'NOT_UPLOADED') {
      return badRequest(`The file is ${before.uploadStatus} already.`)
    }
    if (change.uploadStatus === 'SUCCEEDED' && !before.isUploaded) {
      return badRequest('No content has been uploaded for this file.')
    }
    const after = { ...before, ...change, modifiedAtMs: this.#parts.now() }
    this.#files.set(id, after)
    this.#save(id)
    return ok(after)
  }

  archiveFiles(ids: readonly string[], reason: string): Result<readonly string[], Refusal> {
    const unknown = ids.find((id) => !this.#files.has(id))
    if (unknown !== undefined) return badRequest(`There is no file ${unknown}.`)
    for (const id of ids) this.updateFile(id, { archiveReason: reason })
    return ok(ids)
  }

  /** Bytes of a signed PUT. False when the object no longer takes any. */
  putBytes(id: string, bytes: Uint8Array): boolean {
    const frame = this.#frames.get(id)
    const file = this.#files.get(id)
    if (frame !== undefined && frame.ingestion === null) this.#frames.set(id, { ...frame, isUploaded: true })
    else if (file?.uploadStatus === 'NOT_UPLOADED') this.#files.set(id, { ...file, isUploaded: true })
    else return false
    this.#parts.vault.writeBytes(`${id}.upload`, bytes)
    this.#save(id)
    return true
  }

  /** Parts of a SUCCEEDED frame in manifest order, else none. */
  frameParts(id: string): readonly Uint8Array[] {
    const frame = this.#frames.get(id)
    if (frame === undefined || this.frameStatus(frame) !== 'SUCCEEDED') return []
    const own = this.#changed.has(id) ? this.#parts.vault.readBytes(`${id}.csv`) : null
    return own === null ? (this.#seededFrames.get(id)?.parts() ?? []) : [own]
  }

  fileBytes(id: string): Uint8Array | null {
    return this.#parts.vault.readBytes(`${id}.upload`) ?? this.#seededFiles.get(id)?.bytes() ?? null
  }

  #ingest(id: string, upload: Uint8Array, fault: Fault | null): Outcome {
    if (fault?.kind === 'ingestion-fails' || fault?.kind === 'ingestion-fails-quietly') {
      return { kind: 'failed', message: 'Invalid CSV File.' }
    }
    const ingested = ingestCsv(upload)
    if (!ingested.ok) return { kind: 'failed', message: ingested.error }
    const { columns, rowCount, canonical } = ingested.value
    this.#parts.vault.writeBytes(`${id}.csv`, canonical)
    return { kind: 'succeeded', columns, rowCount, partCount: 1 }
  }

  #plantSeeds(): void {
    const { seeds } = this.#parts
    this.#analyses = new Map(seeds.map(({ analysis }) => [analysis.id, analysis]))
    this.#frames = new Map([...this.#seededFrames].map(([id, { record }]) => [id, record]))
    this.#files = new Map([...this.#seededFiles].map(([id, { record }]) => [id, record]))
  }

  #readSaved(): void {
    const saved = this.#parts.vault.readState()
    if (saved === null) return
    for (const frame of saved.frames) this.#frames.set(frame.id, frame)
    for (const file of saved.files) this.#files.set(file.id, file)
    for (const task of saved.tasks) this.#tasks.set(task.id, task)
    for (const { id, ...lists } of saved.analyses) {
      const seed = this.#analyses.get(id)
      if (seed !== undefined) this.#analyses.set(id, { ...seed, ...lists })
    }
    for (const { id } of [...saved.frames, ...saved.files, ...saved.analyses]) this.#changed.add(id)
  }

  #save(changedId: string): void {
    this.#changed.add(changedId)
    const nowMs = this.#parts.now()
    for (const [id, task] of this.#tasks) if (nowMs >= task.endsAtMs + TASK_KEPT_MS) this.#tasks.delete(id)
    const isChanged = ({ id }: { id: string }): boolean => this.#changed.has(id)
    this.#parts.vault.writeState({
      version: 1,
      frames: [...this.#frames.values()].filter(isChanged),
      files: [...this.#files.values()].filter(isChanged),
      tasks: [...this.#tasks.values()],
      analyses: [...this.#analyses.values()].filter(isChanged),
    })
  }
}
