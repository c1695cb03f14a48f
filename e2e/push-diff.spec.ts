import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey } from './support/bench.ts'
import {
  expectPushed,
  openPushPanel,
  outputRow,
  pressPush,
  tenantPage,
  timesAsked,
} from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('a screen is pushed twice: the second time the panel says what changed, and nothing is made anew', async ({
  page,
  context,
  stack,
}) => {
  test.setTimeout(180_000)
  await openByKey(page, stack.sandbox.key('kinase'))
  await page.getByRole('radio', { name: 'All curves' }).check()
  const grid = page.getByRole('listbox', { name: 'All curves' })
  await grid.focus()
  await expect(page.getByRole('progressbar', { name: 'Curves fitted' })).toBeHidden()
  await expect(page.getByRole('option', { name: /, Fitting,/ })).toHaveCount(0)
  for (const count of [1, 2, 3]) {
    await page.keyboard.press('a')
    await expect(page.getByText(`${count} of 48 reviewed`, { exact: true })).toBeVisible()
  }

  // First time: approved ones only, all of them new; the rest is listed as missing.
  let panel = await openPushPanel(page)
  await expect(panel.getByRole('radio', { name: 'Approved only, 3' })).toBeChecked()
  await expect(panel).toContainText('Left out, not reviewed: 45')
  await expect(panel).toContainText('Nothing was pushed from this data frame yet')
  await expect
    .poll(() => diffRows(panel))
    .toEqual([
      ['HMX-0001', 'new'],
      ['HMX-0002', 'new'],
      ['HMX-0003', 'new'],
    ])
  for (const name of ['All curves', 'PDF report', 'Methods text']) {
    await panel.getByRole('checkbox', { name, exact: true }).check()
  }
  const [workbook] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'Download workbook' }).click(),
  ])
  expect(workbook.suggestedFilename()).toBe('kinase-screen-halfmax.xlsx')
  expect((await readFile(await workbook.path())).subarray(0, 2).toString()).toBe('PK')
  await pressPush(panel)
  await expectPushed(panel)
  const receipt = panel.getByRole('region', { name: 'Receipt' })
  await expect(receipt).toContainText('3 of 48 curves: those a reviewer approved.')
  await expect(receipt.getByText('SHA-256')).toBeVisible()
  const made = await createdAtTenant(stack)
  expect(made).toEqual([1, 5])

  // The page of all curves filters without a script, as the tenant hands it out.
  await expectFilter(await tenantPage(context, stack, 'kinase'))

  // The same state: said so at once, also after a reload; pushing it makes nothing.
  await panel.getByRole('button', { name: 'New push' }).click()
  await expect(panel).toContainText(/Since the push of .*: 3 unchanged\./)
  await expect(panel).toContainText(/Nothing has changed since the push of/)
  await page.reload()
  panel = await openPushPanel(page)
  await expect(panel).toContainText(/Nothing has changed since the push of/)
  await pressPush(panel)
  await expectPushed(panel)
  expect(await createdAtTenant(stack)).toEqual(made)
  await panel.getByRole('button', { name: 'Close the push panel' }).click()

  // One is rejected, one loses a point and is approved again, one comes along.
  await grid.focus()
  await page.keyboard.press('Home')
  await expect(grid.getByRole('option', { selected: true })).toHaveAccessibleName(/^HMX-0001, /)
  await page.keyboard.press('r')
  await expect(grid.getByRole('option', { name: /^HMX-0001, .*Rejected$/ })).toBeVisible()
  await page.keyboard.press('j')
  await expect(grid.getByRole('option', { selected: true })).toHaveAccessibleName(/^HMX-0002, /)
  await page.keyboard.press('x')
  await expect(grid.getByRole('option', { selected: true })).toHaveAccessibleName(/Changed since marked$/)
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('29 of 30 wells')
  await page.keyboard.press('a')
  await expect(grid.getByRole('option', { name: /^HMX-0002, .*Approved$/ })).toBeVisible()
  // On to the next that is open by itself.
  await expect(grid.getByRole('option', { selected: true })).toHaveAccessibleName(/^HMX-0004, /)
  await page.keyboard.press('a')
  await expect(grid.getByRole('option', { name: /^HMX-0004, .*Approved$/ })).toBeVisible()

  panel = await openPushPanel(page)
  await panel.getByRole('button', { name: 'New push' }).click()
  await expect(panel).toContainText(/: 1 changed, 1 new, 1 left out, 1 unchanged\./)
  await expect
    .poll(() => diffRows(panel))
    .toEqual([
      ['HMX-0002', expect.stringMatching(/^1 well out: row \d+$/)],
      ['HMX-0004', 'new'],
      ['HMX-0001', 'left out: rejected'],
    ])
  await panel.getByRole('button', { name: 'Show the unchanged, 1' }).click()
  await expect(panel.getByRole('row', { name: /HMX-0003 .*×1\.00 unchanged/ })).toBeVisible()
  await panel
    .getByRole('button', { name: /^Receipt of / })
    .last()
    .click()
  const earlier = panel.getByRole('region', { name: 'Earlier pushes' })
  await expect(earlier).toContainText('6 outputs attached')
  await expect(earlier).toContainText('3 of 48 curves: those a reviewer approved.')
  await checkA11yInBothThemes(page)

  await pressPush(panel)
  await expectPushed(panel)
  expect(await createdAtTenant(stack)).toEqual([2, 7])
  await expect(outputRow(panel, /Halfmax results/)).toContainText('attached')
})

type Sandbox = Parameters<typeof timesAsked>[0]

/** Frames and files made at the tenant so far. */
async function createdAtTenant(stack: Sandbox): Promise<readonly number[]> {
  return [await timesAsked(stack, 'create-data-frame'), await timesAsked(stack, 'create-file')]
}

/** Curve and what changed of every line of the comparison. */
async function diffRows(panel: Locator): Promise<readonly (readonly string[])[]> {
  const rows = await panel
    .getByRole('region', { name: 'Changes since the last push' })
    .getByRole('row')
    .filter({ has: panel.page().getByRole('rowheader') })
    .all()
  return Promise.all(
    rows.map(async (row) => [
      await row.getByRole('rowheader').innerText(),
      await row.getByRole('cell').last().innerText(),
    ]),
  )
}

/** In the frame in which the tenant shows the file. */
async function expectFilter(tenant: Page): Promise<void> {
  const shown = tenant.frameLocator('iframe[title^="Halfmax all curves"]')
  const curves = shown.getByRole('article')
  await expect(curves).toHaveCount(3)
  await shown.getByRole('checkbox').first().uncheck()
  await expect(curves).not.toHaveCount(3)
  await shown.getByRole('button', { name: 'Show all' }).click()
  await expect(curves).toHaveCount(3)
  await tenant.close()
}
