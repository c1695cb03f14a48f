import type { Page } from 'playwright/test'
import { openByKey, plot, potency, table, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('a whole dose, all but two wells, and every well out: each is said, nothing breaks', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('21 of 21')
  const bar = page.getByRole('group', { name: 'Selected wells' })

  // Rows 5, 12 and 19 are the wells of dose 30, and lie side by side.
  await tableRow(page, 5).click()
  await tableRow(page, 19).click({ modifiers: ['Shift'] })
  await bar.getByRole('button', { name: 'Exclude' }).click()
  await expect(potency(page)).toContainText('Every well at 30 is excluded.')
  await expect(potency(page)).toContainText('IC50')

  await endAsking(page)
  await table(page).press('ControlOrMeta+z')
  await tableRow(page, 15).click()
  await tableRow(page, 14).click({ modifiers: ['Shift'] })
  await bar.getByRole('button', { name: 'Exclude' }).click()
  await expect(potency(page)).toContainText(/No curve: \d wells? at \d doses? (is|are) left/)
  await expect(plot(page)).toBeVisible()

  await endAsking(page)
  // Let go, so that the range starts from the first row and not from where the last one did.
  await table(page).press('Escape')
  await table(page).press('Home')
  await table(page).press('Shift+End')
  await bar.getByRole('button', { name: 'Exclude' }).click()
  await expect(potency(page)).toContainText('No curve: all 21 wells are excluded.')
  await expect(page.getByText(/NaN|undefined/)).toHaveCount(0)
  await endAsking(page)
  await bar.getByRole('button', { name: 'Take back' }).click()
  await expect(potency(page)).toContainText('21 of 21')
})

/** The page asks for a reason; Enter ends the asking and gives the focus back. */
async function endAsking(page: Page): Promise<void> {
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await page.keyboard.press('Enter')
}
