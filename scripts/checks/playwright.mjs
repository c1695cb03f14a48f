import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { browserEnv, findBrowser } from '../lib/browser.mjs'
import { root, testFolder } from '../lib/paths.mjs'
import { runNode } from '../lib/processes.mjs'
import { explain, say } from '../lib/say.mjs'
import { outcome } from './programs.mjs'

/** A net under a run that hangs; a busy machine is several times slower than an idle one. */
const LIMIT_MS = Number(process.env.HALFMAX_SLOW ?? 1) > 1 ? 7_200_000 : 1_800_000

/** End-to-end tests. @returns {Promise<import('./programs.mjs').Outcome>} */
export async function e2e(filters = []) {
  const browser = await findBrowser({ isLightFirst: true }).catch((error) => ({ error }))
  if (browser.error !== undefined) return outcome(false, explain(browser.error))
  say(`  e2e in ${browser.name}`)

  const report = join(testFolder, 'playwright.json')
  mkdirSync(testFolder, { recursive: true })
  rmSync(report, { force: true })
  const { code, output } = await runNode(
    [join(root, 'node_modules/playwright/cli.js'), 'test', ...filters.map(asPattern)],
    {
      env: { ...process.env, ...browserEnv(browser), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      echo: process.env.HALFMAX_VERBOSE === '1',
      timeoutMs: LIMIT_MS,
    },
  )
  const stats = readStats(report)
  if (stats === null) return outcome(false, output)
  // An error outside a test (a fixture's teardown, the configuration) fails the run alone.
  const failed = stats.unexpected + stats.flaky
  return { passed: stats.expected, failed: failed === 0 && code !== 0 ? 1 : failed, output }
}

/**
 * Playwright looks for a filter anywhere in the whole path, so the name of the folder the project stands in would choose
 * every test: only the file's own name counts here. Options are handed on.
 */
function asPattern(filter) {
  return filter.startsWith('-') ? filter : `/e2e/[^/]*${filter.replace(/^.*e2e\//, '')}`
}

function readStats(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).stats
  } catch {
    return null
  }
}
