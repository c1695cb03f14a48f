import type { Page, Request } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey, potency, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('work follows its person to another browser, merges, survives a server that is away, and is on record', async ({
  page,
  browser,
  context,
  stack,
  errors,
}) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await exclude(page, 19)

  // The same person elsewhere: the session's cookie, and a storage of its own.
  const other = await browser.newContext({ storageState: { cookies: await context.cookies(), origins: [] } })
  const there = await other.newPage()
  await there.goto(page.url())
  await expect(tableRow(there, 19)).toContainText('excluded by hand')
  await exclude(there, 3)
  await exclude(there, 5, 'solubility')
  await other.close()

  // Away, the page goes on and says where the work is; back again, both browsers' work is put together.
  errors.allow(/Failed to load resource/)
  await stack.killApp()
  await tableRow(page, 5).click()
  await tableRow(page, 5).getByRole('button', { name: 'Exclude row 5' }).click()
  await expect(page.getByText(/^Saved \d.*, only here$/)).toBeVisible()
  await stack.startApp()
  await expect(tableRow(page, 3)).toContainText('excluded by hand')
  await expect(page.getByText(/^Saved \d[\d:]*$/)).toBeVisible()
  for (const row of [5, 19]) await expect(tableRow(page, row)).toContainText('excluded by hand')

  // What both changed stays as it is here, and the other way is offered.
  const notice = page.getByRole('alert').filter({ hasText: 'in another browser' })
  await expect(notice).toContainText('as you had it here: the exclusion of row 5')
  await checkA11yInBothThemes(page, { include: '[role="alert"]' })
  await notice.getByRole('button', { name: 'Use the other' }).press('Enter')
  await expect(notice).toHaveCount(0)
  await expect(tableRow(page, 5)).toContainText('excluded by hand: solubility')

  await page.getByRole('button', { name: 'History' }).click()
  const [record] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: /on record/ }).click(),
  ])
  await record.getByLabel('What').selectOption('Excluded')
  await record.getByRole('button', { name: 'Filter' }).click()
  for (const row of [3, 5, 19]) {
    await expect(record.getByRole('cell', { name: `row ${row}, column`, exact: false }).first()).toBeVisible()
  }
  await expect(record.getByRole('cell', { name: 'Loaded rows' })).toHaveCount(0)
  await checkA11yInBothThemes(record)
  const download = record.waitForEvent('download')
  await record.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^record-ana_\w+\.csv$/)
})

/** Excludes a well, for a reason where one is given, and waits until the server has both. */
async function exclude(page: Page, row: number, reason?: string): Promise<void> {
  const isSent = (request: Request) =>
    request.method() === 'PUT' &&
    sentExclusions(request).some((sent) => sent.row === row - 1 && (reason ?? sent.reason) === sent.reason)
  const saved = page.waitForResponse(
    (response) => response.url().includes('/api/drafts') && response.ok() && isSent(response.request()),
  )
  await tableRow(page, row).click()
  await tableRow(page, row)
    .getByRole('button', { name: `Exclude row ${row}` })
    .click()
  if (reason !== undefined) await page.getByLabel('Reason to exclude').selectOption(reason)
  await saved
}

function sentExclusions(request: Request): readonly { readonly row: number; readonly reason: string }[] {
  const { work } = request.postDataJSON() as { readonly work: string }
  return (JSON.parse(work) as { exclusions: { row: number; reason: string }[] }).exclusions
}
