import { createServer } from 'node:net'

const LOOPBACK = '127.0.0.1'

/** @returns {Promise<boolean>} whether `port` can be listened on, on loopback. */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** @returns {Promise<number>} a port nobody listens on now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: LOOPBACK }, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** @returns {Promise<number>} `wanted` where it is free, else another. */
export async function portOr(wanted) {
  return (await isPortFree(wanted)) ? wanted : freePort()
}

/** @returns {number | null} the port a text names. */
export function parsePort(text) {
  if (!/^\d{1,5}$/.test(text)) return null
  const port = Number(text)
  return port >= 1 && port <= 65_535 ? port : null
}
