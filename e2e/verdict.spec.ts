import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, parameter, potency, pushPanel } from './support/bench.ts'
import { expect, test } from './support/test.ts'

/** The verdict card: the rule, both potencies, what contradicts a fixed plateau, and a reviewer's own verdict. */

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('IC50 (relative)')
})

test('a fixed plateau that the data contradict is said with both potencies', async ({ page }) => {
  await curve(page, /^24 h/).click()
  await page.getByLabel('Policy', { exact: true }).selectOption({ label: 'R example' })
  // drc: 28.7 µM with 0 and 100 fixed, 22.9 µM free.
  await expect(page.getByText(/Fixed .*contradicted: free fit 22\.9.*, fixed 28\.7/)).toBeVisible()
})

test('a reviewer overrides a verdict with a reason, by keyboard, and takes it back', async ({ page }) => {
  const card = potency(page)
  await card.getByRole('button', { name: 'Override' }).press('Enter')
  const form = card.getByRole('form', { name: 'Override the verdict' })
  await expect(form.getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toContainText('Give a reason')
  await form.getByLabel('Verdict').selectOption('estimated')
  await form.getByLabel('Reason').fill('solubility limit near the top dose')
  await checkA11yInBothThemes(page)
  await page.keyboard.press('Enter')

  await expect(card).toContainText('Overridden by you: Estimated. solubility limit near the top dose.')
  await expect(card).toContainText('computed: reportable')
  await expect(curve(page, /^24 h/)).toContainText('Overridden: Estimated')
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await expect(pushPanel(page).getByRole('columnheader', { name: 'override reason' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Push to Benchling' }).click()

  await card.getByRole('button', { name: 'Take the computed verdict' }).click()
  await expect(card).not.toContainText('Overridden')
  await page.getByRole('button', { name: 'Undo take the computed verdict' }).click()
  await expect(card).toContainText('Overridden by you')
})

test('the fold past which the card warns is a setting', async ({ page }) => {
  await expect(potency(page)).not.toContainText('say which one is meant')
  await page.getByText('Fit method').click()
  const limit = page.getByLabel('Warn when relative and absolute differ more than')
  await limit.fill('0.5')
  await limit.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: '1 or more' })).toBeVisible()
  await limit.fill('1.01')
  await limit.press('Enter')
  await expect(potency(page)).toContainText('more than 1.01-fold')
})

test('a parameter on its bound says so with its one limit', async ({ page }) => {
  await parameter(page, 'Bottom').getByRole('radio', { name: 'Bounded' }).check()
  await parameter(page, 'Bottom').getByRole('textbox', { name: 'Bottom, lower bound' }).fill('12')
  await page.keyboard.press('Enter')
  await expect(parameter(page, 'Bottom')).toContainText('At bound')
  await expect(parameter(page, 'Bottom')).toContainText('≥ 12')
})
