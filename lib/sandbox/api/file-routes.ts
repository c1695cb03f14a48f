import type { Context } from 'hono'
import * as z from 'zod'
import { brokenUrl } from '../play-fault.ts'
import type { FileRecord } from '../records.ts'
import type { ApiEnv, Sandbox } from '../sandbox.ts'
import { signUrl } from '../signed-url.ts'
import type { StorageMethod } from '../signed-url.ts'
import { badRequest, forbidden, notFound, refused } from './errors.ts'
import { readBody } from './read-body.ts'

const MAX_FILE_BYTES = 30_000_000
const EXTENSIONS = /\.(?:csv|html|jmp|jrn|jrp|jpeg|jpg|png|pdf|zip|txt)$/i

const customFields = z.record(z.string(), z.object({ value: z.string().optional() }))

const FileCreate = z.object({
  name: z.string().min(1),
  filename: z.string().regex(EXTENSIONS, 'the extension is not supported'),
  folderId: z.string().min(1),
  customFields: customFields.default({}),
})

const FileUpdate = z.object({
  uploadStatus: z.enum(['SUCCEEDED', 'FAILED_VALIDATION']).optional(),
  errorMessage: z.string().optional(),
  folderId: z.string().optional(),
  customFields: customFields.optional(),
})

const FilesArchive = z.object({
  fileIds: z.array(z.string()).max(100),
  reason: z.enum(['Made in error', 'Archived', 'Other']),
})

export function createFile(sandbox: Sandbox) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const body = await readBody(c, FileCreate)
    if (!body.ok) return badRequest(c, body.error)
    if (!sandbox.tenant.hasFolder(body.value.folderId)) return forbidden(c, body.value.folderId)
    const file = sandbox.tenant.createFile(body.value)
    setContentLocation(sandbox, c, { file, method: 'PUT' })
    return c.json(fileBody(file), 200)
  }
}

export function getFile(sandbox: Sandbox) {
  return (c: Context<ApiEnv, '/:id'>): Response => {
    const id = c.req.param('id')
    const file = sandbox.tenant.file(id)
    if (file === null) return notFound(c, id)
    setContentLocation(sandbox, c, { file, method: file.uploadStatus === 'SUCCEEDED' ? 'GET' : 'PUT' })
    return c.json(fileBody(file), 200)
  }
}

/** The client itself declares the upload a success; there is no task. */
export function patchFile(sandbox: Sandbox) {
  return async (c: Context<ApiEnv, '/:id'>): Promise<Response> => {
    const body = await readBody(c, FileUpdate)
    if (!body.ok) return badRequest(c, body.error)
    const id = c.req.param('id')
    const { folderId } = body.value
    if (folderId !== undefined && !sandbox.tenant.hasFolder(folderId)) return forbidden(c, folderId)
    if (body.value.uploadStatus === 'SUCCEEDED' && isTooLarge(sandbox, id)) {
      return badRequest(c, 'The file is larger than 30 MB.')
    }
    const given = Object.entries(body.value).filter(([, value]) => value !== undefined)
    const updated = sandbox.tenant.updateFile(id, Object.fromEntries(given))
    return updated.ok ? c.json(fileBody(updated.value), 200) : refused(c, updated.error)
  }
}

export function archiveFiles(sandbox: Sandbox) {
  return async (c: Context<ApiEnv>): Promise<Response> => {
    const body = await readBody(c, FilesArchive)
    if (!body.ok) return badRequest(c, body.error)
    const archived = sandbox.tenant.archiveFiles(body.value.fileIds, body.value.reason)
    return archived.ok ? c.json({ fileIds: [...archived.value] }, 200) : refused(c, archived.error)
  }
}

function isTooLarge(sandbox: Sandbox, id: string): boolean {
  return (sandbox.tenant.fileBytes(id)?.byteLength ?? 0) > MAX_FILE_BYTES
}

/** The signed address of a file travels in this header, never in the body. */
function setContentLocation(
  sandbox: Sandbox,
  c: Context<ApiEnv>,
  { file, method }: { readonly file: FileRecord; readonly method: StorageMethod },
): void {
  const fault = c.get('fault')
  if (fault?.kind === 'missing-content-location') return
  const object = { kind: 'files' as const, id: file.id, part: 0, fileName: file.filename }
  const url = signUrl(method, object, {
    storageUrl: sandbox.addresses.storageUrl,
    nowMs: sandbox.now(),
    lifetimeS: sandbox.settings().signedUrlLifetimeS,
  })
  c.header('Content-Location', brokenUrl(fault, url) ?? url)
}

function fileBody(file: FileRecord) {
  const { id, name, filename, folderId, displayId, uploadStatus, errorMessage, customFields: fields } = file
  return {
    id,
    name,
    filename,
    folderId,
    displayId,
    uploadStatus,
    errorMessage,
    createdAt: new Date(file.createdAtMs).toISOString(),
    modifiedAt: new Date(file.modifiedAtMs).toISOString(),
    creator: { id: 'ent_Sandbox01', name: 'Halfmax sandbox app', handle: 'halfmax-sandbox' },
    archiveRecord: file.archiveReason === null ? null : { reason: file.archiveReason },
    customFields: fields,
  }
}
