import type { Page } from 'playwright/test'
import { curve, openByKey, parameter, plot, potency, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

/**
 * The plot against stored pictures. Letters differ from machine to machine and are hidden (what they say is asserted
 * elsewhere); the plot is given a size of its own, as the words around it would give it another one.
 */
async function expectPicture(page: Page, name: string): Promise<void> {
  // The other curves of the plot are fitted after the selected one.
  await expect(page.getByRole('listbox', { name: 'Curves' })).not.toContainText('Fitting')
  await plot(page).evaluate((group) => {
    const letters = new CSSStyleSheet()
    letters.replaceSync('text { visibility: hidden !important }')
    document.adoptedStyleSheets = [letters]
    const canvas = group.parentElement
    if (canvas === null) throw new Error('the plot stands in nothing')
    canvas.style.cssText =
      'position: fixed; z-index: 99; inset: 0 auto auto 0; width: 640px; height: 460px; background: var(--bg)'
  })
  await page.mouse.move(1300, 880)
  await expect(plot(page).locator('.main-svg').first()).toHaveAttribute('width', '640')
  // Two builds of Chromium differ by some pixels at the edges of marks; a lost mark is more.
  await expect(plot(page)).toHaveScreenshot(`${name}.png`, { threshold: 0.3, maxDiffPixels: 30 })
}

test('log axis, curve, drop line and band', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(potency(page)).toContainText('Reportable')
  await expectPicture(page, 'band-light')
})

test('the same in the dark', async ({ page, stack }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(potency(page)).toContainText('Reportable')
  await expectPicture(page, 'band-dark')
})

test('untreated wells stand in a gutter left of the break', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('troubled'))
  await page.getByRole('combobox', { name: 'Data frame' }).selectOption({ label: 'Dose response export' })
  await expect(curve(page, /AX-17/).first()).toContainText(/Reportable|Estimated/)
  await expectPicture(page, 'zero-dose')
})

test('two readouts, wells left out and a bound', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  for (const row of [11, 5]) {
    await table(page)
      .getByRole('button', { name: `Exclude row ${row}`, exact: true })
      .click()
  }
  await expect(potency(page)).toContainText('19 of 21')
  const bottom = parameter(page, 'Bottom')
  await bottom.getByRole('radio', { name: 'Bounded' }).check()
  await bottom.getByRole('textbox', { name: 'Bottom, lower bound' }).fill('0')
  await bottom.getByRole('textbox', { name: 'Bottom, upper bound' }).fill('20')
  await page.keyboard.press('Enter')
  await expect(page.getByText('bottom 0 to 20', { exact: true })).toBeVisible()
  await expectPicture(page, 'excluded-bounds')
})
