import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CLIENT, startTestProvider } from '../../app/server/testing/test-provider.ts'
import { sandboxControl } from '../../e2e/support/sandbox-control.ts'
import { SESSION_SECRET } from '../../e2e/support/secrets.ts'
import { SEEDED } from '../../lib/sandbox/control.ts'
import { startPostgresServer } from '../../lib/store/testing/postgres-server.ts'
import { root, testFolder } from '../lib/paths.mjs'
import { freePort } from '../lib/ports.mjs'
import { startNode, stopNode } from '../lib/processes.mjs'
import { readyLine, sandboxEnv } from '../lib/sandbox.mjs'
import { answers } from '../lib/serve.mjs'
import { startRoundRobin } from './round-robin.mjs'

export const METRICS_TOKEN = 'planted-metrics-token'
const LOOPBACK = '127.0.0.1'

/**
 * PostgreSQL, a sandbox tenant, a provider to sign in at, two replicas of the built app and a proxy before them.
 *
 * @param {Record<string, { name: string, email: string }>} accounts  who may sign in, by id
 * @param {import('./replica-programs.mjs').ReplicaProgram} program
 */
export async function startReplicaStack(accounts, program) {
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-replicas-'))
  mkdirSync(testFolder, { recursive: true })
  const log = createWriteStream(join(testFolder, 'replicas.log'))
  /** @type {(() => unknown)[]} */
  const stops = [() => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const one of stops.toReversed()) await one()
  }
  try {
    const postgres = await startPostgresServer()
    stops.push(postgres.stop)
    const { child, ready } = await startTenant(join(folder, 'sandbox'), log)
    stops.push(() => stopNode(child))
    const port = await freePort()
    const appUrl = `http://${LOOPBACK}:${port}`
    const provider = await startTestProvider(appUrl, accounts)
    stops.push(provider.stop)

    const databaseUrl = `${postgres.url}/postgres`
    const env = {
      ...sandboxEnv(ready),
      APP_URL: appUrl,
      DATABASE_URL: databaseUrl,
      HALFMAX_SESSION_SECRET: SESSION_SECRET,
      HALFMAX_OIDC_ISSUER: provider.issuer,
      HALFMAX_OIDC_CLIENT_ID: CLIENT.id,
      HALFMAX_OIDC_CLIENT_SECRET: CLIENT.secret,
      HALFMAX_ALLOWED_DOMAINS: 'acme.org',
      HALFMAX_METRICS_TOKEN: METRICS_TOKEN,
    }
    const replicas = await Promise.all(
      ['A', 'B'].map(async (name) =>
        createReplica({ name, port: await freePort(), folder, env, log, program }),
      ),
    )
    for (const replica of replicas) stops.push(replica.stop)
    // Together, as a deployment starts them: one makes the tables, the other waits.
    await Promise.all(replicas.map((replica) => replica.start()))
    const proxy = await startRoundRobin({ port, targets: replicas.map((replica) => replica.port) })
    stops.push(proxy.stop)
    return { appUrl, databaseUrl, env, proxy, replicas, sandbox: sandboxControl(ready, SEEDED), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startTenant(folder, log) {
  mkdirSync(folder, { recursive: true })
  const ports = ['--port', String(await freePort()), '--storage-port', String(await freePort())]
  const child = startNode([join(root, 'lib/sandbox/main.ts'), ...ports, '--data-dir', folder], {
    stdout: 'pipe',
    stderr: 'pipe',
  })
  follow(child, log)
  return { child, ready: await readyLine(child) }
}

function follow(child, log) {
  child.stdout?.on('data', (text) => log.write(text))
  child.stderr?.on('data', (text) => log.write(text))
}

function createReplica({ name, port, folder, env, log, program }) {
  let running = null
  const dataFolder = join(folder, `replica-${name}`)
  // So that a session of the database tells whose it is.
  const databaseUrl = `${env.DATABASE_URL}?application_name=${name}`
  return {
    name,
    port,
    start: async () => {
      running = program.start({ name, port, dataFolder, env: { ...env, DATABASE_URL: databaseUrl } })
      follow(running, log)
      const ended = running.exited.then((code) => {
        throw new Error(`replica ${name} ended before it answered (exit code ${code})`)
      })
      await Promise.race([answers(`http://${LOOPBACK}:${port}/readyz`), ended])
      ended.catch(() => undefined)
    },
    kill: async () => {
      await running.kill()
      running = null
    },
    stop: async () => {
      await running?.stop()
      running = null
    },
  }
}
