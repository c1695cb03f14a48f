import 'server-only'
import { headers } from 'next/headers'

/** The nonce `proxy.ts` made for this page, for a script or style element of our own. */
export async function pageNonce(): Promise<string | undefined> {
  return (await headers()).get('x-nonce') ?? undefined
}
