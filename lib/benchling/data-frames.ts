import type { ColumnMeta } from '../data-frame/types.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { PATHS, callApi, noSuch, pathOf } from './api.ts'
import type { Context } from './api.ts'
import type { DataFrameMeta, SignedUrl } from './client.ts'
import type { BenchlingError } from './errors.ts'
import { tidy } from './raw-failure.ts'
import { admitSignedUrl } from './signed-url.ts'
import { DataFrameWire, TaskLinkWire, TaskWire } from './wire.ts'

const WHAT = 'data frame'
/** Making the CSV of a large frame may take the tenant this long. */
const SLOW_ATTEMPT_MS = 60_000

/** The frame as the tenant describes it, addresses of its rows included: for this folder only. */
export async function getFrame(
  context: Context,
  id: string,
  rowFormat: 'csv' | 'parquet' = 'csv',
): Promise<Result<DataFrameWire, BenchlingError>> {
  const path = pathOf(PATHS.dataFrames, id)
  if (path === null) return noSuch(WHAT, id)
  const answer = await callApi(context, {
    method: 'GET',
    path: rowFormat === 'csv' ? path : `${path}?rowDataFormat=${rowFormat}`,
    what: WHAT,
    id,
    schema: DataFrameWire,
    rule: { kind: 'safe' },
    attemptMs: SLOW_ATTEMPT_MS,
  })
  return answer.ok ? ok(answer.value.body) : answer
}

export async function getDataFrame(
  context: Context,
  id: string,
): Promise<Result<DataFrameMeta, BenchlingError>> {
  const frame = await getFrame(context, id)
  if (!frame.ok) return frame
  return ok({
    id: frame.value.id,
    name: frame.value.name ?? frame.value.id,
    uploadStatus: frame.value.uploadStatus,
    errorMessage: frame.value.errorMessage == null ? null : tidy(frame.value.errorMessage, 300),
    columns: toColumns(frame.value) ?? [],
    partCount: frame.value.manifest?.length ?? 0,
  })
}

/** Makes an empty frame. In doubt it is not repeated: a second frame could neither be found nor deleted. */
export async function createDataFrame(
  context: Context,
  input: { readonly name: string; readonly fileName: string },
): Promise<Result<{ frameId: string; putUrl: SignedUrl }, BenchlingError>> {
  const answer = await callApi(context, {
    method: 'POST',
    path: PATHS.dataFrames,
    body: { name: input.name, manifest: [{ fileName: input.fileName }] },
    what: WHAT,
    id: null,
    schema: DataFrameWire,
    rule: { kind: 'unless-in-doubt' },
  })
  if (!answer.ok) return answer
  const frameId = answer.value.body.id
  const putUrl = uploadUrl(context, answer.value.body)
  return putUrl.ok ? ok({ frameId, putUrl: putUrl.value }) : err(withCreated(putUrl.error, frameId))
}

/** A fresh address to upload to, or null once the frame is no longer waiting for its file. */
export async function refreshFrameUpload(
  context: Context,
  id: string,
): Promise<Result<SignedUrl | null, BenchlingError>> {
  const frame = await getFrame(context, id)
  if (!frame.ok) return frame
  return frame.value.uploadStatus === 'NOT_UPLOADED' ? uploadUrl(context, frame.value) : ok(null)
}

/** Tells the tenant to read the upload. The task id is null where a look showed that it had begun already. */
export async function startIngestion(
  context: Context,
  id: string,
): Promise<Result<{ taskId: string | null }, BenchlingError>> {
  const path = pathOf(PATHS.dataFrames, id)
  if (path === null) return noSuch(WHAT, id)
  const look = async () => {
    const frame = await getFrame(context, id)
    if (!frame.ok) return frame
    return ok(frame.value.uploadStatus === 'NOT_UPLOADED' ? null : { body: { taskId: '' }, headers: null })
  }
  const answer = await callApi(context, {
    method: 'PATCH',
    path,
    body: { uploadStatus: 'IN_PROGRESS' },
    what: WHAT,
    id,
    schema: TaskLinkWire,
    rule: { kind: 'after-a-look', look },
  })
  if (!answer.ok) return answer
  const { taskId } = answer.value.body
  return ok({ taskId: taskId === '' ? null : taskId })
}

export async function getTask(
  context: Context,
  id: string,
): Promise<Result<{ status: 'RUNNING' | 'SUCCEEDED' | 'FAILED'; message: string | null }, BenchlingError>> {
  const path = pathOf(PATHS.tasks, id)
  if (path === null) return noSuch('task', id)
  const rule = { kind: 'safe' } as const
  const answer = await callApi(context, { method: 'GET', path, what: 'task', id, schema: TaskWire, rule })
  if (!answer.ok) return answer
  const { status, message } = answer.value.body
  return ok({ status, message: message == null ? null : tidy(message, 300) })
}

/** Columns as described, or null where the tenant does not say. A list column's cells are JSON text. */
export function toColumns(frame: DataFrameWire): readonly ColumnMeta[] | null {
  if (frame.columns == null) return null
  return frame.columns.map(({ displayName, type }) => ({
    displayName,
    typeName: type.isList === true ? 'JSON' : type.name,
  }))
}

function uploadUrl(context: Context, frame: DataFrameWire): Result<SignedUrl, BenchlingError> {
  const first = frame.manifest?.[0]
  if (first === undefined) return err({ kind: 'unexpected-answer', what: WHAT, path: 'manifest' })
  if (first.url == null) return err({ kind: 'unexpected-answer', what: WHAT, path: 'manifest.0.url' })
  return admitSignedUrl(first.url, context.tenant)
}

/** Names the object that a useless success left behind, so that it can be listed. */
export function withCreated(error: BenchlingError, createdId: string): BenchlingError {
  return error.kind === 'unexpected-answer' || error.kind === 'unsafe-url' ? { ...error, createdId } : error
}
