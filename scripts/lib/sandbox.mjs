import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { claimSandboxFolder } from './data-folder.mjs'
import { root } from './paths.mjs'
import { portOr } from './ports.mjs'
import { startNode } from './processes.mjs'
import { Refusal, say } from './say.mjs'

const DEFAULT_PORT = 4310
const DEFAULT_STORAGE_PORT = 4311

/** Seeded ids of `lib/sandbox/control.ts`: Cell mortality, Kinase screen, Troubled export. */
const MORTALITY = 'ana_CellMort24'
const SHOWN_FIRST = [MORTALITY, 'ana_KinaseSc48', 'ana_TroubledEx']

/**
 * Starts the sandbox tenant as a process of its own, on its usual ports where they are free. Throws a Refusal.
 *
 * @param {{ folder?: string, flags?: string[] }} [options] `folder` defaults to the claimed one of the data folder
 * @returns {Promise<{ child: object, ready: object }>} `ready` is the line it prints when it listens
 */
export async function startSandbox({ folder = claimSandboxFolder(), flags = [] } = {}) {
  const port = await portOr(numberOr(process.env.HALFMAX_SANDBOX_PORT, DEFAULT_PORT))
  const storagePort = await portOr(numberOr(process.env.HALFMAX_SANDBOX_STORAGE_PORT, DEFAULT_STORAGE_PORT))
  const ports = ['--port', String(port), '--storage-port', String(storagePort)]
  const args = [join(root, 'lib/sandbox/main.ts'), ...ports, '--data-dir', folder, ...flags]
  const child = startNode(args, { stdout: 'pipe' })
  const ready = await readyLine(child)
  return { child, ready }
}

/** @returns {object} the environment through which the app learns of the sandbox. */
export function sandboxEnv(ready) {
  return {
    HALFMAX_SANDBOX_URL: ready.apiUrl,
    HALFMAX_SANDBOX_STORAGE_URL: ready.storageUrl,
    HALFMAX_SANDBOX_HOST: ready.host,
    HALFMAX_SANDBOX_CLIENT_ID: ready.clientId,
    HALFMAX_SANDBOX_CLIENT_SECRET: ready.clientSecret,
    HALFMAX_SANDBOX_SAMPLE_KEY: sampleKey(ready, MORTALITY)?.key ?? '',
  }
}

/** Prints a few sample keys, ready to paste. */
export function saySampleKeys(ready, count = 3) {
  const first = SHOWN_FIRST.map((id) => sampleKey(ready, id)).filter(Boolean)
  const keys = [...first, ...ready.sampleKeys.filter((sample) => !first.includes(sample))]
  say('  Sample analysis keys, ready to paste:')
  for (const { title, key } of keys.slice(0, count)) {
    say()
    say(`  ${title}`)
    say(`  ${key}`)
  }
}

function sampleKey(ready, id) {
  return ready.sampleKeys.find(({ analysisId }) => analysisId === id)
}

/** Resolves with what the sandbox prints when it listens; other lines are passed on. */
export function readyLine(child) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      const said = parseLine(line)
      if (said === null) say(`sandbox: ${line}`)
      else if (said.ready) resolve(said)
      else reject(new Refusal(`The sandbox tenant did not start: ${whyNot(said)}`))
    })
    void child.exited.then((code) =>
      reject(new Refusal(`The sandbox tenant did not start (exit code ${code}).`)),
    )
  })
}

function whyNot({ reason, port, message }) {
  return reason === 'port-taken' ? `port ${port} is taken by another program.` : message
}

function parseLine(line) {
  try {
    const parsed = JSON.parse(line)
    return typeof parsed.ready === 'boolean' ? parsed : null
  } catch {
    return null
  }
}

function numberOr(text, fallback) {
  const number = Number(text)
  return text !== undefined && Number.isInteger(number) && number > 0 ? number : fallback
}
