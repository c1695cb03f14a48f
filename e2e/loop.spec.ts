import type { Page } from 'playwright/test'
import {
  columnTexts,
  curve,
  openByKey,
  parameter,
  plot,
  potency,
  pushPanel,
  tableRow,
} from './support/bench.ts'
import { expect, test } from './support/test.ts'

// What drc 3.0 gives for the R example's data: `LL.4()` free, with bottom at 0, and with bottom at 0 and top at 100.
const FREE_24H = '22.9'
const FREE_48H = '2.67'
const BOTTOM_ZERO_48H = '4.30'
const EXAMPLE_24H = '28.7'
const EXAMPLE_48H = '8.25'

test('a pasted key leads to the table, the curve and its potency', async ({ page, context, stack }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  const key = stack.sandbox.key('mortality')
  await page.evaluate((text) => navigator.clipboard.writeText(text), key)
  await page.getByLabel('Analysis key').press('ControlOrMeta+v')

  await expect(page.getByRole('heading', { level: 1, name: 'Cell mortality' })).toBeVisible()
  await expect(curve(page, /^24 h/)).toContainText(FREE_24H)
  await expect(curve(page, /^24 h/)).toContainText('18.4 to 29.9')
  await expect(curve(page, /^24 h/)).toContainText('Reportable')
  await expect(curve(page, /^48 h/)).toContainText(FREE_48H)
  await expect(curve(page, /^48 h/)).toContainText('Estimated')
  await expect(plot(page)).toBeVisible()
  await expect(potency(page)).toContainText('IC50 (relative)')
  await expect(potency(page)).toContainText('CI 18.4 to 29.9')
  await expect(tableRow(page, 19)).toContainText('57.399')
})

test('a unit said for the dose goes to the potency, the plot and undo', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('µM').check()
  await expect(potency(page)).toContainText(/22\.9\s*µM/)
  // 22.9 µM is 10^-4.64 M.
  await expect(potency(page)).toContainText('pIC50 4.64')
  await expect(plot(page)).toContainText('Dose (µM)')
  await page.getByRole('button', { name: /^Undo / }).click()
  await expect(potency(page)).not.toContainText('µM')
})

test('bounds and fixed values move the curve and the potency', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await curve(page, /^48 h/).click()
  await expect(potency(page)).toContainText(FREE_48H)

  const bottom = parameter(page, 'Bottom')
  await bottom.getByLabel('Bounded').check()
  await bottom.getByRole('textbox', { name: 'Bottom, lower bound' }).fill('0')
  await bottom.getByRole('textbox', { name: 'Bottom, upper bound' }).fill('20')
  await bottom.getByRole('textbox', { name: 'Bottom, upper bound' }).press('Enter')
  await expect(potency(page)).toContainText(BOTTOM_ZERO_48H)
  await expect(bottom).toContainText('At bound')
  await expect(curve(page, /^48 h/)).toContainText('At bound: bottom')

  const top = parameter(page, 'Top')
  await top.getByLabel('Fixed').check()
  await top.getByLabel('Top value').fill('100')
  await top.getByLabel('Top value').press('Enter')
  await expect(potency(page)).toContainText(EXAMPLE_48H)
  await expect(top).toContainText('held, not estimated')
  await expect(curve(page, /^24 h/)).toContainText(FREE_24H)
})

test('a lower bound above the upper is refused in words beside the field', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  const bottom = parameter(page, 'Bottom')
  await bottom.getByLabel('Bounded').check()
  await bottom.getByRole('textbox', { name: 'Bottom, upper bound' }).fill('20')
  await bottom.getByRole('textbox', { name: 'Bottom, lower bound' }).fill('30')
  await bottom.getByRole('textbox', { name: 'Bottom, lower bound' }).press('Enter')
  await expect(bottom.getByRole('alert')).toContainText(/lower|above|below/i)
  await bottom.getByRole('textbox', { name: 'Bottom, lower bound' }).fill('0')
  await expect(bottom.getByRole('alert')).toBeHidden()
  // 0 to 20 contains what the free fit finds.
  await expect(potency(page)).toContainText(FREE_24H)
})

