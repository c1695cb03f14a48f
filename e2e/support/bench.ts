import { expect, type Locator, type Page } from 'playwright/test'

/** Types a key into the start page and waits for the analysis' own page. */
export async function openByKey(page: Page, key: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Analysis key').fill(key)
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await page.waitForURL(/\/analysis\//)
}

export function potency(page: Page): Locator {
  return page.getByRole('region', { name: 'Potency' })
}

/** Waits for the whole fit: a quick one stands on the card first, without the tests that come with it. */
export async function settledFit(page: Page): Promise<void> {
  await expect(potency(page)).toHaveAttribute('aria-busy', 'false')
}

/** The row of a parameter: "Bottom", "Top", "EC50", "Hill". */
export function parameter(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true })
}

export function curve(page: Page, name: string | RegExp): Locator {
  return page.getByRole('option', { name })
}

export function table(page: Page): Locator {
  return page.getByRole('grid', { name: /^Data frame / })
}

/** A row of the table by its number, which is its place in the export and stays when the table is sorted. */
export function tableRow(page: Page, row: number): Locator {
  return table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: String(row), exact: true }).first() })
    .filter({ has: page.getByRole('button', { name: `Exclude row ${row}`, exact: true }) })
}

/** First lines of the table's headers, from left to right. */
export async function columnTitles(page: Page): Promise<string[]> {
  const headers = await table(page).getByRole('columnheader').getByRole('button').all()
  return Promise.all(headers.map(async (header) => (await header.getAttribute('title')) ?? ''))
}

export function plot(page: Page): Locator {
  return page.getByRole('group', { name: /^Dose-response plot of / })
}

export function pushPanel(page: Page): Locator {
  return page.getByRole('region', { name: 'Push to Benchling' })
}

/** Cells under the named headers, row by row, of a table of the page. */
export async function columnTexts(region: Locator, headers: readonly string[]): Promise<string[][]> {
  const titles = await region.getByRole('columnheader').allInnerTexts()
  const places = headers.map((header) => titles.findIndex((title) => title.trim() === header))
  const rows = await region.getByRole('row').all()
  const cells = await Promise.all(rows.slice(1).map((row) => row.getByRole('cell').allInnerTexts()))
  return cells.map((texts) => places.map((place) => (texts[place] ?? 'no such column').trim()))
}
