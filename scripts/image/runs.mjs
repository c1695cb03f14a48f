/** Starts of the container for one question each. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import startPostgres from '../../lib/store/testing/start-postgres.ts'
import { runNode } from '../lib/processes.mjs'
import { actionIds, createPerson } from '../load/server-actions.mjs'
import { openAnalysis, startPush, untilAttached } from '../load/steps.mjs'
import { is, keyOf } from './looks.mjs'

/** Longer than Benchling takes here: the push is under way when the end is asked for. */
const SLOW_MS = 5000

export async function refusesStrangers({ start, forget }, tally) {
  const app = start({ HOSTNAME: '0.0.0.0' })
  const code = await app.exited
  tally.expect('without sign-in it does not start where others reach it', is(code, 1))
  tally.expect('and says what to do', app.output().includes('HALFMAX_OIDC_ISSUER') || app.output())
  forget()
}

/** With a provider that is away: it starts, sends people to it, and shows nothing. */
export async function signsIn({ up, appUrl, forget, dataDir }, tally) {
  const hook = "globalThis.console.log('the hook was imported first')\n"
  const settings = {
    HOSTNAME: '0.0.0.0',
    HALFMAX_OIDC_ISSUER: 'http://127.0.0.1:9',
    HALFMAX_OIDC_CLIENT_ID: 'halfmax',
    HALFMAX_OIDC_CLIENT_SECRET: 'not-a-secret-of-anybody',
    HALFMAX_ALLOWED_DOMAINS: 'acme.org',
    HALFMAX_METRICS_TOKEN: 'not-a-token-of-anybody',
    HALFMAX_INSTRUMENTATION: '/data/hook.mjs',
  }
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(join(dataDir, 'hook.mjs'), hook)
  await up(settings, async (app) => {
    const page = await fetch(appUrl, { redirect: 'manual' })
    tally.expect(
      'with sign-in it starts for others too, its provider being away',
      page.status < 500 || page.status,
    )
    tally.expect('metrics are shut without their token', is((await fetch(`${appUrl}/metrics`)).status, 404))
    const headers = { authorization: `Bearer ${settings.HALFMAX_METRICS_TOKEN}` }
    tally.expect('and open with it', is((await fetch(`${appUrl}/metrics`, { headers })).status, 200))
    tally.expect(
      'the instrumentation module is imported',
      app.output().includes('the hook was imported first') || app.output(),
    )
  })
  forget()
}

/** SIGTERM in the middle of a push: ended within the time Compose gives, whole after the next start. */
export async function parksAndResumes({ up, appUrl, imageDir, ready, forget }, tally) {
  forget()
  const person = createPerson({ appUrl, ids: actionIds(imageDir) })
  let pushId = ''
  const settings = (changes) =>
    fetch(`${ready.apiUrl}/_control/settings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(changes),
    })
  await settings({ ingestionMs: SLOW_MS })
  let endedIn = Infinity
  await up({}, async (app) => {
    const { analysisId, frame } = await openAnalysis(person, keyOf(ready))
    pushId = await startPush(person, { analysisId, frameId: frame.id, n: 4711 })
    await underWay(ready)
    const from = performance.now()
    await app.signal('SIGTERM')
    tally.expect('SIGTERM ends it with exit code 0', is(await app.exited, 0))
    endedIn = performance.now() - from
  })
  tally.expect('within 30 s, as compose.yaml allows', endedIn < 30_000 || endedIn)
  await up({}, () =>
    tally.attempt('the push it parked ends after the next start', () => untilAttached(person, pushId)),
  )
  await settings({ ingestionMs: 600 })
}

async function underWay(ready) {
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const requests = await (await fetch(`${ready.apiUrl}/_control/requests`)).json()
    if (requests.some(({ operation, method }) => operation === 'patch-data-frame' && method === 'PATCH'))
      return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the push did not begin')
}

/** The database of compose.yaml, and the commands of its `tools`. */
export async function onPostgres({ up, appUrl, imageDir, buildDir, ready, forget }, tally) {
  forget()
  let url = ''
  const stop = await startPostgres({ provide: (_, value) => (url = value) })
  try {
    await up({ DATABASE_URL: `${url}/postgres` }, () =>
      tally.attempt('on PostgreSQL it carries a push, too', async () => {
        const person = createPerson({ appUrl, ids: actionIds(imageDir) })
        const { analysisId, frame } = await openAnalysis(person, keyOf(ready))
        await untilAttached(person, await startPush(person, { analysisId, frameId: frame.id, n: 1848 }))
      }),
    )
    const settings = { ...process.env, DATABASE_URL: `${url}/postgres` }
    for (const command of [['backup', join(buildDir, 'check.backup')], ['audit-verify']]) {
      const [name, ...args] = command
      const { code, output } = await runNode([join(buildDir, `scripts/${name}.mjs`), ...args], {
        cwd: buildDir,
        env: settings,
      })
      tally.expect(`${name} runs in the build stage`, code === 0 || output)
    }
  } finally {
    await stop()
  }
}
