import { loadavg } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { SEEDED } from '../../lib/sandbox/control.ts'
import { root } from '../lib/paths.mjs'
import { runNode } from '../lib/processes.mjs'
import { say } from '../lib/say.mjs'
import { startBrowserPerson } from './browser-person.mjs'
import { createTally } from './create-tally.mjs'
import { judge } from './judge.mjs'
import { createRefitter } from './refitter.mjs'
import { startReplicaStack } from './replica-stack.mjs'
import { createReviewer } from './reviewer.mjs'
import { steadyPerson } from './steady-person.mjs'

/** A real tenant's limit; calls and checks as slow as a real one's, so that pushes are under way for a while. */
const TENANT = { rateLimit: 300, rateWindowS: 30, latencyMs: 150, ingestionMs: 4000 }
/** The last one uses the page itself; the others do by HTTP what a page does. */
const NAMES = ['ada', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus', 'hana']
/** Has a frame refitted on the server. */
const REFITS = 'ivy'
const ACCOUNTS = Object.fromEntries(
  [...NAMES, REFITS].map((name) => [name, { name, email: `${name}@acme.org` }]),
)
/** So many have to be under way, on both, when one is killed. */
const ENOUGH_PUSHES = 5
const MARKS_BEFORE = 3
const MARKS_AFTER = 5
const BETWEEN_MARKS_MS = 100
const PATIENCE_MS = 180_000
/** Two cores that do other work besides take many minutes over a refit. */
const REFIT_PATIENCE_MS = 30 * 60_000
const LOOK_MS = 250

/**
 * @param {import('./replica-programs.mjs').ReplicaProgram} program
 * @returns {Promise<number>} 0 where people went on and nothing was lost or doubled, else 1
 */
export async function runReplicas(program) {
  const began = performance.now()
  const stack = await startReplicaStack(ACCOUNTS, program)
  const database = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 })
  const table = createTally()
  try {
    await stack.sandbox.settings(TENANT)
    const scene = { stack, database, table, ids: program.ids }
    const people = await arrive(scene)
    const refitter = await createRefitter({ ...scene, person: await comeIn(scene, REFITS) })
    const browser = await startBrowserPerson({ stack, cookies: people.at(-1).person.cookies })
    try {
      const first = await killInTheMiddle(scene, { people, browser, refitter, round: 'first' })
      const second = await killInTheMiddle(scene, { people, browser, refitter, round: 'second' })
      const findings = [
        ...(await judge(scene, { limit: TENANT, people, pushes: [...first.pushes, ...second.pushes] })),
        ...(await refitter.judge()),
        ...(await browser.judge()),
        await judgeTrail(stack),
      ]
      say(`${program.words}; load of this machine at the end ${loadavg()[0].toFixed(1)}`)
      report({ stack, table, findings, rounds: [first, second], seconds: (performance.now() - began) / 1000 })
      return findings.every(({ isGood }) => isGood) ? 0 : 1
    } finally {
      await browser.stop()
    }
  } finally {
    await database.end()
    await stack.stop()
  }
}

/** Everybody signs in, opens the analysis, looks at the page and reads the table. */
async function arrive(scene) {
  const { stack } = scene
  const analysisId = SEEDED.mortality
  return Promise.all(
    NAMES.map(async (who) => {
      const person = await comeIn(scene, who)
      const key = stack.sandbox.key('mortality')
      const opened = await person.act('opening', 'openAnalysis', '/', { key })
      const frameId = opened.analysis.frames.find(({ isSuggested }) => isSuggested)?.id
      await person.page('page', `/analysis/${analysisId}`)
      return { person, analysisId, frameId, reviewer: createReviewer({ person, analysisId, frameId }) }
    }),
  )
}

async function comeIn({ stack, table, ids }, who) {
  const person = steadyPerson({ appUrl: stack.appUrl, ids, who, noted: table.note })
  await person.signIn()
  return person
}

/**
 * People review and push, and a frame is refitted; in the middle of all that the replica that fits is killed, and started
 * again when all is done.
 */
