import { kinaseTruths } from '../lib/sandbox/seeds/kinase.ts'
import { curve, openByKey, parameter, potency, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('a screen of 48 compounds is listed with a verdict each, filtered and walked through', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  const count = page.getByRole('heading', { name: /^Curves / })
  await expect(count).toHaveText('Curves 48 of 48')
  const verdicts = page.getByRole('combobox', { name: 'Filter curves by verdict' })
  await verdicts.selectOption('Fitting')
  await expect(page.getByText('No curve matches the filter.')).toBeVisible()

  await verdicts.selectOption('Reportable')
  await expect(count).toHaveText(/^Curves \d+ of 48$/)
  for (const row of await page.getByRole('listbox', { name: 'Curves' }).getByRole('option').all()) {
    await expect(row).toContainText('Reportable')
  }

  await verdicts.selectOption('All verdicts')
  await page.getByRole('searchbox', { name: 'Filter curves by name' }).fill('hmx-0019')
  await expect(count).toHaveText('Curves 1 of 48')
  await curve(page, /^HMX-0019/).click()
  await expect(parameter(page, 'Parameters')).toContainText('HMX-0019')
  await expect(page.getByText(/^HMX-0019: inhibition rises/)).toBeAttached()
})

test('the verdicts know the flat compounds from the good ones', async ({ page, stack }) => {
  const truths = kinaseTruths()
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(page.getByRole('heading', { name: 'Curves 48 of 48' })).toBeVisible()
  await expect(page.getByText(/^Fitting \d+ of 48/)).toBeHidden()
  const search = page.getByRole('searchbox', { name: 'Filter curves by name' })
  for (const { compound } of truths.filter(({ curveClass }) => curveClass === 'flat')) {
    await search.fill(compound)
    await expect(curve(page, compound)).toContainText(/>\s*10000.*No response/)
  }
  const [good] = truths.filter(({ curveClass }) => curveClass === 'good')
  await search.fill(good?.compound ?? '')
  await expect(curve(page, good?.compound ?? '')).toContainText(/Reportable|Estimated/)
})

test('100,000 rows open, fit their first curve at once and scroll to the end', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('large'))
  await expect(page.getByText('100,000 rows, 6 columns')).toBeVisible()
  await expect(curve(page, /^LIB-00001/)).toContainText('Reportable')
  await expect(potency(page)).toContainText('33 of 33')

  await page.getByRole('radiogroup', { name: 'Rows shown' }).getByLabel('All rows').check()
  await expect(table(page)).toHaveAttribute('aria-rowcount', '100001')
  await table(page).focus()
  await table(page).press('Home')
  await table(page).press('End')
  await expect(table(page).getByRole('gridcell', { name: '100000', exact: true })).toBeInViewport()
  // Only what is in sight is drawn.
  expect(await table(page).getByRole('row').count()).toBeLessThan(100)
})
