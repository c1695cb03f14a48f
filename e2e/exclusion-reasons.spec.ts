import { openByKey, potency, table, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await tableRow(page, 19).click()
  await table(page).focus()
})

test('a digit gives the reason, Enter gives the focus back, one undo takes both', async ({ page }) => {
  await page.keyboard.press('x')
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await expect(potency(page)).toContainText('20 of 21')
  await page.keyboard.press('3')
  await page.keyboard.press('Enter')
  await expect(table(page)).toBeFocused()
  await expect(tableRow(page, 19)).toContainText('excluded by hand: solubility. you')

  await page.getByLabel('Reason to exclude').selectOption('interference')
  await expect(tableRow(page, 19)).toContainText('excluded by hand: interference')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(potency(page)).toContainText('21 of 21')
})

test('a reason in words of one’s own, a list and a name of one’s own', async ({ page }) => {
  await page.keyboard.press('x')
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await page.keyboard.press('7')
  await expect(page.getByLabel('Reason in your words')).toBeFocused()
  await page.keyboard.insertText('tip touched the wall')
  await page.keyboard.press('Enter')
  await expect(tableRow(page, 19)).toContainText('excluded by hand: tip touched the wall. you')

  await page.getByRole('button', { name: 'Change reasons and name' }).click()
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('Reasons, one per line').fill('air bubble\nedge well')
  await page.getByRole('button', { name: 'Keep' }).click()
  await page.getByLabel('Reason to exclude').selectOption('edge well')
  await expect(tableRow(page, 19)).toContainText('excluded by hand: edge well. Ada')
})

test('a whole dose and a whole replicate go out with one reason', async ({ page }) => {
  await page.getByRole('button', { name: 'Exclude the whole dose' }).click()
  await expect(potency(page)).toContainText('18 of 21')
  await page.getByLabel('Reason to exclude').selectOption('dispensing')
  for (const row of [5, 12, 19]) {
    await expect(tableRow(page, row)).toContainText('excluded by hand: dispensing')
  }
  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await expect(potency(page)).toContainText('21 of 21')
  await page.getByRole('button', { name: 'Exclude the whole replicate' }).click()
  await expect(potency(page)).toContainText('14 of 21')
})

test('the effect of an exclusion is there before it is made, and is what comes of it', async ({ page }) => {
  const effect = page.getByRole('group', { name: 'Effect of an exclusion' })
  await expect(effect).toContainText('Without row 19')
  for (const text of ['IC50 24.5', '95 % CI 19.1 to 33.9', '×1.07', 'Reportable']) {
    await expect(effect).toContainText(text)
  }
  await expect(potency(page)).toContainText('21 of 21')
  // Spoken as well.
  await expect(page.getByRole('status').filter({ hasText: 'Without row 19: IC50 24.5' })).toBeAttached()
  await page.keyboard.press('x')
  await expect(potency(page)).toContainText('20 of 21')
  await expect(potency(page)).toContainText('24.5')
  await expect(potency(page)).toContainText('19.1 to 33.9')
  await expect(effect).toContainText('With row 19 again')
  await expect(effect).toContainText('22.9')

  // Escape ends the asking where the asking has the focus; in the table it would let the well go.
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await page.getByRole('button', { name: 'Exclude the whole dose' }).hover()
  await expect(effect).toContainText('Without these 3 wells')
  await page.getByRole('button', { name: 'Row 7, ×1.00 without it' }).focus()
  await expect(effect).toContainText('Without row 7')
})
