import { defineConfig } from 'playwright/test'
import { z } from 'zod'

// `npm test` looks for the browser and hands its choice on; a plain `npx playwright test` uses Playwright's own.
const executablePath = process.env.HALFMAX_BROWSER
const browserEnv = z.record(z.string(), z.string()).parse(JSON.parse(process.env.HALFMAX_BROWSER_ENV ?? '{}'))

/** See e2e/support/slow-machine.ts. */
const isSlowed = process.env.HALFMAX_SLOW !== undefined

export default defineConfig({
  testDir: 'e2e',
  outputDir: '.test/e2e',
  // One picture for all machines: what differs between them is hidden before it is taken.
  snapshotPathTemplate: 'e2e/pictures/{arg}{ext}',
  // Each worker runs a sandbox and an app of its own; two cores carry three, as the tests wait for most of their time.
  workers: Number(process.env.HALFMAX_WORKERS ?? 3),
  forbidOnly: process.env.CI !== undefined,
  retries: 0,
  // A net under a test that hangs; a busy machine is several times slower than an idle one.
  timeout: isSlowed ? 300_000 : 120_000,
  expect: { timeout: isSlowed ? 45_000 : 15_000 },
  reporter: [['list'], ['json', { outputFile: '.test/playwright.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // Keeping one for every test until it is known to pass costs a quarter of the time.
    trace: process.env.HALFMAX_TRACE === '1' ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      env: { ...definedEnv(), ...browserEnv },
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Chromium refuses its own sandbox to root, which is who runs in a container; npm's build has none.
        '--no-sandbox',
      ],
    },
  },
})

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
}
