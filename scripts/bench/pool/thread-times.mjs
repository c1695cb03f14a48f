/** What each thread of a page did, by the kernel's own count: on a busy machine the clock tells little of a program. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * @param {import('playwright').Browser} browser with one page
 * @returns {Promise<Map<string, { cpuMs: number, waitMs: number, count: number }> | null>} by name of thread: time on a core, and time
 *   ready to run while the machine did something else; null where the system does not say
 */
export async function threadTimes(browser) {
  const door = await browser.newBrowserCDPSession()
  const { processInfo } = await door.send('SystemInfo.getProcessInfo')
  await door.detach()
  const times = new Map()
  try {
    for (const { id, type } of processInfo) if (type === 'renderer') addProcess(times, id)
  } catch {
    return null
  }
  return times.size === 0 ? null : times
}

function addProcess(times, pid) {
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const name = readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim()
    const [cpu, wait] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ').map(Number)
    const before = times.get(name) ?? { cpuMs: 0, waitMs: 0, count: 0 }
    times.set(name, {
      cpuMs: before.cpuMs + cpu / 1e6,
      waitMs: before.waitMs + wait / 1e6,
      count: before.count + 1,
    })
  }
}

/** Thread names as Chromium gives them, as far as the kernel keeps them. */
const MAIN = /^(CrRendererMain|chrome|chromium|headless_shell)/
const WORKER = /^DedicatedWorker/

/** @returns {{ mainMs: number, workerMs: number, otherMs: number, workerWaitMs: number, workers: number }} from one look to another */
export function between(from, to) {
  const sum = { mainMs: 0, workerMs: 0, otherMs: 0, workerWaitMs: 0, workers: 0 }
  for (const [name, { cpuMs, waitMs, count }] of to) {
    const spent = cpuMs - (from.get(name)?.cpuMs ?? 0)
    if (MAIN.test(name)) sum.mainMs += spent
    else if (WORKER.test(name)) {
      sum.workerMs += spent
      sum.workerWaitMs += waitMs - (from.get(name)?.waitMs ?? 0)
      sum.workers = count
    } else sum.otherMs += spent
  }
  return sum
}
