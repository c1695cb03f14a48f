import type { Locator, Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey, parameter, plot, potency, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

function drawer(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true })
}

test('ready fits stand side by side; a click, and a digit, takes one', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await page.getByRole('button', { name: 'Other fits' }).click()
  const tiles = drawer(page, 'Other fits').getByRole('button')
  await expect(tiles).toHaveCount(8)
  await expect(drawer(page, 'Other fits').getByRole('button', { pressed: true })).toContainText('4PL, free')
  // drc: LL.3 gives 25.7, LL.2 with the upper limit at 100 gives 28.7.
  await expect(tiles.nth(1)).toContainText(/25\.7.*µM|25\.7/)
  await expect(tiles.nth(3)).toContainText('28.7')
  await expect(tiles.nth(6)).toContainText(/Needs .*a zero dose/)
  await checkA11yInBothThemes(page)

  await tiles.nth(1).hover()
  await expect(page.getByRole('img', { name: 'Ghost of 4PL, bottom fixed' })).toBeVisible()
  await tiles.nth(3).click()
  await expect(potency(page)).toContainText('28.7')
  await expect(parameter(page, 'Bottom').getByRole('radio', { name: 'Fixed' })).toBeChecked()
  await expect(tiles.nth(3)).toHaveAttribute('aria-pressed', 'true')
  await tiles.nth(3).press('1')
  await expect(potency(page)).toContainText('22.9')

  await plot(page).focus()
  await page.keyboard.press('2')
  await expect(potency(page)).toContainText('25.7')
  await page.getByRole('button', { name: 'Undo take 4PL, bottom fixed' }).click()
  await expect(potency(page)).toContainText('22.9')
})

test('a state pinned as before stands beside the present one, survives a reload and can be taken again', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await page.getByRole('button', { name: 'Before and after' }).click()
  const before = drawer(page, 'Before and after')
  await before.getByRole('button', { name: 'Pin this as before' }).click()
  await expect(before).toContainText('What was changed: nothing yet')

  await plot(page).focus()
  await page.keyboard.press('4')
  await table(page).getByRole('button', { name: 'Exclude row 11', exact: true }).click()
  await expect(before).toContainText(
    'bottom: free, now fixed 0; top: free, now fixed 100; 1 well out: row 11',
  )
  const potencyRow = before.getByRole('row', { name: /IC50 \(relative\)/ })
  await expect(potencyRow).toContainText(/22\.9/)
  await expect(potencyRow).toContainText(/×1\.\d\d/)
  await expect(page.getByRole('img', { name: 'Ghost of before' })).toBeVisible()
  await checkA11yInBothThemes(page)

  await page.reload()
  await expect(page.getByRole('img', { name: 'Ghost of before' })).toBeVisible()
  await page.getByRole('button', { name: 'Before and after' }).click()
  await before.getByRole('button', { name: 'Return to before' }).click()
  await expect(potency(page)).toContainText('22.9')
  await expect(potency(page)).toContainText('21 of 21')
  await before.getByRole('button', { name: 'Let it go' }).click()
  await expect(page.getByRole('img', { name: 'Ghost of before' })).toHaveCount(0)

  await plot(page).focus()
  await page.keyboard.press('4')
  await before.getByRole('button', { name: 'Compare with the policy’s fit' }).click()
  await expect(before).toContainText('bottom: free, now fixed 0; top: free, now fixed 100')
  await expect(potencyRow).toContainText(/22\.9/)
})

test('the history names every step and goes to any of them, by keyboard', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  await plot(page).focus()
  await page.keyboard.press('2')
  await expect(potency(page)).toContainText('25.7')
  await page.keyboard.press('4')
  await expect(potency(page)).toContainText('28.7')

  const open = page.getByRole('button', { name: 'History', exact: true })
  await open.focus()
  await page.keyboard.press('Enter')
  const panel = drawer(page, 'History')
  const steps = panel.getByRole('list').getByRole('button')
  await expect(steps).toHaveText([/^Take 4PL, both fixed/, /^Take 4PL, bottom fixed/, /^As it was opened/])
  await expect(steps.first()).toContainText(/\d\d:\d\d/)
  await expect(steps.first()).toBeFocused()
  await checkA11yInBothThemes(page)
  await steps.nth(2).press('Enter')
  await expect(potency(page)).toContainText('22.9')
  await expect(steps.first()).toContainText('undone')
  await steps.nth(1).press('Enter')
  await expect(potency(page)).toContainText('25.7')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
  await expect(open).toBeFocused()
})
