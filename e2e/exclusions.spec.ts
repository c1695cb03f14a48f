import { openByKey, potency, pushPanel, tableRow } from './support/bench.ts'
import { placeInPlot } from './support/plot-place.ts'
import { expect, test } from './support/test.ts'

// Row 19 (dose 30, replicate 3) pulls the potency most: 22.9 with it, 24.5 without.
const WITH_IT = /IC50 \(relative\)\s*22\.9/
const WITHOUT_IT = /IC50 \(relative\)\s*24\.5/

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText(WITH_IT)
})

test('a click in the plot reads a well, a second one excludes it', async ({ page }) => {
  const place = await placeInPlot(page, { dose: 30, response: 57.399 })
  await page.mouse.move(place.x, place.y)
  await expect(page.getByRole('group', { name: 'Effect of an exclusion' })).toContainText('IC50 24.5')
  await page.mouse.click(place.x, place.y)
  await expect(tableRow(page, 19)).toHaveAttribute('aria-selected', 'true')
  await page.mouse.click(place.x, place.y)

  await expect(potency(page)).toContainText(WITHOUT_IT)
  await expect(potency(page)).toContainText('20 of 21')
  await expect(page.getByText('1 of 42 excluded')).toBeVisible()
  await expect(tableRow(page, 19)).toContainText('excluded by hand: no reason given')
})

test('a row is excluded with a reason, taken back and done again', async ({ page }) => {
  await tableRow(page, 19).click()
  await page.getByRole('button', { name: /^Exclude X?$/ }).click()
  await page.getByLabel('Reason to exclude').selectOption('edge effect')
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await expect(tableRow(page, 19)).toContainText('excluded by hand: edge effect')

  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await expect(potency(page)).toContainText(WITH_IT)
  await expect(tableRow(page, 19)).not.toContainText('excluded')
  await page.getByRole('button', { name: /^Redo exclude/ }).click()
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await expect(tableRow(page, 19)).toContainText('excluded by hand: edge effect')

  await page.getByRole('button', { name: 'Include' }).click()
  await expect(potency(page)).toContainText(WITH_IT)
})

test('an exclusion at 24 h leaves the same well at 48 h alone', async ({ page }) => {
  await tableRow(page, 19).getByRole('button', { name: 'Exclude row 19' }).click()
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await expect(page.getByRole('option', { name: /^24 h/ })).toContainText('20 of 21 wells')
  await expect(page.getByRole('option', { name: /^48 h/ })).toContainText('21 of 21 wells')
  await expect(page.getByRole('option', { name: /^48 h/ })).toContainText('2.67')
})

test('exclusion and reason are in the cleaned input that a push offers', async ({ page }) => {
  await tableRow(page, 19).click()
  await tableRow(page, 19).getByRole('button', { name: 'Exclude row 19' }).click()
  await page.getByLabel('Reason to exclude').selectOption('dispensing')
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await pushPanel(page)
    .getByRole('checkbox', { name: /Cleaned input/i })
    .check()
  await expect(pushPanel(page).getByRole('button', { name: 'Push 4 outputs' })).toBeEnabled()
  await pushPanel(page).getByRole('button', { name: 'Push 4 outputs' }).click()
  await expect(pushPanel(page).getByRole('heading', { name: 'Pushed to Benchling' })).toBeVisible()

  const [tenant] = await Promise.all([
    page.waitForEvent('popup'),
    pushPanel(page).getByRole('link', { name: 'Open in Benchling' }).click(),
  ])
  const excluded = tenant.getByRole('row').filter({ hasText: '57.399' }).filter({ hasText: 'dispensing' })
  await expect(excluded).toHaveCount(1)
})
