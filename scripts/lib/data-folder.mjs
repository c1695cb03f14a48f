import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFull, isDiskFull } from './disk.mjs'
import { dataFolder } from './paths.mjs'
import { isAlive } from './processes.mjs'
import { Refusal } from './say.mjs'

/**
 * Makes the data folder, readable by its owner alone, and refuses it while another running copy has it open: two
 * openers of the embedded database lose each other's rows without an error. Throws a Refusal.
 *
 * @returns {string} the folder
 */
export function prepareDataFolder() {
  makeFolder(dataFolder)
  const owner = lockOwner(join(dataFolder, 'store.lock'))
  if (owner !== null) {
    throw new Refusal(
      `The data folder ${dataFolder} is in use by another running Halfmax (process ${owner}).`,
      [
        'Stop that one first (Ctrl-C in its terminal), or give this one a folder of its own:',
        '  HALFMAX_DATA_DIR=.halfmax-2 PORT=3001 npm start',
      ],
    )
  }
  return dataFolder
}

/**
 * Makes the sandbox tenant's folder and marks it as ours until the process ends. Throws a Refusal.
 *
 * @returns {string} the folder
 */
export function claimSandboxFolder() {
  const folder = join(dataFolder, 'sandbox')
  makeFolder(folder)
  const lock = join(dataFolder, 'sandbox.lock')
  const owner = lockOwner(lock)
  if (owner !== null) {
    throw new Refusal(`A sandbox is running on ${folder} already (process ${owner}).`, [
      'Stop it first, or set HALFMAX_DATA_DIR to another folder.',
    ])
  }
  writeFileSync(lock, JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString() }), {
    mode: 0o600,
  })
  process.once('exit', () => rmSync(lock, { force: true }))
  return folder
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    if (isDiskFull(String(error.message))) throw diskFull('making the data folder')
    throw new Refusal(`The data folder ${folder} cannot be made: ${error.message}`, [
      'Set HALFMAX_DATA_DIR to a folder that can be written.',
    ])
  }
}

/** @returns {number | null} the living process a lock file names; a dead one's lock is stale. */
function lockOwner(file) {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8'))
    return pid !== process.pid && isAlive(pid) ? pid : null
  } catch {
    return null
  }
}
