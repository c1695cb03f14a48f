import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('runs of the same compounds are put together and set against one another', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('rawPlates'))
  await expect(potency(page)).toContainText('EC50 (relative)')
  await page.getByRole('button', { name: 'Runs', exact: true }).click()
  const drawer = page.getByRole('region', { name: 'Runs', exact: true })
  await drawer.getByRole('button', { name: 'Tell curves apart by Run' }).click()
  await expect(drawer.getByLabel('Column of the runs')).toHaveValue('1')
  const means = drawer.getByRole('region', { name: 'Means of runs' })
  const row = means.getByRole('row', { name: /HMX-101, readout 1/ })
  await expect(row.getByRole('cell').first()).toHaveText('2')
  // The mean of two runs lies between them.
  const [mean, runs] = [
    await row.getByRole('cell').nth(1).innerText(),
    await row.getByRole('cell').nth(4).innerText(),
  ]
  const [a = 0, b = 0] = runs.split(';').map(Number)
  expect(Number(mean)).toBeGreaterThan(Math.min(a, b))
  expect(Number(mean)).toBeLessThan(Math.max(a, b))
  await expect(drawer.getByRole('region', { name: 'Two runs' })).toContainText(
    /Run 2 over Run 1, \d+ compounds/,
  )
  await expect(drawer.getByRole('img', { name: /^Control chart of / })).toBeVisible()
  await checkA11yInBothThemes(page)
  await page.getByRole('button', { name: 'Undo tell curves apart by Run' }).click()
  await expect(drawer).toContainText('Runs of a sample need two columns')
})
