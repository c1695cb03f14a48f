import { ensureBuilt, nextEnv, nextProgram } from './build.mjs'
import { prepareDataFolder } from './data-folder.mjs'
import { ensureInstalled } from './install.mjs'
import { isPortFree, parsePort } from './ports.mjs'
import { onStopRequest, startNode, stopNode } from './processes.mjs'
import { sandboxEnv, saySampleKeys, startSandbox } from './sandbox.mjs'
import { Refusal, say } from './say.mjs'

/**
 * The app and, unless a real tenant is configured, the sandbox tenant: started, announced, watched and stopped in
 * order. Throws a Refusal for what a person can mend.
 *
 * @param {{ mode: 'production' | 'development' }} options
 * @returns {Promise<number>} 0 after an orderly stop on request, 1 when a part ended by itself
 */
export async function serve({ mode }) {
  const host = wantedHost()
  const port = await wantedPort()
  const folder = prepareDataFolder()
  const running = []
  const asked = new Promise((resolve) => onStopRequest(resolve))
  const work = bringUp({ mode, host, port, folder, running })
  // A stop asked for during a long install or build must not wait for it; npm and Next got the same Ctrl-C.
  const first = await Promise.race([asked.then(() => 'asked'), work.then(() => 'up')]).catch(
    async (error) => {
      await takeDown(running)
      throw error
    },
  )
  const ended = running.map(({ name, child }) => child.exited.then((code) => ({ name, code })))
  const outcome = first === 'asked' ? null : await Promise.race([asked.then(() => null), ...ended])
  if (outcome !== null)
    say(`\n  ${outcome.name} ended by itself (exit code ${outcome.code}); stopping the rest.`)
  await takeDown(running)
  return outcome === null ? 0 : 1
}

async function bringUp({ mode, host, port, folder, running }) {
  await ensureInstalled()
  if (mode === 'production') await ensureBuilt()
  const sandbox = wantsSandbox() ? await startSandbox() : null
  if (sandbox !== null) running.push({ name: 'The sandbox tenant', child: sandbox.child })

  const address = `http://${/^(0\.0\.0\.0|::)$/.test(host) ? '127.0.0.1' : host}:${port}`
  const app = startNode(
    [nextProgram, mode === 'production' ? 'start' : 'dev', '-H', host, '-p', String(port)],
    {
      env: nextEnv(mode, {
        ...(sandbox === null ? {} : sandboxEnv(sandbox.ready)),
        HALFMAX_DATA_DIR: folder,
        APP_URL: process.env.APP_URL || address,
      }),
      // Next's own banner repeats what is said below; its warnings and errors stay.
      stdout: mode === 'production' ? 'pipe' : 'inherit',
    },
  )
  running.push({ name: 'The app', child: app })
  const log = collect(app.stdout)
  await untilAnswering(address, app, log)
  app.stdout?.on('data', (text) => process.stdout.write(text))
  announce(address, sandbox?.ready ?? null)
}

/** The app first: a push under way still finds its tenant while it winds down. */
async function takeDown(running) {
  for (const { child } of running.toReversed()) await stopNode(child)
}

/** The app looks again, however it was started; here it is said before anything is built. */
function wantedHost() {
  const host = process.env.HALFMAX_HOST || '127.0.0.1'
  if (/^(127\.0\.0\.1|localhost|::1)$/.test(host) || process.env.HALFMAX_OIDC_ISSUER) return host
  throw new Refusal(
    `HALFMAX_HOST is "${host}", but nobody needs to sign in: everybody who reaches it could.`,
    [
      'Leave HALFMAX_HOST away, so that only this machine reaches it,',
      'or set up sign-in: HALFMAX_OIDC_ISSUER and what belongs to it (docs/configuration.md).',
    ],
  )
}

async function wantedPort() {
  const text = process.env.PORT || '3000'
  const port = parsePort(text)
  if (port === null)
    throw new Refusal(`PORT is "${text}", which is no port number.`, [
      'Choose one from 1 to 65535: PORT=3001 npm start',
    ])
  if (await isPortFree(port)) return port
  throw new Refusal(`Port ${port} is taken by another program.`, [
    `Choose another one: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
  ])
}

/** Next to a real tenant the sandbox is only started when asked for. */
function wantsSandbox() {
  const { HALFMAX_TENANTS, HALFMAX_TENANTS_FILE, HALFMAX_SANDBOX } = process.env
  return (!HALFMAX_TENANTS && !HALFMAX_TENANTS_FILE) || HALFMAX_SANDBOX === '1'
}

function collect(stream) {
  const log = { text: '' }
  const keep = (text) => (log.text = `${log.text}${text}`.slice(-8000))
  stream?.setEncoding('utf8').on('data', keep)
  return log
}

async function untilAnswering(address, app, log) {
  const ended = app.exited.then((code) => {
    throw new Refusal(`The app did not start (exit code ${code}).`, log.text === '' ? [] : [`\n${log.text}`])
  })
  const answered = answers(address)
  await Promise.race([answered, ended])
  ended.catch(() => undefined)
}

/** Resolves with the first answer, whatever it says; the first page of a new store takes some seconds. */
export async function answers(address, { withinMs = 120_000 } = {}) {
  const until = Date.now() + withinMs
  for (;;) {
    try {
      const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(30_000) })
      await response.body?.cancel()
      return response.status
    } catch (error) {
      if (Date.now() > until)
        throw new Refusal(`${address} did not answer within ${withinMs / 1000} s: ${error.message}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function announce(address, ready) {
  say()
  say(`  Halfmax is at ${address}`)
  if (ready !== null) {
    say(`  Sandbox tenant at ${ready.apiUrl}`)
    say()
    saySampleKeys(ready)
  }
  say()
  say('  Ctrl-C stops everything.')
  say()
}
