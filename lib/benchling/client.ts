/** What the rest of the server may ask of a tenant. Bytes, rows and ids; no fits, no figures. */
import type { ColumnMeta } from '../data-frame/types.ts'
import type { Result } from '../result.ts'
import type { BenchlingError } from './errors.ts'
import type { Tenant } from './tenants.ts'

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Whole-operation cap, retries included; default 60 s. */
  readonly deadlineMs?: number
  /** Told before each wait, so that progress can be shown. */
  readonly onWait?: (wait: {
    readonly reason: 'rate-limited' | 'unavailable'
    readonly waitMs: number
  }) => void
}

export interface Analysis {
  readonly id: string
  readonly folderId: string | null
  readonly dataFrameIds: readonly string[]
  readonly fileIds: readonly string[]
}

export type UploadStatus = 'NOT_UPLOADED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED_VALIDATION' | 'UNKNOWN'

export interface DataFrameMeta {
  readonly id: string
  readonly name: string
  readonly uploadStatus: UploadStatus
  readonly errorMessage: string | null
  readonly columns: readonly ColumnMeta[]
  readonly partCount: number
}

/** A bearer secret for an hour: opaque here, never serialised, never logged (its toJSON and toString are redacted). */
export interface SignedUrl {
  readonly host: string
  reveal(): string
  /** The host alone. */
  toString(): string
}

export interface RowExport {
  readonly columns: readonly ColumnMeta[]
  /** Records in order, header removed, in batches of up to some thousand rows. Ends early with an error item. */
  readonly batches: AsyncIterable<Result<readonly (readonly string[])[], BenchlingError>>
}

/** A frame's rows as Parquet files, in order; none of them has been asked for yet. */
export interface ParquetExport {
  /** In the order of the description. Columns of the files go by their system names. */
  readonly columns: readonly (ColumnMeta & { readonly systemName: string })[]
  readonly parts: readonly ParquetPart[]
}

export interface ParquetPart {
  /** Its bytes as they come. Ends early with an error item. */
  read(): AsyncIterable<Result<Uint8Array, BenchlingError>>
}

export interface BenchlingClient {
  readonly tenant: Tenant
  getAnalysis(analysisId: string, options?: CallOptions): Promise<Result<Analysis, BenchlingError>>
  getDataFrame(frameId: string, options?: CallOptions): Promise<Result<DataFrameMeta, BenchlingError>>
  exportRows(frameId: string, options?: CallOptions): Promise<Result<RowExport, BenchlingError>>
  /** `rejected` where the tenant has no Parquet of it, or does not say what its columns are called: its CSV is there. */
  exportParquet(frameId: string, options?: CallOptions): Promise<Result<ParquetExport, BenchlingError>>
  createDataFrame(
    input: { name: string; fileName: string },
    options?: CallOptions,
  ): Promise<Result<{ frameId: string; putUrl: SignedUrl }, BenchlingError>>
  /** A fresh PUT address for a frame that is still NOT_UPLOADED, or null when it no longer is. */
  refreshFrameUpload(
    frameId: string,
    options?: CallOptions,
  ): Promise<Result<SignedUrl | null, BenchlingError>>
  upload(putUrl: SignedUrl, bytes: Uint8Array, options?: CallOptions): Promise<Result<void, BenchlingError>>
  startIngestion(
    frameId: string,
    options?: CallOptions,
  ): Promise<Result<{ taskId: string | null }, BenchlingError>>
  /** One look; the frame's own status decides, so callers follow with `getDataFrame`. */
  getTask(
    taskId: string,
    options?: CallOptions,
  ): Promise<Result<{ status: 'RUNNING' | 'SUCCEEDED' | 'FAILED'; message: string | null }, BenchlingError>>
  createFile(
    input: { name: string; fileName: string; folderId: string },
    options?: CallOptions,
  ): Promise<Result<{ fileId: string; putUrl: SignedUrl }, BenchlingError>>
  confirmFile(fileId: string, options?: CallOptions): Promise<Result<void, BenchlingError>>
  getFile(
    fileId: string,
    options?: CallOptions,
  ): Promise<Result<{ id: string; uploadStatus: UploadStatus }, BenchlingError>>
  /** Appends; sends only ids the analysis does not list yet (asks it first). */
  attach(
    analysisId: string,
    ids: { dataFrameIds: readonly string[]; fileIds: readonly string[] },
    options?: CallOptions,
  ): Promise<Result<Analysis, BenchlingError>>
}
