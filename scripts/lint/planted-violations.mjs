/**
 * Lints files that break each folder rule and expects the rule, with its message. A rule whose pattern stops matching
 * an alias passes silently otherwise. The files live only while this runs, in a copy of the folder layout.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from '../lib/paths.mjs'

const PURE = 'This folder is pure'
const BROWSER = 'This code also runs in the browser'
const NO_FIT = 'Only figures, outputs, the workbench and the worker know fits'
const SERVER_CLIENT = 'The client is server only'
const NO_SANDBOX = 'Only scripts, e2e and tests start the sandbox'
const NO_HEADLESS = 'The command line sits above this folder'

/** File that imports, what it imports (relative; the alias spelling is derived), words of the message expected. */
const VIOLATIONS = [
  ['lib/fit/planted.ts', '../format/number.ts', 'Words and units are added above'],
  ['lib/fit/planted.ts', '../data-frame/types.ts', 'Columns and frames live above'],
  ['lib/fit/planted.ts', '../benchling/client.ts', SERVER_CLIENT],
  ['lib/fit/planted.ts', '../figure/axis.ts', 'Drawing sits above'],
  ['lib/fit/deeper/planted.ts', '../../workbench/reducer.ts', 'The workbench state sits above'],
  ['lib/fit/planted.ts', '../../components/ui/button.tsx', 'Components are the topmost layer'],
  ['lib/fit/planted.ts', 'react', PURE],
  ['lib/fit/planted.ts', 'node:fs', BROWSER],
  ['lib/benchling/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/benchling/planted.ts', '../figure/types.ts', 'Drawing sits above'],
  ['lib/benchling/planted.ts', '../sandbox/start.ts', NO_SANDBOX],
  ['lib/data-frame/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/format/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/format/planted.ts', 'node:path', BROWSER],
  ['lib/figure/planted.ts', '../benchling/client.ts', SERVER_CLIENT],
  ['lib/figure/planted.ts', '../outputs/types.ts', 'Tables and files to push are built above'],
  ['lib/figure/planted.ts', '../workbench/reducer.ts', 'The workbench state sits above'],
  ['lib/plates/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/plates/planted.ts', 'react', PURE],
  ['lib/runs/planted.ts', 'react', PURE],
  ['lib/table-file/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/table-file/planted.ts', 'react', PURE],
  ['lib/push/planted.ts', '../table-file/read-table.ts', 'Only the page reads files'],
  ['lib/workbench/planted.ts', '../plates/plates-of.ts', 'Plates and their controls sit above'],
  ['lib/detective/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/detective/planted.ts', 'react', PURE],
  ['lib/workbench/planted.ts', '../detective/read-as.ts', 'Questions about the table are found above'],
  ['lib/workbench/planted.ts', '../push/start-push.ts', 'A push is started by app'],
  ['lib/workbench/planted.ts', '../fit-worker/client.ts', 'Call lib/fit directly here'],
  ['lib/workbench/planted.ts', 'react', PURE],
  ['lib/outputs/planted.ts', '../store/pushes.ts', 'The store is server only'],
  ['lib/outputs/planted.ts', '../benchling/client.ts', SERVER_CLIENT],
  ['lib/record/planted.ts', '../benchling/client.ts', SERVER_CLIENT],
  ['lib/record/planted.ts', 'react', PURE],
  ['lib/outputs/planted.ts', '../record/fit-file.ts', 'Fit files and scripts are made above'],
  ['lib/fit-worker/planted.ts', '../data-frame/types.ts', 'Columns and frames live above'],
  ['lib/sandbox/planted.ts', '../fit/types.ts', NO_FIT],
  ['lib/sandbox/planted.ts', '../benchling/client.ts', 'The sandbox shares only the wire schemas'],
  ['lib/sandbox/deeper/planted.ts', '../../benchling/client.ts', 'The sandbox shares only the wire schemas'],
  ['lib/store/planted.ts', '../benchling/client.ts', SERVER_CLIENT],
  ['lib/store/planted.ts', '../push/start-push.ts', 'A push is started by app'],
  ['lib/push/planted.ts', '../sandbox/start.ts', NO_SANDBOX],
  ['lib/push/planted.ts', '../../components/ui/button.tsx', 'Components are the topmost layer'],
  ['lib/push/planted.ts', '../headless/main.ts', NO_HEADLESS],
  ['lib/headless/planted.ts', '../benchling/client.ts', SERVER_CLIENT],
  ['lib/headless/planted.ts', '../push/start-push.ts', 'A push is started by app'],
  ['lib/headless/planted.ts', '../figure/svg.ts', 'Drawing sits above'],
  ['lib/headless/planted.ts', '../sandbox/start.ts', NO_SANDBOX],
  ['lib/guide/planted.ts', '../fit/types.ts', NO_FIT],
  ['components/workbench/planted.tsx', '../../lib/guide/read-guide.ts', 'The guide is made by app'],
  ['app/planted.ts', '../lib/headless/main.ts', NO_HEADLESS],
  ['app/planted.ts', '../lib/sandbox/start.ts', NO_SANDBOX],
  ['app/deeper/planted.ts', '../../lib/sandbox/start.ts', NO_SANDBOX],
  ['instrumentation.ts', './lib/sandbox/start.ts', NO_SANDBOX],
  ['components/ui/planted.tsx', '../workbench/key-field.tsx', 'The workbench uses this folder'],
  ['components/ui/planted.tsx', '../plot/curve-plot.tsx', 'Primitives know no plot'],
  ['components/ui/planted.tsx', '../../lib/fit/types.ts', NO_FIT],
  ['components/plot/planted.tsx', '../workbench/key-field.tsx', 'The workbench uses this folder'],
  ['components/plot/planted.tsx', '../../lib/benchling/client.ts', SERVER_CLIENT],
  ['components/workbench/planted.tsx', '../../lib/benchling/client.ts', SERVER_CLIENT],
  ['components/workbench/planted.tsx', '../../lib/store/pushes.ts', 'The store is server only'],
  ['components/workbench/deeper/planted.tsx', '../../../lib/push/start-push.ts', 'A push is started by app'],
  ['components/workbench/planted.tsx', '../../app/actions.ts', 'app wires the others together'],
  ['components/workbench/planted.tsx', '../../lib/sandbox/start.ts', NO_SANDBOX],
  ['components/workbench/planted.tsx', '../../lib/headless/main.ts', NO_HEADLESS],
  ['components/workbench/planted.tsx', 'node:fs', BROWSER],
]

