import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from 'playwright/test'
import { sha256 } from '../lib/record/sha256.ts'
import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, parameter, potency, settledFit, tableRow } from './support/bench.ts'
import { expectPushed, openPushPanel, outputRow, pressPush, tenantPage } from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('a fit file brings back the exact screen and the same digits', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('µM').check()
  await curve(page, /^48 h/).click()
  await parameter(page, 'Top').getByLabel('Fixed').check()
  await page.getByRole('radiogroup', { name: 'Dose axis' }).getByLabel('log10 M').check()
  await page.getByLabel('Band', { exact: true }).selectOption('No band')
  const drawer = await openExport(page)
  const file = await saved(page, drawer, 'Download Fit file')
  await settledFit(page)
  const before = await potency(page).innerText()

  await page.getByLabel('Policy', { exact: true }).selectOption('R example')
  await page.getByRole('radiogroup', { name: 'Dose axis' }).getByLabel('µM').check()
  await page.getByLabel('Band', { exact: true }).selectOption('Mean band')
  await curve(page, /^24 h/).click()
  await expect(potency(page)).toContainText('28.7')

  await choose(drawer, file)
  await expect(drawer.getByText('The data are those of the file')).toBeVisible()
  // The focus waits on the button that goes on.
  await expect(drawer.getByRole('button', { name: 'Restore this screen' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(drawer.getByText('All 2 curves have the digits of the file.')).toBeVisible()
  await expect(curve(page, /^48 h/)).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByRole('radiogroup', { name: 'Dose axis' }).getByLabel('log10 M')).toBeChecked()
  await expect(page.getByLabel('Band', { exact: true })).toHaveValue('none')
  await expect(page.getByLabel('Policy', { exact: true })).toHaveValue('free')
  await expect(parameter(page, 'Top').getByLabel('Fixed')).toBeChecked()
  await expect(potency(page)).toHaveText(before, { useInnerText: true })
  const again = await saved(page, drawer, 'Download Fit file')
  expect(again.text).toBe(file.text)

  await page.getByRole('button', { name: 'Undo open a fit file' }).click()
  await expect(page.getByLabel('Policy', { exact: true })).toHaveValue('r-example')
  await expect(drawer.getByText(/has changed since .* was restored/)).toBeVisible()
})

test('a table that changed since is said row by row, and one may go on or leave', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await tableRow(page, 9).click()
  await tableRow(page, 9).getByRole('button', { name: 'Exclude row 9' }).click()
  await expect(curve(page, /^24 h/)).toContainText('20 of 21 wells')
  const drawer = await openExport(page)
  const file = await saved(page, drawer, 'Download Fit file')
  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await expect(curve(page, /^24 h/)).toContainText('21 of 21 wells')

  await choose(drawer, otherRows(file, [2, 11]))
  await expect(drawer.getByText('The data changed since this file was made')).toBeVisible()
  await expect(drawer.getByText('2 rows differ: 3, 12.')).toBeVisible()
  await drawer.getByRole('button', { name: 'Leave the work as it is' }).click()
  await expect(drawer.getByText('2 rows differ: 3, 12.')).toBeHidden()
  await expect(curve(page, /^24 h/)).toContainText('21 of 21 wells')

  await choose(drawer, otherRows(file, [2, 11]))
  await drawer.getByRole('button', { name: 'Go on with the data of now' }).click()
  await expect(curve(page, /^24 h/)).toContainText('20 of 21 wells')
  await expect(drawer.getByText(/^Restored\./)).toBeVisible()
  await expect(drawer.getByText('2 rows differ: 3, 12.')).toBeVisible()
})

test('what is no fit file of this table is refused in words', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  const kinase = await saved(page, await openExport(page), 'Download Fit file')
  await openByKey(page, stack.sandbox.key('mortality'))
  const drawer = await openExport(page)
  await choose(drawer, { ...kinase, text: kinase.text.replace('"policy": "free"', '"policy": "r-example"') })
  await expect(drawer.getByText(/was changed or cut short/)).toBeVisible()
  await choose(drawer, { name: 'notes.txt', text: 'Dear diary' })
  await expect(drawer.getByText(/This is no fit file of Halfmax/)).toBeVisible()
  await choose(drawer, kinase)
  await expect(drawer.getByText(/in the file|has no column/)).toBeVisible()
  await expect(drawer.getByText(/Your work is as it was/)).toBeVisible()
})

