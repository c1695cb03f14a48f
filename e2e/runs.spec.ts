import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, plot, potency } from './support/bench.ts'
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

  // Its two readouts side by side: a well selected in one is marked in both, and goes out of either.
  await page.getByRole('button', { name: 'Linked curves', exact: true }).click()
  const linked = page.getByRole('region', { name: 'Linked curves', exact: true })
  await expect(linked.getByRole('img', { name: /^24 h: EC50 / })).toBeVisible()
  await expect(linked.getByRole('img', { name: /^48 h: EC50 / })).toBeVisible()
  await plot(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(linked.getByRole('columnheader', { name: 'selected well' })).toBeVisible()
  await linked.getByRole('button', { name: 'Exclude the well in 48 h' }).click()
  const later = linked.getByRole('row', { name: /48 h/ })
  await expect(later).toContainText('excluded')
  await expect(linked.getByRole('row', { name: /24 h/ })).not.toContainText('excluded')
  await later.getByRole('button', { name: '48 h', exact: true }).click()
  await expect(curve(page, /^HMX-101, 48 h/)).toHaveAttribute('aria-selected', 'true')
  await expect(linked.getByText('48 h, in focus')).toBeVisible()
  await expect(later).toContainText('excluded')
  await linked.getByRole('radio', { name: 'Overlaid' }).check()
  await expect(linked.getByRole('img', { name: /^2 curves over one another: 24 h, / })).toBeVisible()
  await checkA11yInBothThemes(page)
})

test('a reference over eight runs gives MSR and control chart, and two runs of 24 compounds an MSD', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('potencyRuns'))
  await expect(potency(page)).toContainText('IC50 (relative)')
  await page.getByRole('button', { name: 'Runs', exact: true }).click()
  const drawer = page.getByRole('region', { name: 'Runs', exact: true })
  const tell = drawer.getByRole('button', { name: 'Tell curves apart by Run' })
  await tell.or(drawer.getByLabel('Column of the runs')).first().waitFor()
  if (await tell.isVisible()) await tell.click()
  await expect(
    page.getByRole('heading', { name: /Curves 56 of 56/ }).or(page.getByText('Curves 56 of 56')),
  ).toBeVisible()
  const reference = drawer.getByRole('region', { name: 'Reference over runs' })
  await expect(reference).toContainText(/over 8 runs: MSR/)
  await expect(reference.getByLabel('Reference')).toHaveText(/Staurosporine/)
  // The shifts of the runs have an SD of 0.0883, whose MSR is 1.78; the wells add a little.
  const [, msr = ''] = /MSR ([\d.]+)-fold/.exec(await reference.innerText()) ?? []
  expect(Math.abs(Number(msr) / 1.777 - 1)).toBeLessThan(0.1)
  await expect(
    reference.getByRole('img', { name: /^Control chart of Staurosporine: Run 1 .*Run 8 / }),
  ).toBeVisible()
  await expect(drawer.getByRole('region', { name: 'Two runs' })).toContainText(
    /Run 2 over Run 1, 25 compounds with a value in both: mean ratio 0\.8\d+ \(MSD 1\.0\d+-fold\)/,
  )
  await page.getByRole('button', { name: 'Linked curves', exact: true }).click()
  const linked = page.getByRole('region', { name: 'Linked curves', exact: true })
  await linked.getByLabel('What differs between the curves').selectOption('Run, 8 curves')
  await expect(linked).toContainText('5 of 8 curves')
  await expect(linked.getByRole('row', { name: /Run 2/ })).toContainText(/×0\.\d\d/)
})
