import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import type { Download, Page } from 'playwright/test'
import { R_EXAMPLE_ROWS } from '../lib/data-frame/frame-fixture.ts'
import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, potency, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

// The numbers of the R example: row 19 (dose 30, replicate 3) pulls the potency most.
const WITH_IT = /EC50 \(relative\)\s*22\.9/
const WITHOUT_IT = /EC50 \(relative\)\s*24\.5/

test('copied cells are fitted, changed, found again and downloaded, and no request holds any of them', async ({
  page,
}) => {
  const requests = recordRequests(page)
  await page.goto('/')
  await page.evaluate((cells) => navigator.clipboard.writeText(cells), wideExample())
  await expect(page.getByLabel('Analysis key')).toBeFocused()
  const pastedAt = Date.now()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(page.getByRole('heading', { name: 'Pasted table' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Fit the curves' })).toBeFocused()
  const readAfterMs = Date.now() - pastedAt
  await expect(page.getByRole('status')).toHaveText(/^42 rows, 3 columns/)
  await expect(page.getByRole('radio', { name: 'Doses in the header' })).toBeChecked()
  await expect(page.getByRole('radio', { name: '0,5' })).toBeChecked()
  await expect(page.getByRole('row', { name: '24 h 0.3 3.979' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Dose Conc. (µM)' })).toBeVisible()
  await checkA11yInBothThemes(page)

  const openedAt = Date.now()
  await page.keyboard.press('Enter')
  await expect(potency(page)).toContainText(WITH_IT)
  // Less the time that the checks took in between.
  console.log(`from paste to first curve: ${readAfterMs + Date.now() - openedAt} ms, as the test sees it`)
  await expect(page).toHaveURL(/\/local\/tab_[a-z0-9]{16}$/)
  await expect(page.getByRole('banner')).toContainText('Only inThis browser')

  await tableRow(page, 19).getByRole('button', { name: 'Exclude row 19' }).click()
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await expect(potency(page)).toContainText(WITH_IT)
  await page.getByRole('button', { name: /^Redo exclude/ }).click()
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await curve(page, /^48 h/).click()
  await curve(page, /^24 h/).click()
  await expect(page).toHaveURL(/\/local\/tab_[a-z0-9]{16}#sample=24/)
  await page.reload()
  await expect(potency(page)).toContainText(WITHOUT_IT)
  await expect(page.getByText('1 of 42 wells excluded')).toBeVisible()

  await page.getByRole('button', { name: 'Download results' }).click()
  const panel = page.getByRole('region', { name: 'Download results' })
  await panel.getByRole('checkbox', { name: 'Cleaned input' }).check()
  await panel.getByRole('checkbox', { name: 'R script' }).check()
  await panel.getByRole('checkbox', { name: 'Fit file' }).check()
  await checkA11yInBothThemes(page)
  const results = await saved(page, () =>
    panel.getByRole('button', { name: 'Download pasted-table-results.csv' }).click(),
  )
  expect(results.toString()).toMatch(/24\.5\d+/)
  const archive = await saved(page, () => panel.getByRole('button', { name: 'Download 6 files' }).click())
  const files = unzipSync(archive)
  expect(Object.keys(files).toSorted()).toEqual([
    'pasted-table-cleaned-input.csv',
    'pasted-table-fit-file.txt',
    'pasted-table-fits.R',
    'pasted-table-plot.png',
    'pasted-table-report.html',
    'pasted-table-results.csv',
  ])
  const cleaned = Buffer.from(files['pasted-table-cleaned-input.csv'] ?? []).toString()
  expect(cleaned.split('\n').filter((line) => line.includes('57.399'))).toEqual([
    expect.stringMatching(/^19,24 h,.*,30,57\.399,3,false,by hand,no reason given,/),
  ])

  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
  expect(requests.filter(({ url }) => /sample|24(?:%20|\+)h|57\.399/.test(new URL(url).search))).toEqual([])

  await page.getByRole('link', { name: 'Halfmax' }).click()
  await page.getByRole('button', { name: 'Remove Pasted table with all work on it' }).click()
  await expect(page.getByRole('heading', { name: 'Tables in this browser' })).toBeHidden()
  await page.goBack()
  await expect(page.getByRole('main')).toContainText('This table is not in this browser')
})

test('XLSX and Parquet files are read by their bytes; what cannot be read says why', async ({ page }) => {
  await page.goto('/')
  await choose(page, '12-workbook.xlsx')
  await expect(page.getByRole('status')).toHaveText(/^6 rows, 3 columns/)
  await expect(page.getByLabel('Sheet')).toHaveValue('Plate 7')
  await expect(page.getByRole('row', { name: 'CPD & 1 100 0.3' })).toBeVisible()
  await page.getByLabel('Sheet').selectOption('Cover')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('No table found')
  await checkA11yInBothThemes(page)
  await page.getByLabel('Sheet').selectOption('Plate 7')
  await expect(page.getByRole('button', { name: 'Fit the curves' })).toBeVisible()
  await page.getByRole('button', { name: 'Another table' }).click()

  await choose(page, '13-zstd.parquet')
  await expect(page.getByRole('status')).toHaveText(/^5 rows, 6 columns/)
  await page.getByRole('button', { name: 'Fit the curves' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '13-zstd' })).toBeVisible()
  await expect(tableRow(page, 1)).toContainText('98.5')
})

interface Sent {
  readonly method: string
  readonly url: string
}

/** Every request of the page, workers included. */
function recordRequests(page: Page): readonly Sent[] {
  const sent: Sent[] = []
  page.context().on('request', (request) => {
    // Blobs are of the browser: downloads, and the plot while it is drawn.
    if (!/^(blob|data):/.test(request.url())) sent.push({ method: request.method(), url: request.url() })
  })
  return sent
}

/** The R example as a German spreadsheet would copy it: doses in the header, a row per series. */
function wideExample(): string {
  const series = [0, 1, 2].map((place) => R_EXAMPLE_ROWS.slice(place * 7, place * 7 + 7))
  const rows = (readout: 1 | 2, name: string) =>
    series.map((wells) => [name, ...wells.map((well) => well[readout])])
  const doses = series[0]?.map(([dose]) => dose) ?? []
  const cells = [['Conc. (µM)', ...doses], ...rows(1, '24 h'), ...rows(2, '48 h')]
  return cells
    .map((row) => row.join('\t').replaceAll('.', ','))
    .join('\r\n')
    .replace('Conc,', 'Conc.')
}

async function choose(page: Page, name: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose file' }).click(),
  ])
  await chooser.setFiles(fileURLToPath(new URL(`../lib/table-file/fixtures/${name}`, import.meta.url)))
}

async function saved(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), act()])
  return readFileSync(await download.path())
}
