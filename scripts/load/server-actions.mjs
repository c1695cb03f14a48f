/** A person without a browser: server actions called over HTTP as the page calls them, with a cookie of one's own. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'

const require = createRequire(join(root, 'package.json'))
// The page's own encoding of arguments and answers, in the build that Next ships it.
const flight = require('next/dist/compiled/react-server-dom-webpack/client.node')

/** Where an action set a cookie, the page comes along with the answer. Its components are named, and none of them is run. */
const NOTHING = { id: '', name: '*', chunks: [] }
const MANIFEST = {
  moduleMap: new Proxy({}, { get: () => ({ '*': NOTHING }) }),
  serverModuleMap: {},
  moduleLoading: null,
}
globalThis.__webpack_require__ = () => ({})
globalThis.__webpack_chunk_load__ = () => Promise.resolve()

/**
 * @param {string} [folder] that a built app is in
 * @returns {Map<string, string>} ids of its actions by their exported names
 */
export function actionIds(folder = root) {
  const manifest = JSON.parse(
    readFileSync(join(folder, '.next/server/server-reference-manifest.json'), 'utf8'),
  )
  return new Map(Object.entries(manifest.node).map(([id, { exportedName }]) => [exportedName, id]))
}

/**
 * @param {{ appUrl: string, ids: Map<string, string> }} options
 * @returns a caller with a cookie jar; `act` gives what the action returns, streams included
 */
export function createPerson({ appUrl, ids }) {
  const cookies = new Map()
  const ask = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, appUrl), {
      ...init,
      headers: { origin: appUrl, ...(cookie === '' ? {} : { cookie }), ...init.headers },
      redirect: 'manual',
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  const call = async (name, path, input) => {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`no action is called ${name}`)
    const response = await ask(path, {
      method: 'POST',
      headers: { 'next-action': id, accept: 'text/x-component' },
      body: await flight.encodeReply(input),
    })
    if (!response.ok || response.body === null) throw new Error(`${name} answered ${response.status}`)
    return response.body
  }
  return {
    ask,
    cookies,
    async act(name, path, ...input) {
      const answer = await flight.createFromReadableStream(await call(name, path, input), {
        serverConsumerManifest: MANIFEST,
      })
      return answer.a
    },
  }
}
