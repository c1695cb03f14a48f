import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../../e2e/support/stack.ts'
import { startPostgresServer } from '../../lib/store/testing/postgres-server.ts'
import { testFolder } from '../lib/paths.mjs'
import { say } from '../lib/say.mjs'
import { compareHeaps } from './compare-heaps.mjs'
import { TENANT_LIMITS } from './run-load.mjs'
import { actionIds, createPerson } from './server-actions.mjs'
import { afterWarmUp, fitSlope, judgeSlope } from './slope.mjs'
import { openAnalysis, readFrame, readPage, saveDraft, startPush, untilAttached } from './steps.mjs'
import { createStopwatch } from './stopwatch.mjs'
import { createWatch } from './watch-server.mjs'

/** The tenant is put back to its samples between rounds: each open analysis asks for every frame that was ever pushed to it. */
const ROUND_MS = 60_000
const PEOPLE = 12
const ANALYSES = ['mortality', 'kinase', 'potencyRuns', 'rawPlates', 'manyWells']
const EDITS = 5
const HOLDERS_SAID = 15
/** Upper ends of a slope's interval, MB a minute, up to which memory is taken for flat: beyond it an hour would show it. */
const FLAT_BELOW = { heapUsed: 0.5, external: 0.5, rss: 1 }
/** For the server to close the connections of those who left, which it could not while it cleared away. */
const SETTLE_MS = 1000
/** As between two thoughts of a person: without it the tenant's limit would be all that is measured. */
const PAUSE_MS = 2000

/**
 * People at work for a while, and whether the server's memory stays as it is. Memory is looked at between two rounds, when
 * nobody is at work and all that nobody holds was cleared away: what lies there then is held.
 *
 * @param {{ minutes: number, database: 'embedded' | 'postgres', snapshotsAt: readonly number[] }} options
 * @returns {Promise<number>} 0 where memory is flat and nobody saw an error, else 1
 */
export async function runSoak({ minutes, database, snapshotsAt }) {
  const { stack, server, stop } = await startServers(database)
  const watch = createStopwatch()
  const began = performance.now()
  const minute = () => (performance.now() - began) / 60_000
  const [samples, problems, snapshots] = [[], [], []]
  try {
    await stack.sandbox.settings(TENANT_LIMITS)
    const ids = actionIds()
    let visits = 0
    const visitOne = () => {
      visits += 1
      const name = ANALYSES[visits % ANALYSES.length]
      const person = createPerson({ appUrl: stack.appUrl, ids })
      return visit({ person, key: stack.sandbox.key(name), n: visits, timed: watch.timed })
    }
    while (minute() < minutes) {
      const roundEnds = performance.now() + ROUND_MS
      await Promise.all(Array.from({ length: PEOPLE }, () => keepVisiting(visitOne, roundEnds, problems)))
      await stack.sandbox.reset()
      await stack.sandbox.clearRequests()
      samples.push({ minute: minute(), ...(await server.held()) })
      sayMemory(samples.at(-1))
      const wanted = snapshotsAt[snapshots.length] ?? Infinity
      if (minute() >= wanted) snapshots.push(await takeSnapshot(server, wanted))
      await pause(SETTLE_MS)
    }
    say(
      `${PEOPLE} people for ${minutes} minutes, ${visits} visits; load of this machine at the end ${loadavg()[0].toFixed(1)}`,
    )
    if (snapshots.length === 2) sayGrowth(snapshots)
    return report({ samples, watch, problems, snapshots })
  } finally {
    await stop()
  }
}

async function startServers(database) {
  const server = createWatch()
  const postgres = database === 'postgres' ? await startPostgresServer() : null
  const stopRest = async () => {
    await postgres?.stop()
    server.close()
  }
  const own = postgres === null ? {} : { DATABASE_URL: `${postgres.url}/postgres` }
  try {
    const stack = await startStack('soak', { appEnv: () => Promise.resolve({ ...server.env, ...own }) })
    const stop = async () => {
      try {
        await stack.stop()
      } finally {
        await stopRest()
      }
    }
    return { stack, server, stop }
  } catch (error) {
    await stopRest()
    throw error
  }
}

async function takeSnapshot(server, at) {
  const file = join(testFolder, `soak-${at}.heapsnapshot`)
  await server.snapshot(file)
  say(`  the heap as it is: ${file}`)
  return file
}

async function keepVisiting(visitOne, until, problems) {
  while (performance.now() < until) {
    await visitOne().catch((error) => problems.push(error.message))
  }
}

/** A new browser each time: opens, looks, edits, pushes. */
async function visit({ person, key, n, timed }) {
  await timed('start page', () => readPage(person, '/'))
  const { analysisId, frame } = await timed('open', () => openAnalysis(person, key))
  const place = { analysisId, frameId: frame.id }
  await timed('workbench page', () => readPage(person, `/analysis/${analysisId}`))
  const work = await timed('export', () => readFrame(person, place))
  let base = 0
  for (let edit = 0; edit < EDITS; edit += 1) {
    await pause(PAUSE_MS)
    base = await timed('draft saved', () => saveDraft(person, place, { base, work: work(`reading ${edit}`) }))
  }
  const pushId = await timed('push asked for', () => startPush(person, { ...place, n }))
  await timed('push attached', () => untilAttached(person, pushId))
  await timed('guide', () => readPage(person, '/guide'))
}

function sayMemory({ minute, heapUsed, code, external, arrayBuffers, rss }) {
  say(
    `  ${minute.toFixed(2).padStart(6)} min  heap ${heapUsed.toFixed(2)} MB, of it code ${code.toFixed(2)}, ` +
      `external ${external.toFixed(1)}, of it buffers ${arrayBuffers.toFixed(2)}, rss ${rss.toFixed(0)}`,
  )
}

function sayGrowth(files) {
  const [before, after] = files.map((file) => JSON.parse(readFileSync(file, 'utf8')))
  const groups = compareHeaps(before, after)
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0)
  say(`  new between the two heaps: ${(bytes / 1e6).toFixed(2)} MB, held by`)
  for (const group of groups.slice(0, HOLDERS_SAID))
    say(`  ${(group.bytes / 1e3).toFixed(0).padStart(8)} kB  ${group.count} × ${group.holders}`)
}

/** After the first quarter of the time. */
function report({ samples, watch, problems, snapshots }) {
  watch.report()
  say(`  errors seen: ${problems.length}`)
  for (const words of new Set(problems)) say(`    ${words}`)
  const verdicts = Object.entries(FLAT_BELOW).map(([name, below]) => {
    const points = afterWarmUp(samples.map((taken) => ({ minute: taken.minute, mb: taken[name] })))
    const slope = fitSlope(points)
    const verdict = judgeSlope(slope, below)
    say(
      `  ${name.padEnd(9)} ${points[0].mb.toFixed(1)} MB to ${points.at(-1).mb.toFixed(1)} MB, slope ${slope.slope.toFixed(2)} ` +
        `(95 % interval ${slope.low.toFixed(2)} to ${slope.high.toFixed(2)}) MB a minute: ${verdict} (flat: below ${below})`,
    )
    return { name, verdict }
  })
  // To write the heap down takes memory itself.
  const judged = verdicts.filter(({ name }) => snapshots.length === 0 || name !== 'rss')
  return judged.every(({ verdict }) => verdict === 'flat') && problems.length === 0 ? 0 : 1
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