test('the R example fixes both plateaus, and the page says that the data speak against it', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText(FREE_24H)
  await page.getByLabel('Policy', { exact: true }).selectOption('R example')
  await expect(potency(page)).toContainText(EXAMPLE_24H)
  await expect(curve(page, /^48 h/)).toContainText(EXAMPLE_48H)
  await expect(page.getByText(/Fixed .*contradicted: free fit 22\.9.*, fixed 28\.7/)).toBeVisible()
  await expect(page.getByText('F(2, 17) = 7.25')).toContainText('p = 0.0053')

  await page.getByRole('button', { name: 'Free them' }).click()
  await expect(potency(page)).toContainText(FREE_24H)
  await page.getByRole('button', { name: /^Undo / }).click()
  await expect(potency(page)).toContainText(EXAMPLE_24H)
})

test('the sample is one button away', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Try the sample analysis' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Cell mortality' })).toBeVisible()
  await expect(potency(page)).toContainText(FREE_24H)
})

test.describe('pushed', () => {
  // A push of the same bytes is the same push: this one must be the first.
  test.use({ isolation: 'fresh' })

  test('what the page showed is what the tenant shows after one click to push', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('mortality'))
    await page.getByLabel('Policy', { exact: true }).selectOption('R example')
    await expect(potency(page)).toContainText(EXAMPLE_24H)

    await page.getByRole('button', { name: 'Push to Benchling' }).click()
    const panel = pushPanel(page)
    await expect(panel).toContainText('ana_CellMort24')
    const preview = panel.getByRole('region', { name: 'First rows of Halfmax results Cell mortality' })
    // The second curve may still be fitted when the panel opens.
    await expect(preview.getByRole('row')).toHaveCount(3)
    const [after24h, after48h] = await columnTexts(preview, KEY_COLUMNS)
    expect(after24h?.slice(0, 3)).toEqual(['HeLa', '24', 'LL.4'])
    expect(Number(after24h?.[3]).toPrecision(12)).toBe('28.6726581038')
    expect(Number(after48h?.[3]).toPrecision(12)).toBe('8.24663699485')
    await expect(
      panel.getByRole('img', { name: 'Plot of Cell mortality as it will be pushed' }),
    ).toBeVisible()

    await panel.getByRole('button', { name: 'Push 3 outputs' }).click()
    await expect(panel.getByRole('heading', { name: 'Pushed to Benchling' })).toBeVisible()
    await expect(panel).toContainText('3 outputs attached to ana_CellMort24')

    const tenant = await followLink(page)
    expect(tenant.url()).toBe(stack.sandbox.analysisPageUrl('ana_CellMort24'))
    await expect(tenant.getByRole('heading', { name: 'Outputs (3)' })).toBeVisible()
    const rows = tenant.getByRole('region', { name: 'Rows of Halfmax results Cell mortality' })
    expect(await columnTexts(rows, KEY_COLUMNS)).toEqual([after24h, after48h])

    const report = tenant.frameLocator('iframe')
    await expect(report.getByRole('heading', { name: /Cell mortality/ })).toBeVisible()
    await expect(report.getByText('28.7').first()).toBeVisible()
    await expect(tenant.getByRole('img', { name: /plot/i })).toBeVisible()
  })
})

const KEY_COLUMNS = ['cell', 'hours', 'fit_function', 'IC50', 'std', 't_Value', 'p_Value', 'slope', 'R2']

async function followLink(page: Page): Promise<Page> {
  const [tenant] = await Promise.all([
    page.waitForEvent('popup'),
    pushPanel(page).getByRole('link', { name: 'Open in Benchling' }).click(),
  ])
  await tenant.waitForLoadState()
  return tenant
}