test('figure, script and table are downloads, and the drawer is accessible', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  const drawer = await openExport(page)
  const column = await saved(page, drawer, 'Download the figure as SVG')
  expect(column.name).toBe('cell-mortality-figure-85mm.svg')
  expect(column.text).toMatch(/^<svg [^>]*width="85mm"/)
  await drawer.getByRole('radiogroup', { name: 'Printed width' }).getByLabel('Page, 174 mm').check()
  const html = await saved(page, drawer, 'Download the figure as HTML')
  expect(html.text).toContain('width="174mm"')
  const png = await download(page, drawer, /^Download the figure as PNG/)
  const bytes = await readFile(await png.path())
  expect(png.suggestedFilename()).toBe('cell-mortality-figure-174mm.png')
  // 174 mm at 600 dots per inch, as the header of the PNG says.
  expect(bytes.readUInt32BE(16)).toBe(4110)
  const script = await saved(page, drawer, 'Download R script, 24 h')
  expect(script.name).toMatch(/\.R$/)
  expect(script.text).toContain('# ---- Curve 1 of 1: HeLa, 24 h ----')
  const table = await saved(page, drawer, 'Download Results table')
  expect(table.text.trim().split('\n')).toHaveLength(3)
  await checkA11yInBothThemes(page)
})

test('the methods sentence is copied by the keyboard, which is said', async ({ page, context, stack }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(page.getByText(/were fitted by least squares/)).toBeVisible()
  const copy = page.getByRole('button', { name: 'Copy the methods sentence' })
  await copy.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Copied the methods sentence')).toBeAttached()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('four-parameter logistic')
})

test('a push takes fit file and R script along', async ({ page, context, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(potency(page)).toContainText('22.9')
  const panel = await openPushPanel(page)
  await panel.getByLabel('Fit file').check()
  await panel.getByLabel('R script').check()
  await expect(
    panel.getByRole('region', { name: 'First lines of cell-mortality-r-script.txt' }),
  ).toBeVisible()
  await pressPush(panel)
  await expectPushed(panel)
  await expect(outputRow(panel, /cell-mortality-fit-file\.txt/)).toContainText('attached')
  const tenant = await tenantPage(context, stack)
  await expect(tenant.getByRole('article', { name: /^Halfmax fit file / })).toHaveCount(1)
  await expect(tenant.getByRole('article', { name: /^Halfmax R script / })).toHaveCount(1)
})

interface Saved {
  readonly name: string
  readonly text: string
}

/** Opens the drawer and waits until there is something to write. */
async function openExport(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const drawer = page.getByRole('region', { name: 'Export', exact: true })
  const button = drawer.getByRole('button', { name: 'Download Fit file' })
  await expect(button).not.toHaveAttribute('aria-disabled', 'true', { timeout: 30_000 })
  return drawer
}

async function download(page: Page, drawer: Locator, name: string | RegExp): Promise<Download> {
  const coming = page.waitForEvent('download')
  await drawer.getByRole('button', { name }).click()
  return coming
}

async function saved(page: Page, drawer: Locator, name: string): Promise<Saved> {
  const file = await download(page, drawer, name)
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

async function choose(drawer: Locator, { name, text }: Saved): Promise<void> {
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(text) }
  await drawer.getByLabel('Open a fit file').setInputFiles(file)
}

/** The file as a table would have made it whose given rows (from 0) held other cells. */
function otherRows({ name, text }: Saved, rows: readonly number[]): Saved {
  const { sha256: _, ...content } = JSON.parse(text) as {
    sha256: string
    data: { rows: string; sha256: string }
  }
  const digests = content.data.rows.match(/.{8}/g) ?? []
  content.data.rows = digests
    .map((digest, row) => (rows.includes(row) ? sha256(digest).slice(0, 8) : digest))
    .join('')
  content.data.sha256 = sha256(content.data.rows)
  return { name, text: JSON.stringify({ ...content, sha256: sha256(JSON.stringify(content)) }) }
}
