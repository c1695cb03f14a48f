import { curve, openByKey, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('one of several proposed outliers is excluded, the others are kept, also after a reload', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await page.getByText('Fit method').click()
  await page.getByText('Propose outliers (ROUT, Q = 1 %)').click()
  await curve(page, /^HMX-0006/).click()
  const notice = page.getByText(/proposed as (an outlier|outliers): row/)
  await expect(notice).toContainText('3 wells proposed as outliers: row 65, row 1277, row 1279')

  await page.getByRole('button', { name: 'Exclude row 1277 only' }).click()
  await expect(page.getByText(/^1 of [\d,]+ wells excluded$/)).toBeVisible()
  await page.getByRole('button', { name: /^Undo exclude 1 proposed outlier/ }).click()
  await expect(notice).toContainText('3 wells')

  await page.getByRole('button', { name: 'Keep all' }).click()
  await expect(notice).toBeHidden()
  await page.getByRole('button', { name: /^Undo keep/ }).click()
  await expect(notice).toContainText('3 wells')
  await page.getByRole('button', { name: 'Keep all' }).click()
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await page.reload()
  await expect(potency(page)).toContainText('Outlier proposed')
  await expect(notice).toBeHidden()
})
