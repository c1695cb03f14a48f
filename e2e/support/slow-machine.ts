import type { BrowserContext } from 'playwright/test'

/** How long a fit's request lies before a worker gets it, in ms: long enough to meet the page as it is before the answer. */
const WORKER_DELAY_MS = 400

/**
 * Makes a slow machine of a fast one, so that a test which passes only because the page is quick fails here and now: the
 * pages' own thread runs `rate` times slower, and every message to a worker waits.
 */
export async function slowDown(context: BrowserContext, rate: number): Promise<void> {
  await context.addInitScript((delayMs) => {
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
      setTimeout(() => Reflect.apply(post, this, message), delayMs)
    }
  }, WORKER_DELAY_MS)
  context.on('page', async (page) => {
    const session = await context.newCDPSession(page).catch(() => null)
    // A page that closes at once has nothing to slow down.
    await session?.send('Emulation.setCPUThrottlingRate', { rate }).catch(() => undefined)
  })
}
