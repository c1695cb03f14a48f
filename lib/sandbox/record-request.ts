import type { IncomingMessage } from 'node:http'
import type { MiddlewareHandler } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import type { Operation } from './control.ts'
import type { Sandbox } from './sandbox.ts'

/** Puts every request of a listener into the log, headers and all, and its status when it is answered. */
export function recordRequest<E extends { Bindings: HttpBindings }>(
  sandbox: Sandbox,
  listener: 'api' | 'storage',
  operationOf: (method: string, path: string) => Operation | null,
): MiddlewareHandler<E> {
  return async (c, next) => {
    const { incoming, outgoing } = c.env
    const url = new URL(c.req.url)
    const answered = sandbox.log.add({
      listener,
      operation: operationOf(c.req.method, url.pathname),
      method: c.req.method,
      path: `${url.pathname}${url.search}`,
      headers: headersOf(incoming),
      bodyLength: Number(c.req.header('content-length') ?? 0),
      atMs: sandbox.now(),
    })
    await next()
    const isDropped = outgoing.destroyed || incoming.socket.destroyed
    answered(isDropped ? 0 : c.res.status)
  }
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const entries = Object.entries(incoming.headers)
  return Object.fromEntries(entries.map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))
}
