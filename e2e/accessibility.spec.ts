import type { Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, parameter, potency, pushPanel, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

const TABLET = { width: 768, height: 1024 }
const DESK = { width: 1440, height: 900 }

/** As it stands on a tablet, where everything is done that leads to it, and on a desk. */
async function checkAtBothWidths(page: Page): Promise<void> {
  await checkA11yInBothThemes(page)
  await page.setViewportSize(DESK)
  await checkA11yInBothThemes(page)
  await page.setViewportSize(TABLET)
}

test.describe('on a tablet and on a desk, everybody can read and use', () => {
  test.use({ viewport: TABLET })

  test('the start page, empty and with a refused key', async ({ page }) => {
    await page.goto('/')
    await checkAtBothWidths(page)
    await page.getByLabel('Analysis key').fill('not a key')
    await page.getByRole('button', { name: 'Load analysis' }).click()
    await expect(page.getByText('This is not a whole key')).toBeVisible()
    await checkAtBothWidths(page)
  })

  test('the workbench', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('mortality'))
    await expect(potency(page)).toContainText('22.9')
    await checkAtBothWidths(page)
  })

  test('the workbench with changes, warnings and an excluded well', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('mortality'))
    await page.getByLabel('Policy', { exact: true }).selectOption('R example')
    await tableRow(page, 19).getByRole('button', { name: 'Exclude row 19' }).click()
    await tableRow(page, 3).click()
    await parameter(page, 'Hill').getByLabel('Bounded').check()
    await expect(page.getByText(/contradicted: free fit/)).toBeVisible()
    await checkAtBothWidths(page)
  })

  test('columns, bad cells and the question about them', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('troubled'))
    await page.getByRole('combobox', { name: 'Data frame' }).selectOption('Dose response export')
    await expect(curve(page, 'AX-17, Response (%) 26.7')).toBeVisible()
    await page.getByRole('button', { name: 'Columns', exact: true }).click()
    await checkAtBothWidths(page)
  })

  test('a screen of many curves', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('kinase'))
    await expect(curve(page, /^HMX-0001/)).toContainText('Reportable')
    await checkAtBothWidths(page)
  })

  test('the help', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('mortality'))
    await page.getByRole('button', { name: 'Keyboard and help' }).click()
    await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
    await checkAtBothWidths(page)
  })

  test.describe('pushed', () => {
    // A push of the same bytes is the same push: each of these must be the first.
    test.use({ isolation: 'fresh' })

    test('the push panel before and after, and the pushed outputs', async ({ page, stack }) => {
      await openByKey(page, stack.sandbox.key('mortality'))
      await expect(potency(page)).toContainText('22.9')
      await page.getByRole('button', { name: 'Push to Benchling' }).click()
      await expect(pushPanel(page).getByRole('button', { name: 'Push 3 outputs' })).toBeEnabled()
      await checkAtBothWidths(page)
      await pushPanel(page).getByRole('button', { name: 'Push 3 outputs' }).click()
      await expect(pushPanel(page).getByRole('heading', { name: 'Pushed to Benchling' })).toBeVisible()
      await checkAtBothWidths(page)

      await page.goto(stack.sandbox.analysisPageUrl('ana_CellMort24'))
      await expect(page.frameLocator('iframe').getByRole('heading').first()).toBeVisible()
      await checkAtBothWidths(page)
    })
  })

  test('the analyses of the tenant', async ({ page, stack }) => {
    await page.goto(stack.sandbox.apiUrl)
    await expect(page.getByRole('heading', { name: 'Analyses' })).toBeVisible()
    await checkAtBothWidths(page)
  })

  test('pages that say why there is nothing', async ({ page, stack, errors }) => {
    errors.allow(/404 \(Not Found\)/)
    await page.goto('/nowhere')
    await expect(page.getByRole('heading', { name: 'No such page' })).toBeVisible()
    await checkAtBothWidths(page)
    await page.goto('/analysis/not%20an%20id')
    await expect(page.getByRole('heading', { name: 'No such analysis' })).toBeVisible()
    await checkAtBothWidths(page)
    await page.goto('/analysis/ana_NotOpened1')
    await expect(page.getByText('This analysis is not open in this browser')).toBeVisible()
    await checkAtBothWidths(page)
    await openByKey(page, stack.sandbox.key('failed'))
    await expect(page.getByText('Benchling refused its file.')).toBeVisible()
    await checkAtBothWidths(page)
  })
})

test.describe('on a window of 320 px, as at 400 % zoom', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  test('no page scrolls sideways', async ({ page, stack }) => {
    await page.goto('/')
    await expect(page.getByLabel('Analysis key')).toBeVisible()
    expect(await sideways(page), 'start page').toBe(0)

    await openByKey(page, stack.sandbox.key('mortality'))
    await expect(potency(page)).toContainText('22.9')
    expect(await sideways(page), 'workbench').toBe(0)
    await tableRow(page, 19).click()
    await page.getByRole('button', { name: 'Exclude X' }).click()
    await page.getByLabel('Reason to exclude').selectOption('dispensing')
    await expect(potency(page)).toContainText('24.5')
    expect(await sideways(page), 'workbench with an exclusion').toBe(0)
    await page.getByRole('button', { name: 'Columns', exact: true }).click()
    expect(await sideways(page), 'columns').toBe(0)

    await page.getByRole('button', { name: 'Push to Benchling' }).click()
    await expect(pushPanel(page).getByRole('button', { name: 'Push 3 outputs' })).toBeEnabled()
    expect(await sideways(page), 'push panel').toBe(0)
    await checkA11yInBothThemes(page)
  })

  test('the wide frames of a screen scroll in their own region', async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('kinase'))
    await expect(curve(page, /^HMX-0001/)).toContainText('Reportable')
    expect(await sideways(page), 'screen').toBe(0)
    await checkA11yInBothThemes(page)
  })
})

/** Pixels by which the page is wider than the window. */
async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
