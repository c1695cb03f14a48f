import { setTimeout as sleep } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { HttpBindings } from '@hono/node-server'
import type { Fault } from './control.ts'

/** Closes the socket without an answer; `abruptly` sends a reset instead of an end. */
export function dropConnection(env: HttpBindings, how: 'abruptly' | 'quietly'): Response {
  if (how === 'abruptly') env.incoming.socket.resetAndDestroy()
  else env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

/** Answers a header that promises more than is sent, then closes. */
export function sendTruncated(
  env: HttpBindings,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): Response {
  const { outgoing, incoming } = env
  outgoing.writeHead(200, { ...headers, 'Content-Length': String(bytes.byteLength) })
  outgoing.write(bytes.subarray(0, Math.floor(bytes.byteLength * 0.6)), () => incoming.socket.destroy())
  return RESPONSE_ALREADY_SENT
}

/** Waits out a `slow` fault; at once for every other. */
export async function waitOut(fault: Fault | null): Promise<void> {
  if (fault?.kind === 'slow') await sleep(fault.seconds * 1000)
}

/** The end of `bytes` cut off in the middle of the last record, as if it had never been there. */
export function cutInMidRecord(bytes: Uint8Array): Uint8Array {
  const lastBreak = bytes.lastIndexOf(0x0a, bytes.byteLength - 2)
  const start = lastBreak + 1
  const comma = bytes.indexOf(0x2c, start)
  return bytes.subarray(0, comma < 0 ? Math.max(1, start + 1) : comma)
}

/** The address a fault puts in the place of a good one; undefined where the fault is no such fault. */
export function brokenUrl(fault: Fault | null, url: string): string | null | undefined {
  const path = new URL(url).pathname
  switch (fault?.kind) {
    case 'null-url':
      return null
    case 'foreign-url':
      return `https://sandbox.s3.amazonaws.com.elsewhere.test${path}`
    case 'private-url':
      return `https://169.254.169.254${path}`
    case 'insecure-url':
      return `http://sandbox.s3.amazonaws.com${path}`
    default:
      return undefined
  }
}
