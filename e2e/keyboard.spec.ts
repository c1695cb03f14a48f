import type { Locator, Page } from 'playwright/test'
import { curve, parameter, plot, potency, pushPanel, table, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('from the key to the pushed outputs without a mouse', async ({ page, stack }) => {
  await page.goto('/')
  await expect(page.getByLabel('Analysis key')).toBeFocused()
  await page.keyboard.insertText(stack.sandbox.key('mortality'))
  await page.keyboard.press('Enter')
  await expect(potency(page)).toContainText('22.9')

  await tabTo(page, curve(page, /^24 h/))
  await page.keyboard.press('ArrowDown')
  await expect(curve(page, /^48 h/)).toBeFocused()
  await expect(potency(page)).toContainText('2.67')
  await page.keyboard.press('ArrowUp')
  await expect(curve(page, /^24 h/)).toBeFocused()

  await tabTo(page, page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('nM'))
  await page.keyboard.press('ArrowRight')
  await expect(potency(page)).toContainText(/22\.9\s*µM/)

  await tabTo(page, table(page))
  await page.keyboard.press('End')
  await expect(tableRow(page, 21)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('x')
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await page.keyboard.press('1')
  await page.keyboard.press('Enter')
  await expect(table(page)).toBeFocused()
  await expect(tableRow(page, 14)).toContainText('excluded by hand: dispensing')
  await expect(potency(page)).toContainText('20 of 21')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(potency(page)).toContainText('21 of 21')
  await page.keyboard.press('Escape')
  await expect(tableRow(page, 14)).toHaveAttribute('aria-selected', 'false')

  const bottom = parameter(page, 'Bottom')
  await tabTo(page, bottom.getByRole('radio', { name: 'Free' }))
  await page.keyboard.press('ArrowRight')
  await expect(bottom.getByRole('radio', { name: 'Fixed' })).toBeChecked()
  await tabTo(page, bottom.getByRole('textbox', { name: 'Bottom value' }))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('0')
  await page.keyboard.press('Enter')
  // `LL.3()` of drc.
  await expect(potency(page)).toContainText('25.7')

  await tabTo(page, page.getByRole('button', { name: 'Push to Benchling' }))
  await page.keyboard.press('Enter')
  await expect(pushPanel(page).getByRole('heading', { level: 2 })).toBeFocused()
  await tabTo(page, pushPanel(page).getByRole('button', { name: 'Push 3 outputs' }))
  await page.keyboard.press('Enter')
  await expect(pushPanel(page).getByRole('heading', { name: 'Pushed to Benchling' })).toBeVisible()
  await tabTo(page, pushPanel(page).getByRole('link', { name: 'Open in Benchling' }))
  const [tenant] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')])
  await expect(tenant.getByRole('heading', { name: 'Outputs (3)' })).toBeVisible()
})

test('in the plot, arrows walk the points, X excludes, brackets change the curve', async ({ page }) => {
  await page.goto('/')
  await tabTo(page, page.getByRole('button', { name: 'Try the sample analysis' }))
  await page.keyboard.press('Enter')
  await expect(potency(page)).toContainText('22.9')
  await tabTo(page, plot(page))
  await page.keyboard.press('ArrowRight')
  const selected = table(page).getByRole('row', { selected: true })
  await expect(selected).toHaveCount(1)
  const first = await selected.innerText()
  await page.keyboard.press('ArrowRight')
  await expect(selected).not.toHaveText(first, { useInnerText: true })
  await page.keyboard.press('x')
  await expect(selected).toContainText('excluded by hand')
  await expect(page.getByLabel('Reason to exclude')).toBeFocused()
  await page.keyboard.press('x')
  await expect(selected).not.toContainText('excluded')

  await page.keyboard.press(']')
  await expect(curve(page, /^48 h/)).toHaveAttribute('aria-selected', 'true')
  await expect(plot(page)).toBeFocused()
  await page.keyboard.press('[')
  await expect(curve(page, /^24 h/)).toHaveAttribute('aria-selected', 'true')
})

test('a held arrow key walks down a long list and loses no step', async ({ page, stack }) => {
  await page.goto('/')
  await page.getByLabel('Analysis key').fill(stack.sandbox.key('kinase'))
  await page.getByLabel('Analysis key').press('Enter')
  await tabTo(page, curve(page, /^HMX-0001/))
  for (let presses = 0; presses < 20; presses++) await page.keyboard.press('ArrowDown')
  await expect(curve(page, /^HMX-0021/)).toBeFocused()
  await expect(curve(page, /^HMX-0021/)).toHaveAttribute('aria-selected', 'true')
  await expect(curve(page, /^HMX-0021/)).toBeInViewport()
})

test('single letters can be turned off, and never act in a text field', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Try the sample analysis' }).click()
  await expect(potency(page)).toContainText('22.9')
  await tabTo(page, page.getByRole('button', { name: 'Keyboard and help' }))
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(help).toBeVisible()
  await tabTo(page, help.getByRole('checkbox', { name: 'Single letter keys' }))
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(page.getByRole('button', { name: 'Keyboard and help' })).toBeFocused()

  await tabTo(page, table(page))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await page.keyboard.press('ArrowDown')
  await expect(potency(page)).toContainText('21 of 21')
})

test('sliders move by arrow keys and say their value', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Try the sample analysis' }).click()
  await expect(potency(page)).toContainText('22.9')
  const slider = parameter(page, 'Top').getByRole('slider', { name: 'Top' })
  await tabTo(page, slider)
  await expect(slider).toHaveAttribute('aria-valuetext', /^83\.2\s*%$/)
  await page.keyboard.press('ArrowRight')
  await expect(parameter(page, 'Top').getByRole('radio', { name: 'Fixed' })).toBeChecked()
  await expect(slider).not.toHaveAttribute('aria-valuetext', /^83\.2\s*%$/)
  await expect(slider).toBeFocused()
})

/** Presses Tab until the control has the focus, as somebody without a mouse does; fails where no way leads there. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < 120; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(control)}`)
}
