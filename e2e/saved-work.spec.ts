import type { Page } from 'playwright/test'
import { curve, openByKey, parameter, potency, settledFit, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('mapping, policy, bounds and exclusions are there again after a reload', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await doWork(page)
  // The card's own act arrives after its numbers.
  await expect(potency(page).getByRole('button', { name: 'Override' })).toBeVisible()
  const before = await potency(page).innerText()

  await page.reload()
  await expectWork(page)
  await expect(potency(page)).toHaveText(before, { useInnerText: true })
  // Steps are not kept, only what they led to: there is nothing to undo, and undo says so.
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled()

  await tableRow(page, 19).getByRole('button', { name: 'Exclude row 19' }).click()
  await page.getByRole('button', { name: /^Undo include/ }).click()
  await expectWork(page)
})

test('work is found again through the key in a later visit', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await doWork(page)
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(curve(page, /^HMX-0001/)).toContainText('30 of 30 wells')
  await openByKey(page, stack.sandbox.key('mortality'))
  await expectWork(page)
})

test('another browser starts from the raw table', async ({ page, browser, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await doWork(page)
  const other = await browser.newContext()
  const colleague = await other.newPage()
  await colleague.goto(stack.appUrl)
  await colleague.getByLabel('Analysis key').fill(stack.sandbox.key('mortality'))
  await colleague.getByRole('button', { name: 'Load analysis' }).click()
  await expect(potency(colleague)).toContainText(/IC50 \(relative\)\s*22\.9/)
  await expect(colleague.getByLabel('Policy', { exact: true })).toHaveValue('free')
  await expect(curve(colleague, /^24 h/)).toContainText('21 of 21 wells')
  await other.close()
})

test('the selected curve and point are in the address, so that a reload and a link show them', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await curve(page, /^48 h/).click()
  await tableRow(page, 3).click()
  await expect(page.getByText('42.5', { exact: false }).first()).toBeVisible()
  await page.reload()
  await expect(curve(page, /^48 h/)).toHaveAttribute('aria-selected', 'true')
  await expect(tableRow(page, 3)).toHaveAttribute('aria-selected', 'true')
})

test('undo takes everything back, one named step after the other', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await settledFit(page)
  // The card's own act arrives after its numbers.
  await expect(potency(page).getByRole('button', { name: 'Override' })).toBeVisible()
  const before = await potency(page).innerText()
  await doWork(page)
  const undo = page.getByRole('button', { name: /^Undo/ })
  const names: (string | null)[] = []
  while (await undo.isEnabled()) {
    const name = await undo.getAttribute('aria-label')
    names.push(name)
    await undo.click()
    await expect(undo).not.toHaveAttribute('aria-label', name ?? '')
  }
  expect(names.at(-1)).toMatch(/µM/)
  expect(names[0]).toMatch(/top/)
  await expect(potency(page)).toHaveText(before, { useInnerText: true })
})

/** A unit for the dose, the R example's policy, an exclusion, and a bound on the top. */
async function doWork(page: Page): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('µM').check()
  await page.getByLabel('Policy', { exact: true }).selectOption('R example')
  await tableRow(page, 19).click()
  await tableRow(page, 19).getByRole('button', { name: 'Exclude row 19' }).click()
  await page.getByLabel('Reason to exclude').selectOption('edge effect')
  const top = parameter(page, 'Top')
  await top.getByLabel('Bounded').check()
  await top.getByRole('textbox', { name: 'Top, lower bound' }).fill('80')
  await top.getByRole('textbox', { name: 'Top, upper bound' }).fill('90')
  await top.getByRole('textbox', { name: 'Top, upper bound' }).press('Enter')
  await expect(page.getByText(/^Saved \d/)).toBeVisible()
  await expectWork(page)
}

async function expectWork(page: Page): Promise<void> {
  await expect(page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('µM')).toBeChecked()
  await expect(page.getByLabel('Policy', { exact: true })).toHaveValue('r-example')
  await expect(tableRow(page, 19)).toContainText('excluded by hand: edge effect')
  const top = parameter(page, 'Top')
  await expect(top.getByRole('textbox', { name: 'Top, lower bound' })).toHaveValue(/^80(\.0)?$/)
  await expect(top.getByRole('textbox', { name: 'Top, upper bound' })).toHaveValue(/^90(\.0)?$/)
  await expect(top).toContainText('At bound')
  await expect(curve(page, /^24 h/)).toContainText('20 of 21 wells')
  await expect(potency(page)).toContainText('µM')
  await settledFit(page)
}
