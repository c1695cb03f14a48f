import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey, plot, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

/** What stands behind a fit, on demand and all in sight. */

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('IC50 (relative)')
  await page.getByRole('heading', { name: 'Look closer' }).click()
})

test('residuals, replicates, limits and origins are all in sight', async ({ page }) => {
  await expect(page.getByRole('img', { name: /^Residuals against dose: 21 wells/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^Residuals against fitted value: 21 wells/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Replicates' }).getByRole('row')).toHaveCount(8)
  await expect(page.getByRole('table', { name: /limits, doses as log10/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Constraints' })).toBeVisible()
  await checkA11yInBothThemes(page)
})

test('the profile of any parameter is drawn with the sentence why, by keyboard', async ({ page }) => {
  const profile = page.getByRole('region', { name: 'Profile likelihood' })
  await expect(profile.getByRole('img', { name: /^Profile of .*: from .* to / })).toBeVisible()
  await expect(profile).toContainText('so the interval has two limits.')
  await profile.getByLabel('Profile likelihood of').selectOption('hill')
  await expect(profile.getByRole('img', { name: /^Profile of hill: from / })).toBeVisible()
})

test('wells that would help are ghost ticks on the dose axis while it is open', async ({ page }) => {
  const ticks = plot(page).getByRole('img', { name: /^(?:Wells?|\d wells?) at .*: CI .*-fold to .*-fold$/ })
  await expect(ticks).toBeVisible()
  await page.getByRole('heading', { name: 'Look closer' }).click()
  await expect(ticks).toHaveCount(0)
})
