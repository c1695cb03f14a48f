import type { Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey, plot, potency, table, tableRow } from './support/bench.ts'
import { centre, placeInPlot } from './support/plot-place.ts'
import { expect, test } from './support/test.ts'

// Rows 5, 12 and 19 are the three wells of 30 µM at 24 h, rows 6, 13 and 20 those of 100 µM.
const HIGH_DOSES = [5, 12, 19, 6, 13, 20]

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('21 of 21')
})

test('a box on the plot and rows of the table are one selection, excluded for one reason', async ({
  page,
}) => {
  const bar = page.getByRole('group', { name: 'Selected wells' })
  await page.keyboard.down('Shift')
  await drawBox(page)
  await page.keyboard.up('Shift')
  await expect(bar).toContainText('6 wells selected')
  for (const row of HIGH_DOSES) await expect(tableRow(page, row)).toHaveAttribute('aria-selected', 'true')

  await tableRow(page, 20).click({ modifiers: ['ControlOrMeta'] })
  await expect(bar).toContainText('5 wells selected')
  await bar.getByRole('button', { name: 'Exclude' }).click()
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await expect(potency(page)).toContainText('16 of 21')
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await expect(table(page)).toBeFocused()
  for (const row of [5, 12, 19, 6, 13]) {
    await expect(tableRow(page, row)).toContainText('excluded by hand: dispensing')
  }
  await bar.getByRole('button', { name: 'Take back' }).click()
  await expect(potency(page)).toContainText('21 of 21')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(potency(page)).toContainText('16 of 21')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(potency(page)).toContainText('21 of 21')

  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(tableRow(page, 5)).toHaveAttribute('aria-selected', 'false')
})

test('a lasso adds to what is selected, a click lets go, a handle still drags', async ({ page }) => {
  const bar = page.getByRole('group', { name: 'Selected wells' })
  await page.getByRole('button', { name: 'Select wells by a lasso' }).click()
  // Around the wells of 300 by a triangle.
  const top = await placeInPlot(page, { dose: 300, response: 100 })
  const left = await placeInPlot(page, { dose: 150, response: 60 })
  await drag(page, [top, left, await placeInPlot(page, { dose: 700, response: 60 })])
  await expect(bar).toContainText('3 wells selected')
  await page.getByRole('button', { name: 'Select wells by a box' }).click()
  await page.keyboard.down('Shift')
  await drawBox(page)
  await page.keyboard.up('Shift')
  await expect(bar).toContainText('9 wells selected')
  await checkA11yInBothThemes(page)

  const handle = page.getByRole('slider', { name: /Top/ }).first()
  const before = await handle.getAttribute('aria-valuenow')
  const place = await centre(handle)
  await drag(page, [place, { x: place.x, y: place.y + 40 }])
  await expect(handle).not.toHaveAttribute('aria-valuenow', before ?? '')
  await page.keyboard.press('Escape')
})

test('by keyboard on the plot and in the table', async ({ page }) => {
  const bar = page.getByRole('group', { name: 'Selected wells' })
  await plot(page).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(bar).toContainText('3 wells selected')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await expect(bar).toContainText('4 wells selected')
  await page.keyboard.press('x')
  await expect(potency(page)).toContainText('17 of 21')
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(plot(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()

  await tableRow(page, 19).click()
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(bar).toContainText('3 wells selected')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Space')
  await expect(bar).toContainText('4 wells selected')
  await tableRow(page, 5).click()
  await expect(bar).toBeHidden()
})

/** Around the wells of the doses 30 and 100 at 24 h. */
async function drawBox(page: Page): Promise<void> {
  const low = await placeInPlot(page, { dose: 18, response: 5 })
  await drag(page, [low, await placeInPlot(page, { dose: 170, response: 95 })])
}

async function drag(page: Page, places: readonly { x: number; y: number }[]): Promise<void> {
  const [first, ...others] = places
  if (!first) return
  await page.mouse.move(first.x, first.y)
  await page.mouse.down()
  for (const place of others) await page.mouse.move(place.x, place.y, { steps: 4 })
  await page.mouse.up()
}
