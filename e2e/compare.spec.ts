import type { Locator, Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, plot, potency, pushPanel } from './support/bench.ts'
import { expect, test } from './support/test.ts'

/** Curves against a reference: one fit, relative potency, parallelism, the ghost, and what is pushed of it. */

async function openCompare(page: Page, key: string): Promise<Locator> {
  await openByKey(page, key)
  await expect(potency(page)).toContainText('IC50 (relative)')
  await page.getByRole('button', { name: 'Compare curves' }).click()
  return page.getByRole('region', { name: 'Compare curves' })
}

function potencies(drawer: Locator): Locator {
  return drawer.getByRole('table', { name: 'Potencies and relative potencies' })
}

test('two readouts compared with common plateaus have the ratio of drc', async ({ page, stack }) => {
  const drawer = await openCompare(page, stack.sandbox.key('mortality'))
  await expect(drawer.getByText('Choose one or more curves to compare with the reference.')).toBeVisible()
  await drawer.getByRole('checkbox', { name: '48 h' }).check()
  const row = potencies(drawer).getByRole('row', { name: /48 h/ })
  await expect(row).toContainText('Not shown parallel')
  await drawer.getByRole('checkbox', { name: 'Slope' }).uncheck()
  // drc: 4.10507 for both readouts of the R example with common asymptotes.
  await expect(row.getByRole('cell').nth(1)).toHaveText(/^4\.11 \(3\.\d+ to 5\.\d+\)$/)
  await expect(drawer).toContainText('Bottom and top shared in one fit of 2 curves and 42 wells')
  await expect(
    page.getByRole('status').filter({ hasText: 'Bottom and top shared in one fit' }),
  ).toBeAttached()
  await expect(drawer).toContainText('a relative potency holds at half effect only')

  await page.getByRole('button', { name: 'Undo a slope for each curve' }).click()
  await expect(drawer.getByRole('checkbox', { name: 'Slope' })).toBeChecked()
  await drawer.getByRole('radio', { name: '48 h as the reference' }).check()
  await expect(potencies(drawer).getByRole('row', { name: /24 h/ }).getByRole('cell').nth(1)).toHaveText(
    /^0\.2/,
  )
})

test('parallelism is judged against limits that can be set and are undone', async ({ page, stack }) => {
  const drawer = await openCompare(page, stack.sandbox.key('kinase'))
  await drawer.getByRole('checkbox', { name: 'HMX-0005' }).check()
  const row = potencies(drawer).getByRole('row', { name: /HMX-0005/ })
  await expect(row).toContainText('Parallel')
  const slope = drawer.getByRole('row', { name: /^Slope ratio/ })
  await expect(slope).toContainText('0.8 to 1.25')
  await expect(slope).toContainText('within the limits')

  const highest = drawer.getByLabel('Slope ratio, highest that counts as equal')
  await highest.fill('1.01')
  await highest.press('Enter')
  await expect(slope).toContainText('0.8 to 1.01')
  await expect(slope).toContainText('reaches beyond the limits')
  await expect(row).toContainText('Not shown parallel')
  await highest.fill('0.5')
  await highest.press('Enter')
  await expect(drawer.getByRole('alert')).toHaveText('The highest must lie above the lowest.')
  await highest.press('Escape')
  await page.getByRole('button', { name: 'Undo limits of equivalence' }).click()
  await expect(row.getByRole('cell').last()).toHaveText('Parallel')
})

test('all by keyboard: the list is searched, curves are chosen and the reference is ghosted', async ({
  page,
  stack,
}) => {
  const drawer = await openCompare(page, stack.sandbox.key('kinase'))
  const search = drawer.getByLabel('Find curves to compare')
  await search.focus()
  await page.keyboard.type('0003')
  await expect(drawer.getByRole('checkbox', { name: 'HMX-0001' })).toHaveCount(0)
  await page.keyboard.press('Tab')
  await expect(drawer.getByRole('checkbox', { name: 'HMX-0003' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(potencies(drawer).getByRole('row', { name: /HMX-0003/ })).toContainText('to')
  const ghost = drawer.getByRole('checkbox', { name: 'Ghost the reference on every chart' })
  await ghost.focus()
  await page.keyboard.press('Space')
  await expect(ghost).toBeChecked()

  // The plot of the reference has no ghost; that of another curve has, also after a reload.
  const drawn = plot(page).getByRole('img', { name: 'Ghost of HMX-0001, reference' })
  await expect(drawn).toHaveCount(0)
  await curve(page, /^HMX-0002/).click()
  await expect(drawn).toHaveCount(1)
  await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible()
  await page.reload()
  await expect(drawn).toHaveCount(1)
  await page.getByRole('button', { name: 'Compare curves' }).click()
  await drawer.getByRole('button', { name: 'Make HMX-0002 the reference' }).click()
  await expect(drawer.getByRole('radio', { name: 'HMX-0002 as the reference' })).toBeChecked()
  await expect(drawn).toHaveCount(0)
})

test('a curve without a midpoint among its doses has no relative potency', async ({ page, stack }) => {
  const drawer = await openCompare(page, stack.sandbox.key('kinase'))
  await drawer.getByRole('checkbox', { name: 'HMX-0007' }).check()
  await drawer.getByRole('checkbox', { name: 'HMX-0006' }).check()
  const row = potencies(drawer).getByRole('row', { name: /HMX-0007/ })
  await expect(row).toContainText('The midpoint of HMX-0007 does not lie within its tested doses.')
  await expect(drawer).toContainText(/Residual variances differ \d+-fold/)
})

test('the comparison is pushed as a table of its own', async ({ page, stack }) => {
  const drawer = await openCompare(page, stack.sandbox.key('mortality'))
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await expect(pushPanel(page).getByRole('checkbox', { name: /Comparison/i })).toHaveCount(0)
  await page
    .getByRole('button', { name: 'Close the push panel' })
    .or(page.getByRole('button', { name: 'Back to the table' }))
    .first()
    .click()
  await page.getByRole('button', { name: 'Compare curves' }).click()
  await drawer.getByRole('checkbox', { name: '48 h' }).check()
  await expect(potencies(drawer).getByRole('row', { name: /48 h/ })).toContainText('Not shown parallel')
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await expect(pushPanel(page).getByRole('checkbox', { name: /comparison/i })).toBeChecked()
  await expect(
    pushPanel(page).getByRole('columnheader', { name: 'relative potency', exact: true }),
  ).toHaveCount(1)
})

test('the comparison passes axe in both themes', async ({ page, stack }) => {
  const drawer = await openCompare(page, stack.sandbox.key('kinase'))
  for (const name of ['HMX-0002', 'HMX-0005']) await drawer.getByRole('checkbox', { name }).check()
  await expect(potencies(drawer).getByRole('row', { name: /HMX-0005/ })).toContainText('Parallel')
  await checkA11yInBothThemes(page)
})
