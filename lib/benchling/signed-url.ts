import { inspect } from 'node:util'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { SignedUrl } from './client.ts'
import type { BenchlingError } from './errors.ts'
import type { Tenant } from './tenants.ts'

const BUCKET = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/
const REGION = /^[a-z]{2}(-[a-z]+)+-[0-9]$/

/**
 * Admits a signed URL only where this tenant's storage can be: `https:` on an S3 host or a listed host, or the sandbox's
 * own loopback storage. Labels are compared, never a substring, so `s3.amazonaws.com.evil.test` is refused.
 *
 * @returns the URL as an opaque value, or `unsafe-url` naming the host alone: the query is the secret
 */
export function admitSignedUrl(text: string, tenant: Tenant): Result<SignedUrl, BenchlingError> {
  // The URL parser quietly repairs these; a signed URL never needs them.
  const url = /[\\\s]|[^\x21-\x7e]/.test(text) ? null : URL.parse(text)
  if (url === null) return err({ kind: 'unsafe-url', host: 'unknown', reason: 'not-a-url' })
  const refuse = (reason: UnsafeReason) => err({ kind: 'unsafe-url', host: url.host, reason } as const)

  if (url.username !== '' || url.password !== '') return refuse('user-in-url')
  if (tenant.isSandbox) {
    const isOwn = url.protocol === 'http:' && tenant.storageHosts.includes(url.host)
    if (isOwn) return ok(new OpaqueUrl(url))
  }
  if (url.protocol !== 'https:') return refuse('not-https')
  if (tenant.isSandbox || url.port !== '') return refuse('foreign-host')
  const isKnown = isS3Host(url.hostname) || tenant.storageHosts.includes(url.hostname)
  return isKnown ? ok(new OpaqueUrl(url)) : refuse('foreign-host')
}

export type UnsafeReason = Extract<BenchlingError, { kind: 'unsafe-url' }>['reason']

/** `<bucket>.s3.amazonaws.com`, `<bucket>.s3.<region>.amazonaws.com`, `<bucket>.s3-<region>.amazonaws.com`. */
export function isS3Host(hostname: string): boolean {
  const labels = hostname.split('.')
  const [bucket = '', service = '', ...rest] = labels
  if (!BUCKET.test(bucket)) return false
  if (rest.join('.') === 'amazonaws.com') {
    return service === 's3' || (service.startsWith('s3-') && REGION.test(service.slice(3)))
  }
  const [region = '', ...domain] = rest
  return service === 's3' && REGION.test(region) && domain.join('.') === 'amazonaws.com'
}

/** Holds the URL in a private field: JSON, string conversion and inspection show the host alone. */
class OpaqueUrl implements SignedUrl {
  readonly host: string
  readonly #href: string

  constructor(url: URL) {
    this.host = url.host
    this.#href = url.href
  }

  reveal(): string {
    return this.#href
  }

  toString(): string {
    return `[signed URL at ${this.host}]`
  }

  toJSON(): string {
    return this.toString()
  }

  [inspect.custom](): string {
    return this.toString()
  }
}
