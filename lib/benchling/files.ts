import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { PATHS, callApi, noSuch, pathOf } from './api.ts'
import type { ApiAnswer, Context } from './api.ts'
import type { SignedUrl, UploadStatus } from './client.ts'
import { withCreated } from './data-frames.ts'
import type { BenchlingError } from './errors.ts'
import { admitSignedUrl } from './signed-url.ts'
import { FileWire } from './wire.ts'

const WHAT = 'file'

interface FileState {
  readonly id: string
  readonly uploadStatus: UploadStatus
}

export async function getFile(context: Context, id: string): Promise<Result<FileState, BenchlingError>> {
  const path = pathOf(PATHS.files, id)
  if (path === null) return noSuch(WHAT, id)
  const rule = { kind: 'safe' } as const
  const answer = await callApi(context, { method: 'GET', path, what: WHAT, id, schema: FileWire, rule })
  return answer.ok ? ok(answer.value.body) : answer
}

/** Makes an empty file in a folder. Not repeated in doubt: a first one would stay visible there. */
export async function createFile(
  context: Context,
  input: { readonly name: string; readonly fileName: string; readonly folderId: string },
): Promise<Result<{ fileId: string; putUrl: SignedUrl }, BenchlingError>> {
  const answer = await callApi(context, {
    method: 'POST',
    path: PATHS.files,
    body: { name: input.name, filename: input.fileName, folderId: input.folderId },
    what: WHAT,
    id: null,
    schema: FileWire,
    rule: { kind: 'unless-in-doubt' },
  })
  if (!answer.ok) return answer
  const fileId = answer.value.body.id
  // The address to upload to is in a header; frames carry theirs in the body.
  const address = answer.value.headers?.get('content-location') ?? ''
  if (address === '') {
    return err({ kind: 'unexpected-answer', what: WHAT, path: 'Content-Location', createdId: fileId })
  }
  const putUrl = admitSignedUrl(address, context.tenant)
  return putUrl.ok ? ok({ fileId, putUrl: putUrl.value }) : err(withCreated(putUrl.error, fileId))
}

/** Declares the upload complete. For files the client itself says so; there is no task. */
export async function confirmFile(context: Context, id: string): Promise<Result<void, BenchlingError>> {
  const path = pathOf(PATHS.files, id)
  if (path === null) return noSuch(WHAT, id)
  const look = async (): Promise<Result<ApiAnswer<FileState> | null, BenchlingError>> => {
    const file = await getFile(context, id)
    if (!file.ok) return file
    return ok(file.value.uploadStatus === 'NOT_UPLOADED' ? null : { body: file.value, headers: null })
  }
  const answer = await callApi(context, {
    method: 'PATCH',
    path,
    body: { uploadStatus: 'SUCCEEDED' },
    what: WHAT,
    id,
    schema: FileWire,
    rule: { kind: 'after-a-look', look },
  })
  if (!answer.ok) return answer
  if (answer.value.body.uploadStatus === 'SUCCEEDED') return ok(undefined)
  return err({ kind: 'rejected', message: 'The file was marked as not valid.', requestId: null })
}
