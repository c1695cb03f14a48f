import { createAdaptorServer } from '@hono/node-server'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listener {
  readonly port: number
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

/** Binds `fetch` to loopback; port 0 takes a free one. Throws `PortTakenError`. */
export async function listen(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  port: number,
): Promise<Listener> {
  // createAdaptorServer without options makes a plain node:http server.
  const server = createAdaptorServer({ fetch }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port, error) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
