import { chromium } from 'playwright'
import { tableRow } from '../../e2e/support/bench.ts'
import { SEEDED } from '../../lib/sandbox/control.ts'

/** Rows of the table that this person takes out, one after the other. */
const ROWS = [19, 3, 5, 12]
const PATIENCE_MS = 120_000

/** Somebody at the page itself, in Chromium, signed in by the cookies of a person. */
export async function startBrowserPerson({ stack, cookies }) {
  const browser = await chromium.launch({
    executablePath: process.env.HALFMAX_BROWSER,
    env: { ...process.env, ...JSON.parse(process.env.HALFMAX_BROWSER_ENV ?? '{}') },
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const context = await browser.newContext()
  context.setDefaultTimeout(PATIENCE_MS)
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: stack.appUrl })))
  const page = await context.newPage()
  await page.goto(`${stack.appUrl}/analysis/${SEEDED.mortality}`)
  await tableRow(page, 1).waitFor()
  let done = 0
  return {
    /** Takes a well out and waits until the server has it, however long it is away. */
    exclude: async () => {
      const row = ROWS[done]
      done += 1
      const saved = page.waitForResponse(
        (response) =>
          response.url().includes('/api/drafts') && response.request().method() === 'PUT' && response.ok(),
      )
      await tableRow(page, row).click()
      await tableRow(page, row)
        .getByRole('button', { name: `Exclude row ${row}` })
        .click()
      await saved
    },
    /** After a reload, from the server's copy alone. */
    judge: async () => {
      const fresh = await browser.newContext({
        storageState: { cookies: await context.cookies(), origins: [] },
      })
      const again = await fresh.newPage()
      await again.goto(page.url())
      const kept = []
      for (const row of ROWS.slice(0, done)) {
        const isOut = await tableRow(again, row)
          .filter({ hasText: 'excluded by hand' })
          .waitFor({ timeout: 30_000 })
          .then(
            () => true,
            () => false,
          )
        if (isOut) kept.push(row)
      }
      await fresh.close()
      const found = `${kept.length} of ${done}`
      return [{ what: 'wells taken out at the page', found, isGood: kept.length === done }]
    },
    stop: () => browser.close(),
  }
}
