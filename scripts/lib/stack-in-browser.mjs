import { chromium } from 'playwright'
import { startStack } from '../../e2e/support/stack.ts'

/**
 * The built app with its sandbox, and the Chromium that `findBrowser` named in the environment. Import it late: it needs
 * node_modules.
 *
 * @param {string} name  of the folder that it keeps its data in
 */
export async function stackInBrowser(name) {
  const stack = await startStack(name)
  try {
    const browser = await chromium.launch({
      executablePath: process.env.HALFMAX_BROWSER,
      env: { ...process.env, ...JSON.parse(process.env.HALFMAX_BROWSER_ENV ?? '{}') },
      args: ['--no-sandbox', '--disable-gpu'],
    })
    const stop = async () => {
      await browser.close()
      await stack.stop()
    }
    return { stack, browser, stop }
  } catch (error) {
    await stack.stop()
    throw error
  }
}
