/** What the tenant holds, and the same as written to disk. */
import * as z from 'zod'

export const Column = z.object({
  displayName: z.string(),
  systemName: z.string(),
  type: z.object({
    name: z.enum(['String', 'Int', 'Float', 'JSON', 'DateTime', 'Date', 'Boolean', 'ObjectLink']),
    isNullable: z.boolean(),
    isList: z.boolean(),
    target: z.object({ baseTypeName: z.string(), schemaId: z.string().nullable() }).optional(),
  }),
})
export type Column = z.infer<typeof Column>

/** How ingestion ends. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('succeeded'),
    columns: z.array(Column),
    rowCount: z.number(),
    partCount: z.number(),
  }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])
export type Outcome = z.infer<typeof Outcome>

/** `endsAtMs` null: ingestion begins to count when the frame is first read (the seeded one in progress). */
export const Ingestion = z.object({ endsAtMs: z.number().nullable(), outcome: Outcome })
export type Ingestion = z.infer<typeof Ingestion>

const origin = z.enum(['seeded', 'pushed'])

export const FrameRecord = z.object({
  id: z.string(),
  name: z.string(),
  fileName: z.string(),
  origin,
  createdAtMs: z.number(),
  isUploaded: z.boolean(),
  ingestion: Ingestion.nullable(),
})
export type FrameRecord = z.infer<typeof FrameRecord>

export const FileRecord = z.object({
  id: z.string(),
  name: z.string(),
  filename: z.string(),
  folderId: z.string(),
  displayId: z.string(),
  origin,
  createdAtMs: z.number(),
  modifiedAtMs: z.number(),
  isUploaded: z.boolean(),
  uploadStatus: z.enum(['NOT_UPLOADED', 'SUCCEEDED', 'FAILED_VALIDATION']),
  errorMessage: z.string().nullable(),
  archiveReason: z.string().nullable(),
  customFields: z.record(z.string(), z.object({ value: z.string().optional() })),
})
export type FileRecord = z.infer<typeof FileRecord>

export const TaskRecord = z.object({
  id: z.string(),
  frameId: z.string(),
  endsAtMs: z.number(),
  status: z.enum(['SUCCEEDED', 'FAILED']),
  message: z.string().nullable(),
})
export type TaskRecord = z.infer<typeof TaskRecord>

export const AnalysisRecord = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  folderId: z.string(),
  dataFrameIds: z.array(z.string()),
  fileIds: z.array(z.string()),
})
export type AnalysisRecord = z.infer<typeof AnalysisRecord>

/** Only what differs from the seeds: the seeds themselves are made anew at every start. */
export const SavedState = z.object({
  version: z.literal(1),
  frames: z.array(FrameRecord),
  files: z.array(FileRecord),
  tasks: z.array(TaskRecord),
  analyses: z.array(AnalysisRecord.pick({ id: true, dataFrameIds: true, fileIds: true })),
})
export type SavedState = z.infer<typeof SavedState>

/** One seeded analysis with everything in it. Bytes are made when first asked for, then kept. */
export interface SeededAnalysis {
  readonly analysis: AnalysisRecord
  readonly frames: readonly SeededFrame[]
  readonly files: readonly SeededFile[]
}

export interface SeededFrame {
  readonly record: FrameRecord
  readonly parts: () => readonly Uint8Array[]
}

export interface SeededFile {
  readonly record: FileRecord
  readonly bytes: () => Uint8Array
}
