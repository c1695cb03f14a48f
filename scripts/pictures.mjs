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
  Object.assign(process.env, browserEnv(await findBrowser()))
  const { stackInBrowser } = await import('./lib/stack-in-browser.mjs')
  const { stack, browser, stop } = await stackInBrowser('pictures')
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
    await page.goto(stack.appUrl)
    await workbench(page)
    await guidePictures(browser, stack)
  } finally {
    await stop()
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
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
  const path = join(root, 'docs/images/workbench.png')
  await page.screenshot({ path })
  say('docs/images/workbench.png')
}
