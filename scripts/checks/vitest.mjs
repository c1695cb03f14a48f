import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, testFolder } from '../lib/paths.mjs'
import { runNode } from '../lib/processes.mjs'
import { outcome } from './programs.mjs'

/** A test that leaves something running keeps vitest from ending; that is a failure, not a wait. */
const LIMIT_MS = 900_000

/** Unit and contract tests. @returns {Promise<import('./programs.mjs').Outcome>} */
export async function unit(filters = []) {
  const report = join(testFolder, 'vitest.json')
  mkdirSync(testFolder, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const { code, output } = await runNode(
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...filters],
    {
      env: { ...process.env, NODE_ENV: 'test' },
      timeoutMs: LIMIT_MS,
    },
  )
  const counts = readCounts(report)
  if (counts === null) return outcome(false, output)
  // A file that does not load has no tests to count, and an error outside a test fails the run alone.
  const failed = counts.failed + counts.brokenFiles
  return { passed: counts.passed, failed: failed === 0 && code !== 0 ? 1 : failed, output }
}

function readCounts(report) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
    const broken = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    )
    return { passed: numPassedTests, failed: numFailedTests, brokenFiles: broken.length }
  } catch {
    return null
  }
}
