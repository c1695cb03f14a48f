import { loadavg } from 'node:os'
import { join } from 'node:path'
import { startStack } from '../../e2e/support/stack.ts'
import { root } from '../lib/paths.mjs'
import { say } from '../lib/say.mjs'
import { TENANT_LIMITS } from './run-load.mjs'
import { actionIds, createPerson } from './server-actions.mjs'
import { serverMemory } from './server-memory.mjs'
import { fitSlope, FLAT_BELOW_MB, judgeSlope, leastPerMinute } from './slope.mjs'
import { openAnalysis, readFrame, readPage, saveDraft, startPush, untilAttached } from './steps.mjs'
import { createStopwatch } from './stopwatch.mjs'

const SAMPLE_EVERY_MS = 15_000
/** The tenant is put back to its samples between rounds: each open analysis asks for every frame that was ever pushed to it. */
const ROUND_MS = 60_000
const PEOPLE = 12
const ANALYSES = ['mortality', 'kinase', 'potencyRuns', 'rawPlates', 'manyWells']
const EDITS = 5
/** As between two thoughts of a person: without it the tenant's limit would be all that is measured. */
const PAUSE_MS = 2000

/**
 * People at work for a while, and whether the server's memory stays as it is.
 *
 * @param {number} minutes
 * @returns {Promise<number>} 0 where memory is flat and nobody saw an error, else 1
 */
export async function runSoak(minutes) {
  const stack = await startStack('soak', {
    appEnv: () => Promise.resolve({ HALFMAX_INSTRUMENTATION: join(root, 'scripts/load/collect-often.mjs') }),
  })
  const watch = createStopwatch()
  const problems = []
  const began = performance.now()
  const minute = () => (performance.now() - began) / 60_000
  const samples = []
  const sample = async () => {
    const memory = await serverMemory(stack.appUrl)
    samples.push({ minute: minute(), ...memory })
    const { rss, heap, external } = memory
    say(
      `  ${minute().toFixed(2).padStart(6)} min  rss ${rss.toFixed(0)} MB, heap ${heap.toFixed(0)}, external ${external.toFixed(0)}`,
    )
  }
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
    const sampling = repeat(() => minute() < minutes, SAMPLE_EVERY_MS, sample)
    sampling.catch(() => undefined)
    while (minute() < minutes) {
      const roundEnds = performance.now() + Math.min(ROUND_MS, (minutes - minute()) * 60_000)
      await Promise.all(Array.from({ length: PEOPLE }, () => keepVisiting(visitOne, roundEnds, problems)))
      await stack.sandbox.reset()
      await stack.sandbox.clearRequests()
    }
    await sampling
    return report({ samples, watch, problems, visits, minutes })
  } finally {
    await stack.stop()
  }
}

async function keepVisiting(visitOne, until, problems) {
  while (performance.now() < until) {
    await visitOne().catch((error) => problems.push(error.message))
  }
}

async function repeat(isOn, everyMs, work) {
  while (isOn()) {
    await work()
    await pause(everyMs)
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

function report({ samples, watch, problems, visits, minutes }) {
  say(
    `${PEOPLE} people for ${minutes} minutes, ${visits} visits; load of this machine at the end ${loadavg()[0].toFixed(1)}`,
  )
  watch.report()
  say(`  errors seen: ${problems.length}`)
  for (const words of new Set(problems)) say(`    ${words}`)
  const verdicts = ['rss', 'heap', 'external'].map((name) => {
    const points = leastPerMinute(samples.map((taken) => ({ minute: taken.minute, mb: taken[name] })))
    const slope = fitSlope(points)
    const verdict = judgeSlope(slope)
    say(
      `  ${name.padEnd(9)} ${points[0].mb.toFixed(0)} MB to ${points.at(-1).mb.toFixed(0)} MB, slope ${slope.slope.toFixed(2)} ` +
        `(95 % interval ${slope.low.toFixed(2)} to ${slope.high.toFixed(2)}) MB a minute: ${verdict}`,
    )
    return verdict
  })
  say(
    `  flat: the upper end of the interval is below ${FLAT_BELOW_MB} MB a minute, of the least of each minute after the first quarter`,
  )
  return verdicts.every((verdict) => verdict === 'flat') && problems.length === 0 ? 0 : 1
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
