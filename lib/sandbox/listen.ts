import { createAdaptorServer } from '@hono/node-server'
import type { HttpBindings } from '@hono/node-server'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Fetch = (request: Request, env: HttpBindings) => Response | Promise<Response>

export interface Listener {
  readonly port: number
  /** From now on answers with `fetch`; until then 503. */
  serve(fetch: Fetch): void
  stop(): Promise<void>
}

/** The port another program holds. */
export class PortTakenError extends Error {
  readonly port: number
  constructor(port: number, cause: unknown) {
    super(`Port ${port} is taken.`, { cause })
    this.port = port
  }
}

/** Binds a port of loopback; 0 takes a free one. Throws `PortTakenError`. */
export async function listen(port: number): Promise<Listener> {
  let current: Fetch = () => new Response('Starting', { status: 503 })
  // Without options for HTTP/2 the server, and with it the bindings, are those of plain node:http.
  const server = createAdaptorServer({
    fetch: (request, env) => current(request, env as HttpBindings),
  }) as Server
  // Longer than clients keep a connection for its next call: else a call may meet one that is just being closed.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    // A TCP server's address is an object, never a pipe's name.
    port: (server.address() as AddressInfo).port,
    serve: (next) => void (current = next),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
