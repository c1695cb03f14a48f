import { loadavg } from 'node:os'
import { startStack } from '../../e2e/support/stack.ts'
import { say } from '../lib/say.mjs'
import { actionIds, createPerson } from './server-actions.mjs'
import { exportFrame, openAnalysis, readPage, readRows, startPush, untilAttached } from './steps.mjs'
import { createStopwatch } from './stopwatch.mjs'

/** As documented for a tenant: requests in a window, shared by all. */
export const TENANT_LIMITS = { rateLimit: 300, rateWindowS: 30, latencyMs: 50 }
const ANALYSIS = 'mortality'

/**
 * @param {number} people
 * @returns {Promise<number>} 0 where nobody saw an error and every push is attached once, else 1
 */
export async function runLoad(people) {
  const stack = await startStack('load')
  const began = performance.now()
  const watch = createStopwatch()
  const problems = []
  try {
    await stack.sandbox.settings(TENANT_LIMITS)
    const ids = actionIds()
    const key = stack.sandbox.key(ANALYSIS)
    const pushed = await Promise.all(
      Array.from({ length: people }, (_, n) =>
        visit({ person: createPerson({ appUrl: stack.appUrl, ids }), key, n, timed: watch.timed }).catch(
          (error) => {
            problems.push(error.message)
            return []
          },
        ),
      ),
    )
    const attached = await attachedIds(stack, ids)
    const expected = pushed.flat()
    const lost = expected.filter((id) => !attached.includes(id))
    const doubles = attached.length - new Set(attached).size
    report({ people, watch, problems, seconds: (performance.now() - began) / 1000 })
    say(`  outputs pushed ${expected.length} of ${people}, lost ${lost.length}, attached twice ${doubles}`)
    return problems.length + lost.length + doubles === 0 && expected.length === people ? 0 : 1
  } finally {
    await stack.stop()
  }
}

/** One person's visit, from the start page to the attached result. Throws the words of what went wrong. */
async function visit({ person, key, n, timed }) {
  await timed('start page', () => readPage(person, '/'))
  const { analysisId, frame } = await timed('open', () => openAnalysis(person, key))
  const place = { analysisId, frameId: frame.id }
  await timed('workbench page', () => readPage(person, `/analysis/${analysisId}`))
  const rows = await timed('export', async () => readRows((await exportFrame(person, place)).chunks))
  if (rows === 0) throw new Error('the export had no rows')
  const pushId = await timed('push asked for', () => startPush(person, { ...place, n }))
  return timed('push attached', () => untilAttached(person, pushId))
}

/** From the tenant itself, once its limit lets one more ask. */
async function attachedIds(stack, ids) {
  await stack.sandbox.settings({ rateLimit: 1_000_000 })
  const person = createPerson({ appUrl: stack.appUrl, ids })
  const { analysis } = await openAnalysis(person, stack.sandbox.key(ANALYSIS))
  return analysis.frames.map(({ id }) => id)
}

function report({ people, watch, problems, seconds }) {
  const { rateLimit, rateWindowS } = TENANT_LIMITS
  say(
    `${people} people at once, ${rateLimit} requests in ${rateWindowS} s, ${seconds.toFixed(0)} s in all; ` +
      `load of this machine at the end ${loadavg()[0].toFixed(1)}`,
  )
  watch.report()
  say(`  errors seen: ${problems.length}`)
  for (const words of new Set(problems)) say(`    ${words}`)
}
