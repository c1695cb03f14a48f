import { cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SEEDED } from '../../lib/sandbox/control.ts'
import { nextEnv, nextProgram } from '../../scripts/lib/build.mjs'
import { root, testFolder } from '../../scripts/lib/paths.mjs'
import { freePort } from '../../scripts/lib/ports.mjs'
import { startNode, stopNode } from '../../scripts/lib/processes.mjs'
import { readyLine, sandboxEnv } from '../../scripts/lib/sandbox.mjs'
import { answers } from '../../scripts/lib/serve.mjs'
import { expectNoLeak, SESSION_SECRET, secretsOf } from './secrets.ts'
import { sandboxControl, type ReadySandbox, type SandboxControl } from './sandbox-control.ts'

type NodeChild = ReturnType<typeof startNode>

/** A sandbox tenant and a production build of the app, on free ports, with a data folder of their own. */
export interface Stack {
  readonly appUrl: string
  readonly sandbox: SandboxControl
  /** What no page, answer, log line or row may hold; looked for in log and data folder whenever the app stops. */
  readonly secrets: readonly string[]
  /** As a power cut would: SIGKILL, nothing gets to clean up. */
  killApp(): Promise<void>
  /** On the same port and data folder as before; resolves when it answers. */
  startApp(): Promise<void>
  /** Stops the app, forgets all its saved work and pushes, starts it again. */
  freshApp(): Promise<void>
  stop(): Promise<void>
}

interface StackOptions {
  /** More of the app's environment, once its address is known. */
  readonly appEnv?: (appUrl: string) => Promise<Readonly<Record<string, string>>>
  /** More of the sandbox's command line. */
  readonly sandboxFlags?: readonly string[]
}

export async function startStack(
  name: string,
  { appEnv, sandboxFlags = [] }: StackOptions = {},
): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-e2e-'))
  const log = openLog(name)
  // Apart, for the tenant's own log names its keys.
  const tenantLog = openLog(`${name}-tenant`)
  const { child: sandboxChild, ready } = await startSandboxTenant(join(folder, 'sandbox'), {
    log: tenantLog,
    flags: sandboxFlags,
  })
  const port = await freePort()
  const env = (await appEnv?.(addressOn(port))) ?? {}
  const app = appOn({ port, dataFolder: join(folder, 'app'), ready, log, env })
  const secrets = secretsOf(ready, env)
  const checkLeaks = () => expectNoLeak([join(folder, 'app'), log.file], secrets)
  await app.start()
  return {
    secrets,
    appUrl: app.url,
    sandbox: sandboxControl(ready, SEEDED),
    killApp: app.kill,
    startApp: app.start,
    freshApp: async () => {
      await app.stop()
      checkLeaks()
      await startFresh(app, { dataFolder: join(folder, 'app'), untouched: join(folder, 'untouched') })
    },
    stop: async () => {
      await app.stop()
      await stopNode(sandboxChild)
      checkLeaks()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startSandboxTenant(
  folder: string,
  { log, flags }: { readonly log: Log; readonly flags: readonly string[] },
): Promise<{ child: NodeChild; ready: ReadySandbox }> {
  mkdirSync(folder, { recursive: true })
  const ports = ['--port', String(await freePort()), '--storage-port', String(await freePort())]
  const child = startNode([join(root, 'lib/sandbox/main.ts'), ...ports, '--data-dir', folder, ...flags], {
    stdout: 'pipe',
    stderr: 'pipe',
  })
  log.follow(child)
  const ready: ReadySandbox = await readyLine(child)
  return { child, ready }
}

/** To make a new database costs the app as much as to start: it is made once, and copied from then on. */
async function startFresh(
  app: ReturnType<typeof appOn>,
  { dataFolder, untouched }: { readonly dataFolder: string; readonly untouched: string },
): Promise<void> {
  rmSync(dataFolder, { recursive: true, force: true })
  if (!existsSync(untouched)) {
    await app.start()
    await app.stop()
    cpSync(dataFolder, untouched, { recursive: true })
  } else cpSync(untouched, dataFolder, { recursive: true })
  await app.start()
}

interface AppPlace {
  readonly port: number
  readonly dataFolder: string
  readonly ready: ReadySandbox
  readonly log: Log
  readonly env: Readonly<Record<string, string>>
}

function addressOn(port: number): string {
  return `http://127.0.0.1:${port}`
}

function appOn({ port, dataFolder, ready, log, env }: AppPlace) {
  const url = addressOn(port)
  let child: NodeChild | null = null
  return {
    url,
    start: async () => {
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
      const started = startNode([nextProgram, 'start', '-H', '127.0.0.1', '-p', String(port)], {
        env: nextEnv('production', {
          ...sandboxEnv(ready),
          HALFMAX_DATA_DIR: dataFolder,
          APP_URL: url,
          HALFMAX_SESSION_SECRET: SESSION_SECRET,
          // A push waits as it would, a fifth as long.
          HALFMAX_POLL_SCALE: '0.2',
          ...env,
        }),
        stdout: 'pipe',
        stderr: 'pipe',
      })
      child = started
      log.follow(started)
      const ended = started.exited.then((code) => {
        throw new Error(`the app ended before it answered (exit code ${String(code)}); see ${log.file}`)
      })
      await Promise.race([answers(url), ended])
      ended.catch(() => undefined)
    },
    kill: async () => {
      child?.kill('SIGKILL')
      await child?.exited
      child = null
    },
    stop: async () => {
      if (child !== null) await stopNode(child)
      child = null
    },
  }
}

interface Log {
  readonly file: string
  follow(child: NodeChild): void
}

/** What the servers print, one file per worker. */
function openLog(name: string): Log {
  mkdirSync(testFolder, { recursive: true })
  const file = join(testFolder, `${name}.log`)
  const stream = createWriteStream(file)
  return {
    file,
    follow: (child) => {
      child.stdout?.on('data', (text: unknown) => stream.write(String(text)))
      child.stderr?.on('data', (text: unknown) => stream.write(String(text)))
    },
  }
}
