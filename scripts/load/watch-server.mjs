import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'

const MB = 1e6

/**
 * What a server says of itself, asked at a socket beside its own: a scrape of its metrics would be work of the server, and
 * could not ask it to clear away first.
 *
 * @returns {{ env: Record<string, string>, held: Function, now: Function, delay: Function, snapshot: Function, close: Function }}
 *          `env`: what the server is started with. `held` and `now`: memory in MB, with and without clearing away first.
 *          `delay`: the longest of the event loop since it was last asked, in ms, and the longest turn of its own work. `snapshot`: of the heap, into a file
 */
export function createWatch() {
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-watch-'))
  const socketPath = join(folder, 'socket')
  const ask = (path) => askJson({ socketPath, path })
  return {
    env: {
      HALFMAX_INSTRUMENTATION: join(root, 'scripts/load/watched-server.mjs'),
      HALFMAX_WATCH_SOCKET: socketPath,
    },
    held: async () => inMegabytes(await ask('/held')),
    now: async () => inMegabytes(await ask('/now')),
    delay: () => ask('/delay'),
    snapshot: (file) => ask(`/snapshot?${new URLSearchParams({ file })}`),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function inMegabytes(memory) {
  return Object.fromEntries(Object.entries(memory).map(([name, bytes]) => [name, bytes / MB]))
}

function askJson(options) {
  return new Promise((resolve, reject) => {
    const asked = request({ ...options, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece) => (text += piece))
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text))
        else reject(new Error(text))
      })
    })
    asked.on('error', reject).end()
  })
}
