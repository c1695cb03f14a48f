import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { dataFolder, root } from './paths.mjs'

/**
 * Runs a command of the store (lib/store/command.ts) in a process of its own, which may load what is for the server only.
 *
 * @param {string[]} args the command and its arguments
 * @returns {Promise<number>} its exit code
 */
export async function storeCommand(args) {
  await ensureInstalled()
  const flags = ['--conditions=react-server', '--no-warnings']
  const child = spawn(process.execPath, [...flags, join(root, 'lib/store/command.ts'), ...args], {
    cwd: root,
    env: { ...process.env, HALFMAX_DATA_DIR: dataFolder },
    stdio: 'inherit',
  })
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