async function killInTheMiddle({ stack, database, table }, { people, browser, refitter, round }) {
  const others = people.slice(0, -1)
  const batchId = await refitter.start()
  await until(async () => (await refitter.fitted(batchId)) > 0, 'the refit did not begin', REFIT_PATIENCE_MS)
  for (let n = 0; n < MARKS_BEFORE; n += 1) await Promise.all(others.map(({ reviewer }) => reviewer.mark()))
  await browser.exclude()
  const pushes = await Promise.all(others.map((one) => startPush(one, round)))
  let isKilled = false
  const reviews = Promise.all(others.map(({ reviewer }) => reviewOn(reviewer, () => isKilled)))
  const before = await untilBothPush(database)
  const fitted = await refitter.fitted(batchId)
  if (fitted === 0) throw new Error('the refit was over before the pushes were under way')
  const holder = await refitter.holder(batchId)
  const replica = stack.replicas.find(({ name }) => name === holder)
  await replica.kill()
  isKilled = true
  const fromMs = performance.now()
  await reviews
  const reviewedS = (performance.now() - fromMs) / 1000
  await browser.exclude()
  await Promise.all(others.map(({ person, analysisId }) => person.page('page', `/analysis/${analysisId}`)))
  await Promise.all(pushes.map((push) => untilDone(push)))
  const pushedS = (performance.now() - fromMs) / 1000
  await until(() => refitter.isDone(batchId), 'the refit did not end', REFIT_PATIENCE_MS)
  const refittedS = (performance.now() - fromMs) / 1000
  await replica.start()
  await until(() => stack.proxy.isReady(replica.port), 'the killed replica did not come back')
  await Promise.all(others.map(({ person, analysisId }) => person.page('page', `/analysis/${analysisId}`)))
  table.end(round)
  return { round, name: replica.name, before, fitted, reviewedS, pushedS, refittedS, pushes }
}

/** Mark after mark until the kill, and some more after it. */
async function reviewOn(reviewer, isKilled) {
  for (let after = 0; after < MARKS_AFTER; after += isKilled() ? 1 : 0) {
    await reviewer.mark()
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MARKS_MS))
  }
}

/** A frame and a file, as results and a figure are. */
async function startPush({ person, analysisId, frameId }, round) {
  const mark = `${person.who} ${round}`
  const bytes = (text) => new TextEncoder().encode(text)
  const outputs = [
    {
      id: 'results',
      kind: 'data-frame',
      name: `Results ${mark}`,
      fileName: 'results.csv',
      bytes: bytes(`sample,IC50 (nM)\n${mark},12.5\n`),
    },
    {
      id: 'report-html',
      kind: 'file',
      name: `Report ${mark}`,
      fileName: 'report.html',
      bytes: bytes(`<!doctype html><title>${mark}</title>`),
    },
  ]
  const path = `/analysis/${analysisId}`
  const input = { analysisId, sourceFrameId: frameId, outputs }
  const { pushId } = await person.act('push asked for', 'startPush', path, input)
  return { person, pushId, names: outputs.map(({ name }) => name) }
}

/** Until each replica has pushes in hand. @returns {Promise<number[]>} how many each */
async function untilBothPush(database) {
  let held = []
  await until(async () => {
    const { rows } = await database.query(
      "select split_part(claim, ':', 1) as holder, count(*)::int as n from pushes where state in ('running', 'waiting') and claim is not null group by 1",
    )
    held = rows.map(({ n }) => n)
    return held.length > 1 && held.reduce((sum, n) => sum + n, 0) >= ENOUGH_PUSHES
  }, 'the replicas did not share the pushes')
  return held
}

async function untilDone({ person, pushId }) {
  await until(async () => {
    const push = await person.json('look at a push', `/api/pushes/${pushId}`)
    if (push.state === 'failed' || push.state === 'partly') throw new Error(`${person.who}: ${push.message}`)
    return push.state === 'done'
  }, `a push of ${person.who} did not end`)
}

/** The chain of the audit trail, by the command that an administrator runs. */
async function judgeTrail({ databaseUrl }) {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  const { code, output } = await runNode([join(root, 'scripts/audit-verify.mjs')], { env })
  return { what: 'audit trail', found: output.trim().split(/\. |:/)[0], isGood: code === 0 }
}

async function until(isSo, words, patienceMs = PATIENCE_MS) {
  const deadline = performance.now() + patienceMs
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(words)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function report({ stack, table, findings, rounds, seconds }) {
  for (const { round, name, before, fitted, reviewedS, pushedS, refittedS } of rounds) {
    say(
      `${round} kill: replica ${name}, which had fitted ${fitted} curves, while the two had ${before.join(' and ')} pushes; reviews went on for ${reviewedS.toFixed(1)} s, pushes ended after ${pushedS.toFixed(0)} s, the refit after ${refittedS.toFixed(0)} s`,
    )
    const { rows } = table.rounds.find((one) => one.round === round)
    for (const [what, { asked, again, most }] of rows)
      say(
        `  ${what.padEnd(20)} ${String(asked).padStart(4)} asked, ${again} asked again (at most ${most} times)`,
      )
  }
  const sent = stack.replicas.map(({ name, port }) => `${name} ${stack.proxy.sent.get(port)}`)
  say(`requests through the proxy: ${sent.join(', ')}; ${seconds.toFixed(0)} s in all`)
  for (const { what, found, isGood } of findings) say(`  ${isGood ? 'ok ' : 'BAD'} ${what}: ${found}`)
}
