import { openByKey, plot, potency, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('a part whose code does not come says so, and the rest of the page goes on', async ({
  page,
  context,
  stack,
  errors,
}) => {
  errors.allow(/Failed to load|ERR_INTERNET_DISCONNECTED|ChunkLoadError|Failed to fetch/)
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await expect(plot(page)).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await expect(page.getByText('Columns could not be loaded')).toBeVisible()
  // Refits need nothing from the server.
  await table(page).getByRole('button', { name: 'Exclude row 11', exact: true }).click()
  await expect(potency(page)).toContainText('20 of 21')
})

test('the list of keys gives the focus back', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  const help = page.getByRole('button', { name: /Keyboard/ })
  await help.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await expect(help).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(help).toBeFocused()
})
