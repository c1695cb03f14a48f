/**
 * Imported by a server under load (HALFMAX_INSTRUMENTATION): answers at the socket `HALFMAX_WATCH_SOCKET` what the scripts ask
 * about its memory and its event loop. Only they start a server with it.
 */
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { getHeapSpaceStatistics, setFlagsFromString, writeHeapSnapshot } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const turns = watchTurns()

const ANSWERS = {
  '/held': async () => {
    await collectAll()
    return { ...process.memoryUsage(), code: codeBytes() }
  },
  '/now': () => process.memoryUsage(),
  '/delay': () => {
    const told = { delayMs: delay.max / 1e6, ...turns.take() }
    delay.reset()
    return told
  },
  '/snapshot': async (query) => {
    await collectAll()
    return { file: writeHeapSnapshot(query.get('file')) }
  },
}

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://socket')
  Promise.resolve(ANSWERS[pathname](searchParams)).then(
    (answer) => response.end(JSON.stringify(answer)),
    (error) => response.writeHead(500).end(error.message),
  )
})
  .listen(process.env.HALFMAX_WATCH_SOCKET)
  .unref()

/** What a finaliser lets go of is garbage of the next time, so more than once. */
async function collectAll() {
  for (let time = 0; time < 3; time += 1) {
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
    await wait(50)
  }
}

/** Compiled code and byte code, which grow while a server is young. */
function codeBytes() {
  const spaces = getHeapSpaceStatistics().filter(({ space_name }) => /^(code|trusted)_/.test(space_name))
  return spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0)
}

/**
 * Processor time of this thread from one look to the next: what the server itself keeps others waiting for, whatever else this
 * machine does meanwhile. A look comes as soon as the turn at hand has ended.
 */
function watchTurns() {
  let [turnMs, turnsOver50] = [0, 0]
  let before = process.threadCpuUsage()
  setInterval(() => {
    const now = process.threadCpuUsage()
    const ms = (now.user + now.system - before.user - before.system) / 1000
    before = now
    turnMs = Math.max(turnMs, ms)
    if (ms > 50) turnsOver50 += 1
  }, 5).unref()
  return {
    take: () => {
      const taken = { turnMs, turnsOver50 }
      ;[turnMs, turnsOver50] = [0, 0]
      return taken
    },
  }
}
