import { startStack } from '../../e2e/support/stack.ts'
import { say } from '../lib/say.mjs'
import { actionIds, createPerson } from './server-actions.mjs'

/** As documented for a tenant: requests in a window, shared by all. */
const LIMITS = { rateLimit: 300, rateWindowS: 30, latencyMs: 50 }
const ANALYSIS = 'mortality'
const LOOK_EVERY_MS = 1000
const PATIENCE_MS = 30 * 60_000

/**
 * @param {number} people
 * @returns {Promise<number>} 0 where nobody saw an error and every push is attached once, else 1
 */
export async function runLoad(people) {
  const stack = await startStack('load')
  const began = performance.now()
  const times = new Map()
  const problems = []
  try {
    await stack.sandbox.settings(LIMITS)
    const ids = actionIds()
    const key = stack.sandbox.key(ANALYSIS)
    const timed = async (name, work) => {
      const from = performance.now()
      const value = await work()
      times.set(name, [...(times.get(name) ?? []), performance.now() - from])
      return value
    }
    const pushed = await Promise.all(
      Array.from({ length: people }, (_, n) =>
        visit({ person: createPerson({ appUrl: stack.appUrl, ids }), key, n, timed }).catch((error) => {
          problems.push(`person ${n}: ${error.message}`)
          return []
        }),
      ),
    )
    const attached = await attachedIds(stack, ids)
    const expected = pushed.flat()
    const lost = expected.filter((id) => !attached.includes(id))
    const doubles = attached.length - new Set(attached).size
    report({ people, times, problems, seconds: (performance.now() - began) / 1000 })
    say(`  outputs pushed ${expected.length} of ${people}, lost ${lost.length}, attached twice ${doubles}`)
    return problems.length + lost.length + doubles === 0 && expected.length === people ? 0 : 1
  } finally {
    await stack.stop()
  }
}

/** One person's visit, from the start page to the attached result. Throws the words of what went wrong. */
async function visit({ person, key, n, timed }) {
  await timed('start page', async () => {
    const page = await person.ask('/')
    if (page.status !== 200) throw new Error(`the start page answered ${page.status}`)
    await page.arrayBuffer()
  })
  const opened = good(await timed('open', () => person.act('openAnalysis', '/', { key })))
  const { analysisId } = opened
  const path = `/analysis/${analysisId}`
  await timed('workbench page', async () => {
    const page = await person.ask(path)
    if (page.status !== 200) throw new Error(`the workbench answered ${page.status}`)
    await page.arrayBuffer()
  })
  const frameId = opened.analysis.frames.find(({ isSuggested }) => isSuggested)?.id
  if (frameId === undefined) throw new Error('no frame could be read')
  const rows = await timed('export', async () => {
    const frame = good(await person.act('exportDataFrame', path, { analysisId, frameId }))
    return countRows(frame.chunks)
  })
  if (rows === 0) throw new Error('the export had no rows')
  const { pushId } = good(
    await timed('push asked for', () =>
      person.act('startPush', path, { analysisId, sourceFrameId: frameId, outputs: [resultOf(n)] }),
    ),
  )
  return timed('push attached', () => untilAttached(person, pushId))
}

function good(result) {
  if (!result.ok) throw new Error(`${result.error.title}. ${result.error.detail}`)
  return result.value
}

function resultOf(n) {
  const bytes = new TextEncoder().encode(`sample,IC50 (nM)\nperson ${n},${12.5 + n}\n`)
  return { id: 'results', kind: 'data-frame', name: `Results of person ${n}`, fileName: 'results.csv', bytes }
}

async function countRows(chunks) {
  for await (const item of chunks) {
    if (item.kind === 'problem') throw new Error(item.problem.title)
    if (item.kind === 'end') return item.rowCount
  }
  throw new Error('the export ended early')
}

/** As the panel does: looks until it has ended. A wait for the tenant is no error. */
async function untilAttached(person, pushId) {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const response = await person.ask(`/api/pushes/${pushId}`)
    const push = good(await response.json())
    if (push.state === 'done') return push.outputs.map(({ remoteId }) => remoteId)
    if (push.state === 'failed' || push.state === 'partly') throw new Error(push.message)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  throw new Error('the push did not end')
}

/** From the tenant itself, once its limit lets one more ask. */
async function attachedIds(stack, ids) {
  await stack.sandbox.settings({ rateLimit: 1_000_000 })
  const person = createPerson({ appUrl: stack.appUrl, ids })
  const { analysis } = good(await person.act('openAnalysis', '/', { key: stack.sandbox.key(ANALYSIS) }))
  return analysis.frames.map(({ id }) => id)
}

function report({ people, times, problems, seconds }) {
  say(
    `${people} people at once, ${LIMITS.rateLimit} requests in ${LIMITS.rateWindowS} s, ${seconds.toFixed(0)} s in all`,
  )
  for (const [name, list] of times) {
    const sorted = list.toSorted((a, b) => a - b)
    const at = (share) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1000).toFixed(2)
    say(`  ${name.padEnd(16)} p50 ${at(0.5)} s, p95 ${at(0.95)} s, longest ${at(1)} s (${sorted.length})`)
  }
  say(`  errors seen: ${problems.length}`)
  for (const words of new Set(problems.map((problem) => problem.replace(/^person \d+: /, ''))))
    say(`    ${words}`)
}
