import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFull, isDiskFull } from './disk.mjs'
import { fingerprint, readStamp } from './fingerprint.mjs'
import { npmProgram } from './npm.mjs'
import { root } from './paths.mjs'
import { runNode } from './processes.mjs'
import { Refusal, say, tail } from './say.mjs'

const stampFile = join(root, 'node_modules/.halfmax-install')

/** Installs the locked dependencies where they are not those of the lock file. Throws a Refusal. */
export async function ensureInstalled() {
  const wanted = fingerprint(['package.json', 'package-lock.json'])
  if (readStamp(stampFile) === wanted) return
  if (!installedByHand()) await install()
  writeFileSync(stampFile, `${wanted}\n`)
}

async function install() {
  const npm = npmProgram()
  if (npm === null)
    throw new Refusal('npm was not found, so the dependencies cannot be installed.', [
      'Install Node with npm.',
    ])
  say('Installing the locked dependencies (a minute or so) …')
  const { code, output } = await runNode([npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    // With NODE_ENV=production npm would leave out what the build needs, and Next would then install by itself.
    env: { ...process.env, NODE_ENV: 'development' },
  })
  if (code === 0) return
  if (isDiskFull(output)) throw diskFull('installing the dependencies')
  throw new Refusal('Installing the dependencies failed. npm said:', [
    `\n${tail(output)}\n`,
    "Check that npm's registry can be reached (a proxy or a registry is set in ~/.npmrc), then run this again.",
  ])
}

/**
 * Somebody ran `npm ci` or `npm install`: npm's own record of node_modules says the same as the lock file, apart from
 * optional packages of other platforms.
 */
function installedByHand() {
  const lock = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'))
  if (lock === null || installed === null) return false
  const isSame = (path) => installed[path]?.version === lock[path]?.version
  return (
    Object.keys(lock).every(
      (path) => path === '' || isSame(path) || (lock[path].optional && !installed[path]),
    ) && Object.keys(installed).every((path) => isSame(path))
  )
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}
