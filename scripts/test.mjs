/**
 * All checks, in order, each one run whatever the others said; the last line counts them.
 *
 *   npm test                    everything
 *   npm test -- static          format, lint, types, folder rules, licences, leaks, unused code
 *   npm test -- unit lib/fit    unit and contract tests, here those of one folder
 *   npm test -- e2e push        end-to-end tests (on a fresh build), here those whose file name says push
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled } from './lib/install.mjs'
import { testFolder } from './lib/paths.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { say } from './lib/say.mjs'

const SUBSETS = ['static', 'unit', 'e2e']
/** What each check printed, for the last one to search. */
const outputsFolder = join(testFolder, 'outputs')
const NO_BUILD = { passed: 0, failed: 1, output: 'Not run: the build failed.' }

await onSupportedNode(import.meta.url, async ([subset, ...filters]) => {
  if (subset !== undefined && !SUBSETS.includes(subset)) {
    say(`npm test -- ${subset}: no such part. There are ${SUBSETS.join(', ')}.`)
    return 2
  }
  await ensureInstalled()
  const steps = (await allSteps(filters)).filter(({ part }) => subset === undefined || part.includes(subset))
  const { passed, failed } = await runSteps(steps)
  say(`\n${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})

/** `needsBuild`: cannot run where the build failed, and then counts as failed. Imported late: they need node_modules. */
async function allSteps(filters) {
  const startedAtMs = Date.now()
  const programs = await import('./checks/programs.mjs')
  const { folderRules } = await import('./checks/folder-rules.mjs')
  const { licences } = await import('./checks/licences.mjs')
  const { lockFiles, machinePaths, secretNames } = await import('./checks/leaks.mjs')
  const { plantedSecrets } = await import('./checks/planted-secrets.mjs')
  const { unit } = await import('./checks/vitest.mjs')
  const { budgets } = await import('./checks/budgets.mjs')
  const { e2e } = await import('./checks/playwright.mjs')
  return [
    { name: 'format', part: ['static'], check: programs.format },
    { name: 'lint', part: ['static'], check: programs.lint },
    { name: 'types', part: ['static'], check: programs.types },
    { name: 'folder rules catch planted violations', part: ['static'], check: folderRules },
    { name: 'unit and contract', part: ['unit'], check: () => unit(filters) },
    { name: 'validation of the engine', part: [], check: programs.validation },
    { name: 'build', part: ['e2e'], check: programs.build },
    { name: 'bundle budgets', part: [], check: budgets, needsBuild: true },
    { name: 'licences', part: ['static'], check: licences },
    { name: 'lock files are exact and name no host', part: ['static'], check: lockFiles },
    { name: 'no machine paths', part: ['static'], check: machinePaths },
    { name: 'no secret in what the browser loads', part: ['static', 'e2e'], check: secretNames },
    { name: 'unused code', part: ['static'], check: programs.unused },
    { name: 'end to end', part: ['e2e'], check: () => e2e(filters), needsBuild: true },
    {
      name: 'no secret in what was printed',
      part: ['unit', 'e2e'],
      check: () => plantedSecrets(startedAtMs),
    },
  ]
}

async function runSteps(steps) {
  const sum = { passed: 0, failed: 0 }
  let hasBuild = true
  rmSync(outputsFolder, { recursive: true, force: true })
  mkdirSync(outputsFolder, { recursive: true })
  for (const step of steps) {
    const startedAt = Date.now()
    const result = step.needsBuild && !hasBuild ? NO_BUILD : await attempt(step)
    if (step.name === 'build') hasBuild = result.failed === 0
    writeFileSync(join(outputsFolder, `${step.name}.txt`), result.output)
    sum.passed += result.passed
    sum.failed += result.failed
    report(step.name, result, (Date.now() - startedAt) / 1000)
  }
  return sum
}

/** A check that breaks is a check that failed. */
async function attempt({ check }) {
  try {
    return await check()
  } catch (error) {
    return { passed: 0, failed: 1, output: error.stack ?? String(error) }
  }
}

function report(name, { passed, failed, output }, seconds) {
  const counts = passed + failed > 1 || failed > 0 ? `${passed} passed, ${failed} failed` : ''
  say(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(40)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`.trimEnd(),
  )
  if (failed > 0) say(`\n${output.trim()}\n`)
}
