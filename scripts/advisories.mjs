/**
 * Known weaknesses of the packages: `npm run advisories` asks npm's advisory service about everything in the lock file. Exit code 0:
 * nothing that runs in a deployment has one that was not argued (scripts/checks/advisory-exceptions.json); 1: something has;
 * 2: nobody could be asked, so nothing is claimed.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkExceptions, judgeAdvisories } from './checks/judge-advisories.mjs'
import { npmProgram } from './lib/npm.mjs'
import { root } from './lib/paths.mjs'
import { runNode } from './lib/processes.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { say } from './lib/say.mjs'

const LIMIT_MS = 120_000

await onSupportedNode(import.meta.url, async () => {
  const exceptions = readJson('scripts/checks/advisory-exceptions.json')
  const faults = checkExceptions(exceptions)
  if (faults.length > 0) {
    list('The exceptions are wrong:', faults)
    return 1
  }
  const npm = npmProgram()
  if (npm === null) return notAsked('npm was not found beside this Node')
  const { output } = await runNode([npm, 'audit', '--json', '--package-lock-only'], { timeoutMs: LIMIT_MS })
  const { packages } = readJson('package-lock.json')
  const today = new Date().toISOString().slice(0, 10)
  const judged = judgeAdvisories(jsonIn(output), { packages, exceptions, today })
  if (judged.kind === 'not-asked') return notAsked(judged.reason)
  list('Only for tests or the build, and not in a deployment:', judged.notRun)
  list('Argued:', judged.argued)
  list('To be taken out of scripts/checks/advisory-exceptions.json:', judged.idle)
  list('To be updated, or argued in scripts/checks/advisory-exceptions.json:', judged.harmful)
  const count = judged.harmful.length
  say(
    count === 0
      ? 'No advisory stands against what runs.'
      : `${count} ${count === 1 ? 'advisory stands' : 'advisories stand'} against what runs.`,
  )
  return count === 0 ? 0 : 1
})

function notAsked(reason) {
  say(`The advisory service could not be asked: ${reason}.`)
  say('So nothing is known about the packages here; run this where npm reaches it.')
  return 2
}

function list(title, lines) {
  if (lines.length > 0) say([title, ...lines.map((line) => `  ${line}`), ''].join('\n'))
}

function readJson(file) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}

/** npm prints warnings around its answer. */
function jsonIn(output) {
  return output.slice(output.indexOf('{\n'), output.lastIndexOf('\n}') + 2)
}
