import { createServer, request as ask } from 'node:http'

const LOOPBACK = '127.0.0.1'
/** No push of this script is larger. */
const MAX_BODY_BYTES = 20_000_000

/**
 * A proxy as it stands in front of replicas: each request to the next one that is ready, by its `/readyz`. A request that
 * could not be delivered, and a GET that got no answer, is given to another one; any other is answered 502.
 *
 * @param {{ port: number, targets: readonly number[], everyMs?: number }} options  ports on loopback
 * @returns what it sent where, by port, and how to stop it
 */
export async function startRoundRobin({ port, targets, everyMs = 300 }) {
  const isReady = new Map(targets.map((target) => [target, false]))
  const sent = new Map(targets.map((target) => [target, 0]))
  let turn = 0
  const look = () => Promise.all(targets.map(async (one) => isReady.set(one, await answersReady(one))))
  const next = (tried) => {
    const usable = targets.filter((one) => isReady.get(one) && !tried.has(one))
    turn += 1
    return usable[turn % usable.length]
  }
  const server = createServer((incoming, outgoing) => {
    void forward(incoming, outgoing, {
      next,
      onSent: (target) => sent.set(target, sent.get(target) + 1),
      onDown: (target) => isReady.set(target, false),
    })
  })
  await look()
  const timer = setInterval(() => void look(), everyMs)
  await new Promise((resolve) => server.listen(port, LOOPBACK, resolve))
  return {
    sent,
    isReady: (target) => isReady.get(target) === true,
    stop: async () => {
      clearInterval(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answersReady(port) {
  try {
    const answer = await fetch(`http://${LOOPBACK}:${port}/readyz`, { signal: AbortSignal.timeout(3000) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

async function forward(incoming, outgoing, { next, onSent, onDown }) {
  const body = await wholeBody(incoming)
  if (body === null) return refuse(outgoing, 413)
  const tried = new Set()
  for (let target = next(tried); target !== undefined; target = next(tried)) {
    tried.add(target)
    onSent(target)
    const outcome = await tryOn(target, { incoming, outgoing, body })
    if (outcome === 'answered') return undefined
    onDown(target)
    const mayRepeat = outcome === 'not-delivered' || incoming.method === 'GET'
    if (!mayRepeat || outgoing.headersSent) break
  }
  return refuse(outgoing, 502)
}

async function wholeBody(incoming) {
  const parts = []
  let bytes = 0
  for await (const part of incoming) {
    bytes += part.length
    if (bytes > MAX_BODY_BYTES) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** @returns {Promise<'answered' | 'not-delivered' | 'lost'>} */
function tryOn(port, { incoming, outgoing, body }) {
  return new Promise((resolve) => {
    const { method, url: path, socket } = incoming
    const headers = { ...incoming.headers, 'x-forwarded-for': socket.remoteAddress, connection: 'close' }
    const outward = ask({ host: LOOPBACK, port, method, path, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers)
      answer.pipe(outgoing)
      answer.once('end', () => resolve('answered'))
      answer.once('error', () => {
        // Cut off in the middle, as the caller has to notice.
        outgoing.destroy()
        resolve('lost')
      })
    })
    outward.once('error', (error) => resolve(error.code === 'ECONNREFUSED' ? 'not-delivered' : 'lost'))
    outgoing.once('close', () => outward.destroy())
    outward.end(body)
  })
}

function refuse(outgoing, status) {
  if (outgoing.destroyed) return
  if (outgoing.headersSent) outgoing.destroy()
  else outgoing.writeHead(status).end()
}
