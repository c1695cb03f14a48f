import 'server-only'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'

const TIMEOUT_MS = 1000

/**
 * Whether our port answers at an address of this machine that others can use too. Asked of the network itself: Next
 * listens already when it starts us, and how it was told where to listen differs between its ways to start.
 */
export async function isReachableFromOutside(port: number): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1) return false
  const hosts = Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address),
  )
  const answers = await Promise.all(hosts.map((host) => answersAt(host, port)))
  return answers.includes(true)
}

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TIMEOUT_MS })
    const end = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}
