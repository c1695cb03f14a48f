/**
 * What Benchling answers, as far as this project needs it: unknown fields are ignored, needed ones are required, unknown
 * enum values become a known "don't know". Sources: contract sections 3, 6, 7, 9, 10.
 */
import * as z from 'zod'

const UPLOAD_STATUSES = ['NOT_UPLOADED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED_VALIDATION'] as const
const COLUMN_TYPES = ['String', 'Int', 'Float', 'JSON', 'DateTime', 'Date', 'Boolean', 'ObjectLink'] as const

export const UploadStatusWire = z
  .string()
  .transform((text) => UPLOAD_STATUSES.find((status) => status === text) ?? ('UNKNOWN' as const))

export const TokenWire = z.object({
  access_token: z.string().min(1),
  /** Seconds. */
  expires_in: z.number().positive(),
})

export const AnalysisWire = z.object({
  id: z.string().min(1),
  folderId: z.string().nullish(),
  dataFrameIds: z.array(z.string()).nullish(),
  fileIds: z.array(z.string()).nullish(),
})
export type AnalysisWire = z.infer<typeof AnalysisWire>

const ColumnWire = z.object({
  displayName: z.string(),
  systemName: z.string().nullish(),
  type: z.object({
    name: z.string().transform((text) => COLUMN_TYPES.find((name) => name === text) ?? ('String' as const)),
    isList: z.boolean().nullish(),
  }),
})

export const DataFrameWire = z.object({
  id: z.string().min(1),
  name: z.string().nullish(),
  uploadStatus: UploadStatusWire,
  errorMessage: z.string().nullish(),
  columns: z.array(ColumnWire).nullish(),
  manifest: z.array(z.object({ fileName: z.string().nullish(), url: z.string().nullish() })).nullish(),
})
export type DataFrameWire = z.infer<typeof DataFrameWire>

export const FileWire = z.object({ id: z.string().min(1), uploadStatus: UploadStatusWire })

export const TaskLinkWire = z.object({ taskId: z.string().min(1) })

export const TaskWire = z.object({
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED']),
  message: z.string().nullish(),
})

/** Errors of the API; the token endpoint adds OAuth's own forms, hence the string and the flat fields. */
export const ErrorWire = z.object({
  error: z
    .union([
      z.string(),
      z.object({
        type: z
          .string()
          .nullish()
          .transform((text) => text ?? undefined),
        message: z
          .string()
          .nullish()
          .transform((text) => text ?? undefined),
        userMessage: z
          .string()
          .nullish()
          .transform((text) => text ?? undefined),
        invalidId: z
          .string()
          .nullish()
          .transform((text) => text ?? undefined),
        errorId: z
          .string()
          .nullish()
          .transform((text) => text ?? undefined),
      }),
    ])
    .optional(),
  error_description: z.string().optional(),
  message: z.string().optional(),
})
export type ErrorWire = z.infer<typeof ErrorWire>