/** Imports the rules allow: a pattern that refuses everything would pass the list above. */
const ALLOWED = [
  ['lib/fit/planted.ts', '../result.ts'],
  ['lib/fit/planted.test.ts', 'node:fs'],
  ['lib/sandbox/planted.ts', '../benchling/wire.ts'],
  ['lib/sandbox/deeper/planted.ts', '../../benchling/wire/frames.ts'],
  ['lib/benchling/planted.test.ts', '../sandbox/start.ts'],
  ['lib/outputs/planted.ts', '../fit/types.ts'],
  ['lib/fit-worker/planted.ts', '../fit/types.ts'],
  ['lib/push/planted.ts', '../benchling/client.ts'],
  ['lib/headless/planted.ts', '../outputs/csv.ts'],
  ['lib/headless/planted.ts', '../fit/types.ts'],
  ['lib/headless/planted.ts', 'node:worker_threads'],
  ['components/workbench/planted.tsx', '../plot/curve-plot.tsx'],
  ['components/workbench/planted.tsx', '../../lib/fit-worker/client.ts'],
  ['app/planted.ts', '../lib/push/start-push.ts'],
  ['e2e/planted.ts', '../lib/sandbox/start.ts'],
]

/** @returns {{ failures: string[], checked: number }} one sentence per rule that did not behave. */
export function checkPlantedViolations() {
  const folder = mkdtempSync(join(tmpdir(), 'halfmax-planted-'))
  try {
    for (const file of ['oxlint.config.ts', 'tsconfig.json', 'node_modules', 'scripts']) {
      symlinkSync(join(root, file), join(folder, file))
    }
    const cases = plantedCases()
    for (const [index, planted] of cases.entries()) plant(folder, planted, index)
    const found = lint(folder)
    const failures = cases.flatMap((planted) => misbehaviour(planted, found))
    return { failures, checked: cases.length }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function plantedCases() {
  const wrong = VIOLATIONS.map(([file, target, message]) => ({ file, target, message }))
  const right = ALLOWED.map(([file, target]) => ({ file, target, message: null }))
  return [...wrong, ...right]
    .flatMap((planted) => spellings(planted).map((specifier) => ({ ...planted, specifier })))
    .map((planted, index) => ({ ...planted, path: planted.file.replace('planted', `planted-${index}`) }))
}

/** `../x/y.ts` from a file, and `@/lib/x/y.ts` for the same place; a package has one spelling. */
function spellings({ file, target }) {
  if (!target.startsWith('.')) return [target]
  return [target, `@/${join(dirname(file), target)}`]
}

function plant(folder, { path, specifier }, index) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `import { x as x${index} } from '${specifier}'\n`, { flag: 'a' })
}

function lint(folder) {
  const args = [join(root, 'node_modules/oxlint/bin/oxlint'), '-c', 'oxlint.config.ts', '-f', 'json']
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 })
  try {
    return JSON.parse(run.stdout).diagnostics
  } catch {
    throw new Error(
      `oxlint did not answer with JSON:\n${run.stdout.slice(0, 2000)}${run.stderr.slice(0, 2000)}`,
    )
  }
}

function misbehaviour({ path, specifier, message }, found) {
  const hits = found.filter(
    (one) =>
      one.filename.endsWith(path) &&
      one.code?.includes('no-restricted-imports') &&
      one.message.includes(`'${specifier}'`),
  )
  const words = hits.map((one) => `${one.message} ${one.help ?? ''}`)
  if (message === null) {
    return hits.length === 0 ? [] : [`${path} may import ${specifier}, but the lint refused it: ${words[0]}`]
  }
  if (hits.length === 0) return [`${path} imports ${specifier} and no rule caught it`]
  if (words.some((text) => text.includes(message))) return []
  return [`${path} imports ${specifier}: caught, but without "${message}…": ${words[0]}`]
}
