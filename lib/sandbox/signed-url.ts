/**
 * Signed storage addresses in the shape of S3's. The signature covers method, path, time and lifetime, so that an address
 * serves one method on one object until it expires, also across a restart. The algorithm is our own: clients cannot check it.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { SANDBOX_DEFAULTS } from './control.ts'

export type StorageMethod = 'GET' | 'PUT'

/** `part` counts from 0; files have one. */
export interface StoredObject {
  readonly kind: 'data_frames' | 'files'
  readonly id: string
  readonly part: number
  readonly fileName: string
}

export interface SigningOptions {
  readonly storageUrl: string
  readonly nowMs: number
  readonly lifetimeS: number
}

export function signUrl(method: StorageMethod, object: StoredObject, options: SigningOptions): string {
  const nonce = randomBytes(12).toString('hex')
  const name = encodeURIComponent(object.fileName)
  const path = `/deploys/sandbox/${object.kind}/${object.id}/${object.part}/${nonce}/${name}`
  const date = amzDate(options.nowMs)
  const expires = String(options.lifetimeS)
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-Expires': expires,
    'X-Amz-SignedHeaders': method === 'PUT' ? 'host;x-amz-server-side-encryption' : 'host',
    'X-Amz-Signature': signature([method, path, date, expires]),
  })
  return `${options.storageUrl}${path}?${query.toString()}`
}

export type SignedUrlProblem = 'wrong-signature' | 'expired'

/** Reads an address back; for `url`, path and query suffice. */
export function readSignedUrl(
  method: string,
  url: URL,
  nowMs: number,
): { readonly object: StoredObject } | { readonly problem: SignedUrlProblem } {
  const date = url.searchParams.get('X-Amz-Date') ?? ''
  const expires = url.searchParams.get('X-Amz-Expires') ?? ''
  const expected = signature([method, url.pathname, date, expires])
  const given = url.searchParams.get('X-Amz-Signature') ?? ''
  const isSame =
    given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  const match = /^\/deploys\/sandbox\/(data_frames|files)\/([^/]+)\/(\d+)\/[^/]+\/([^/]+)$/.exec(url.pathname)
  if (!isSame || match === null) return { problem: 'wrong-signature' }
  if (nowMs >= readAmzDate(date) + Number(expires) * 1000) return { problem: 'expired' }
  const [, kind, id = '', part, name = ''] = match
  return {
    object: {
      kind: kind === 'files' ? 'files' : 'data_frames',
      id,
      part: Number(part),
      fileName: decodeURIComponent(name),
    },
  }
}

function signature(parts: readonly string[]): string {
  return createHmac('sha256', SANDBOX_DEFAULTS.clientSecret).update(parts.join('\n')).digest('hex')
}

/** `20260101T000000Z`: whole seconds, as S3 writes it. */
function amzDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function readAmzDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
}
