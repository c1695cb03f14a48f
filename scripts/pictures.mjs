/** Takes the pictures of README and guide from the running app: `npm run pictures`. */
import { join } from 'node:path'
import { browserEnv, findBrowser } from './lib/browser.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { root } from './lib/paths.mjs'
import { onSupportedNode } from './lib/runtime.mjs'
import { say } from './lib/say.mjs'
import { guidePictures } from './pictures/guide.mjs'

await onSupportedNode(import.meta.url, async () => {
  await ensureInstalled()
  await ensureBuilt()
  const browser = await findBrowser()
  Object.assign(process.env, browserEnv(browser))
  const { startStack } = await import('../e2e/support/stack.ts')
  const { chromium } = await import('playwright')
  const stack = await startStack('pictures')
  const started = await chromium.launch({
    executablePath: process.env.HALFMAX_BROWSER,
    env: { ...process.env, ...JSON.parse(process.env.HALFMAX_BROWSER_ENV ?? '{}') },
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await started.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
    await page.goto(stack.appUrl)
    await workbench(page)
    await guidePictures(started, stack)
  } finally {
    await started.close()
    await stack.stop()
  }
  return 0
})

/** The cell mortality sample read as µM, one well selected. */
async function workbench(page) {
  await page.getByRole('button', { name: 'Try the sample analysis' }).click()
  await page.getByRole('radio', { name: 'µM', exact: true }).first().check()
  await page.getByText('22.9 µM').first().waitFor()
  await page.getByRole('gridcell', { name: '57.399' }).click()
  await page
    .getByText(/^Without row/)
    .first()
    .waitFor()
  const path = join(root, 'docs/images/workbench.png')
  await page.screenshot({ path })
  say('docs/images/workbench.png')
}
