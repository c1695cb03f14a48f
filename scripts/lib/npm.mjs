import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/**
 * npm's own program file, so that any Node can run it: the `npm` command would pick the Node of its own folder on
 * Windows, and the Node packages of npm bring no npm.
 *
 * @returns {string | null}
 */
export function npmProgram() {
  const candidates = [process.env.npm_execpath, besideNode(), ...onPath()]
  return (
    candidates.find((file) => file !== undefined && file.endsWith('npm-cli.js') && existsSync(file)) ?? null
  )
}

function besideNode() {
  return join(dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js')
}

function onPath() {
  return (process.env.PATH ?? '').split(delimiter).flatMap((folder) => {
    if (folder === '') return []
    const found = [join(folder, 'node_modules/npm/bin/npm-cli.js')]
    const command = join(folder, 'npm')
    if (existsSync(command)) {
      const real = realpathSync(command)
      // Unix: a link to npm-cli.js itself. Some packagings copy a shell script beside the library instead.
      found.push(real, join(dirname(real), '../lib/node_modules/npm/bin/npm-cli.js'))
    }
    return found
  })
}
