import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Fault, Operation } from '../control.ts'
import { contentType } from '../content-type.ts'
import { cutInMidRecord, dropConnection, sendTruncated, waitOut } from '../play-fault.ts'
import { recordRequest } from '../record-request.ts'
import type { Sandbox, StorageEnv } from '../sandbox.ts'
import { readSignedUrl } from '../signed-url.ts'
import type { StoredObject } from '../signed-url.ts'
import { EXPIRED, WRONG_SIGNATURE, xmlError } from './xml-error.ts'

const MAX_PUT_BYTES = 200_000_000

/** The storage host of signed addresses. No CORS headers: a browser cannot fetch from it. */
export function storageApp(sandbox: Sandbox): Hono<StorageEnv> {
  const app = new Hono<StorageEnv>()
  app.use(recordRequest(sandbox, 'storage', storageOperation))
  app.all('*', async (c) => {
    const operation = storageOperation(c.req.method)
    if (operation === null) {
      return xmlError({ status: 405, code: 'MethodNotAllowed', message: 'The method is not allowed.' })
    }
    const fault = sandbox.faults.take(operation)
    await waitOut(fault)
    const refusal = fault === null ? null : refusalOf(c, fault, sandbox)
    if (refusal !== null) return refusal
    const answer = await serve(c, sandbox, fault)
    return fault?.kind === 'answer-lost' ? dropConnection(c.env, 'quietly') : answer
  })
  return app
}

function storageOperation(method: string): Operation | null {
  if (method === 'PUT') return 'storage-put'
  return method === 'GET' ? 'storage-get' : null
}

async function serve(c: Context<StorageEnv>, sandbox: Sandbox, fault: Fault | null): Promise<Response> {
  if (c.req.header('authorization') !== undefined) {
    const message = 'Only one auth mechanism allowed; the signed query is one already.'
    return xmlError({ status: 400, code: 'InvalidArgument', message })
  }
  const signed = readSignedUrl(c.req.method, new URL(c.req.url), sandbox.now())
  if ('problem' in signed) return xmlError(signed.problem === 'expired' ? EXPIRED : WRONG_SIGNATURE)
  return c.req.method === 'PUT'
    ? putObject(c, sandbox, signed.object)
    : getObject(c, sandbox, { object: signed.object, fault })
}

async function putObject(c: Context<StorageEnv>, sandbox: Sandbox, object: StoredObject): Promise<Response> {
  // A signed header: leaving it out breaks the signature.
  if (c.req.header('x-amz-server-side-encryption') !== 'AES256') return xmlError(WRONG_SIGNATURE)
  const announced = c.req.header('content-length')
  if (announced === undefined) {
    const message = 'You must provide the Content-Length HTTP header.'
    return xmlError({ status: 411, code: 'MissingContentLength', message })
  }
  if (Number(announced) > MAX_PUT_BYTES) {
    return xmlError({ status: 400, code: 'EntityTooLarge', message: 'The upload is too large.' })
  }
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (!sandbox.tenant.putBytes(object.id, bytes)) {
    return xmlError({ status: 403, code: 'AccessDenied', message: 'The object can no longer be written.' })
  }
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`
  return new Response(null, { status: 200, headers: { ETag: etag, 'Content-Length': '0' } })
}

function getObject(
  c: Context<StorageEnv>,
  sandbox: Sandbox,
  { object, fault }: { readonly object: StoredObject; readonly fault: Fault | null },
): Response {
  const whole =
    object.kind === 'data_frames'
      ? (sandbox.tenant.frameParts(object.id)[object.part] ?? null)
      : sandbox.tenant.fileBytes(object.id)
  if (whole === null) {
    return xmlError({ status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' })
  }
  const type = contentType(object.fileName)
  if (fault?.kind === 'truncated') return sendTruncated(c.env, whole, { 'Content-Type': type })
  const bytes = fault?.kind === 'cut-short' ? cutInMidRecord(whole) : whole
  const headers = { 'Content-Type': type, 'Content-Length': String(bytes.byteLength) }
  return new Response(new Uint8Array(bytes), { status: 200, headers })
}

function refusalOf(c: Context<StorageEnv>, fault: Fault, sandbox: Sandbox): Response | null {
  switch (fault.kind) {
    case 'expired-url':
      return xmlError(EXPIRED)
    case 'missing-sse':
      return xmlError(WRONG_SIGNATURE)
    case 'storage-error':
      return xmlError({ status: 500, code: 'InternalError', message: 'We encountered an internal error.' })
    case 'slow-down':
      return xmlError({ status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' })
    case 'connection-reset':
      return dropConnection(c.env, 'abruptly')
    case 'redirect':
      return c.redirect(`${sandbox.addresses.apiUrl}/redirected`, 302)
    default:
      return null
  }
}
