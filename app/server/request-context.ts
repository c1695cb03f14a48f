import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { REQUEST_ID } from './page-headers.ts'

/** What is known of the request being answered before anything of it is read. */
export interface RequestContext {
  /** Made by `proxy.ts`, on every log line of the request, and what a person quotes. */
  readonly requestId: string
  readonly address: string
}

export async function requestContext(): Promise<RequestContext> {
  const given = await headers()
  const id = given.get('x-request-id') ?? ''
  return { requestId: REQUEST_ID.test(id) ? id : newRequestId(), address: addressOf(given) }
}

export function newRequestId(): string {
  return randomUUID().slice(0, 8)
}

/**
 * Whose address counts: the last one, which the proxy in front added itself; those before it are the caller's own words.
 * Where no proxy stands in front, Next puts the connection's address there.
 */
function addressOf(given: Headers): string {
  const last = given.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
  return /^[0-9a-fA-F.:]{2,45}$/.test(last) ? last : 'unknown'
}
