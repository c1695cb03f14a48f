import { curve, openByKey, parameter, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

/** Loss, weights, intervals and outliers: how every curve of the frame is fitted, and what it says of itself. */

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await page.getByText('Fit method').click()
})

test('a robust loss changes the fit and is named', async ({ page }) => {
  await page.getByLabel('Loss').selectOption({ label: 'Tukey bisquare, robust' })
  await expect(page.getByText('fitted by Tukey’s bisquare loss')).toBeVisible()
  await expect(potency(page)).not.toContainText('22.9')
  await page.getByRole('button', { name: 'Undo loss tukey bisquare, robust' }).click()
  await expect(potency(page)).toContainText('22.9')
})

test('weights follow the fitted curve', async ({ page }) => {
  await page.getByLabel('Weights').selectOption({ label: '1/fitted²' })
  await expect(page.getByText('weighted by 1/ŷ²')).toBeVisible()
  await expect(potency(page)).not.toContainText('22.9')
})

test('Wald limits in place of profile ones', async ({ page }) => {
  await expect(potency(page)).toContainText('18.4 to 29.9')
  await page.getByLabel('Intervals').selectOption({ label: 'Wald' })
  await expect(page.getByText('95 % Wald CI')).toBeVisible()
  await expect(potency(page)).not.toContainText('18.4 to 29.9')
})

test('EC10 and EC90 stand under Look closer', async ({ page }) => {
  await page.getByText('EC10 and EC90 besides the midpoint').click()
  await page.getByRole('heading', { name: 'Look closer' }).click()
  const table = page.getByRole('table', { name: 'Effective doses' })
  await expect(table.getByRole('rowheader', { name: 'EC10' })).toBeVisible()
  await expect(table.getByRole('rowheader', { name: 'EC90' })).toBeVisible()
})

test('what stands behind the fit is there on demand', async ({ page }) => {
  await page.getByRole('heading', { name: 'Look closer' }).click()
  const errors = page.getByRole('table', { name: 'Parameters, doses as log10' })
  await expect(errors.getByRole('row', { name: /^top 83\.2/ })).toBeVisible()
  await expect(
    page.getByRole('table', { name: 'Other models' }).getByRole('rowheader', { name: 'Constant' }),
  ).toBeVisible()
  await expect(page.getByText('Second solver').locator('..')).toContainText('agrees')
})

test('a proposed outlier is excluded on request, by rule, and taken back', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await page.getByText('Fit method').click()
  await page.getByText('Propose outliers (ROUT, Q = 1 %)').click()
  await curve(page, /^HMX-0006/).click()
  const notice = page.getByText(/proposed as (an outlier|outliers): row/)
  await expect(notice).toBeVisible()
  await page.getByRole('button', { name: /^Exclude (it|them)$/ }).click()
  await expect(notice).toBeHidden()
  await expect(page.getByText(/outlier by rule \(ROUT, Q = 1 %\)/).first()).toBeVisible()
  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await expect(notice).toBeVisible()
  await expect(parameter(page, 'Hill')).toBeVisible()
})

test('a plateau is held at the mean of its controls, whose scatter joins the errors', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(potency(page)).toContainText('Reportable')
  const bottom = parameter(page, 'Bottom')
  await bottom.getByRole('radio', { name: 'Fixed' }).check()
  await bottom.getByRole('button', { name: /^negative control, / }).click()
  await expect(bottom).toContainText('held at the mean of controls')
  await expect(page.getByText('bottom fixed at the mean of controls')).toBeVisible()
  await expect(page.getByText('95 % Wald CI')).toBeVisible()
  await page.reload()
  await expect(parameter(page, 'Bottom')).toContainText('held at the mean of controls')
})
