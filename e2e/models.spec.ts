import { curve, openByKey, parameter, potency, pushPanel } from './support/bench.ts'
import { expect, test } from './support/test.ts'

/** Another model for a curve, or for all of them: what is fitted, shown, kept and offered to push. */

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(potency(page)).toContainText('Reportable')
})

test('a curve takes a five-parameter logistic, with undo', async ({ page }) => {
  await expect(parameter(page, 'Asymmetry')).toHaveCount(0)
  await page.getByLabel('Model').selectOption('logistic5')
  await expect(parameter(page, 'Asymmetry').getByRole('textbox')).not.toHaveValue('')
  await expect(page.getByText('five-parameter logistic in log10 dose')).toBeVisible()
  await expect(potency(page)).toContainText('IC50 (relative)')

  await page.getByRole('button', { name: 'Undo 5PL logistic' }).click()
  await expect(parameter(page, 'Asymmetry')).toHaveCount(0)
  await expect(page.getByText('four-parameter logistic in log10 dose')).toBeVisible()
})

test('a parameter that only this model has is held like any other', async ({ page }) => {
  await page.getByLabel('Model').selectOption('logistic5')
  const asymmetry = parameter(page, 'Asymmetry')
  await expect(asymmetry.getByRole('textbox')).not.toHaveValue('')
  await asymmetry.getByRole('textbox').fill('1')
  await asymmetry.getByRole('textbox').press('Enter')
  await expect(asymmetry.getByRole('radio', { name: 'Fixed' })).toBeChecked()
  await expect(asymmetry).toContainText('held, not estimated')
  await expect(page.getByText('asymmetry fixed at 1')).toBeVisible()
})

test('models that a curve cannot carry say what they need', async ({ page }) => {
  const bell = page.getByLabel('Model').getByRole('option', { name: /^Bell-shaped/ })
  await expect(bell).toHaveText('Bell-shaped: needs last doses that turn back')
  await expect(bell).toBeDisabled()
})

test('one model for all curves, there again after a reload', async ({ page }) => {
  await page.getByLabel('Model').selectOption('weibull1')
  await page.getByLabel('Model').selectOption({ label: 'Weibull, type 1 for all 48 curves' })
  await expect(page.getByRole('button', { name: 'Undo Weibull, type 1 for 48 curves' })).toBeVisible()
  await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible()
  await page.reload()
  await curve(page, /^HMX-0003/).click()
  await expect(page.getByLabel('Model')).toHaveValue('weibull1')
  await expect(potency(page)).toContainText('IC50 (relative)')
})

test('what is pushed names model and asymmetry', async ({ page }) => {
  await page.getByLabel('Model').selectOption('logistic5')
  await expect(parameter(page, 'Asymmetry').getByRole('textbox')).not.toHaveValue('')
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await expect(pushPanel(page).getByRole('columnheader', { name: 'asymmetry', exact: true })).toHaveCount(1)
  await expect(pushPanel(page).getByRole('cell', { name: 'LL.5' })).toHaveCount(1)
})

test('a curve that turns back takes a bell', async ({ page }) => {
  await page.getByPlaceholder('Filter by name').fill('HMX-0033')
  await curve(page, /^HMX-0033/).click()
  await expect(page.getByLabel('Model').getByRole('option', { name: /^Bell-shaped/ })).toBeEnabled()
  await page.getByLabel('Model').selectOption('bell')
  await expect(parameter(page, 'First EC50').getByRole('textbox')).not.toHaveValue('')
  await page.getByRole('button', { name: 'Free the end' }).click()
  await expect(parameter(page, 'End bottom').getByRole('textbox')).not.toHaveValue('')
})
