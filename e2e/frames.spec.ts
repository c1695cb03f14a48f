import { columnTitles, curve, openByKey, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

for (const [analysis, heading, detail] of [
  ['empty', 'This analysis has no data frame', 'Add the table with doses and responses to the analysis'],
  [
    'failed',
    'No data frame of this analysis can be opened yet',
    'Benchling refused its file. Benchling says: “Invalid CSV File.”',
  ],
  ['notUploaded', 'No data frame of this analysis can be opened yet', 'Nothing was uploaded to it.'],
] as const) {
  test(`nothing to open (${analysis}) is said with its reason`, async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key(analysis))
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
    await expect(page.getByText(detail)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Push to Benchling' })).toBeDisabled()
  })
}

test('a frame still being read opens by itself once the tenant is done', async ({ page, stack }) => {
  await stack.sandbox.settings({ seededIngestionMs: 3000 })
  await openByKey(page, stack.sandbox.key('inProgress'))
  await expect(
    page.getByText('Benchling is still reading it; this page looks again by itself.'),
  ).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Still being processed')
  await expect(curve(page, /^KV-1/)).toContainText('490')
})

test('a frame of a header alone says that it has no rows', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('zeroRows'))
  await expect(page.getByText('This data frame has no rows.')).toBeVisible()
  await expect(page.getByText('so there is nothing to plot')).toBeVisible()
  await expect(page.getByText('No curve yet.')).toBeVisible()
  expect(await columnTitles(page)).toContain('Compound')
})

for (const [analysis, shape] of [
  ['threeParts', 'a header in each'],
  ['threePartsBare', 'one header in the first'],
] as const) {
  test(`three files with ${shape} are one table`, async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key(analysis))
    await expect(page.getByText('24 rows, 3 columns')).toBeVisible()
    const curves = page.getByRole('listbox', { name: 'Curves' }).getByRole('option')
    await expect(curves).toHaveCount(3)
    for (const name of ['KV-1', 'KV-2', 'KV-3']) {
      await expect(curve(page, new RegExp(`^${name} `))).toContainText('8 of 8 wells')
    }
    await expect(page.getByRole('button', { name: /cannot be used/ })).toBeHidden()
  })
}

test('every type of column is shown as exported, gaps included', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('oddTypes'))
  await expect(page.getByText('5 rows, 9 columns')).toBeVisible()
  const last = table(page).getByRole('row').filter({ hasText: 'ent_Xy12' })
  for (const text of ['2026-01-06T10:15:00.000Z', 'false', '["d"]', 'null', '92']) {
    await expect(last.getByRole('gridcell', { name: text, exact: true })).toBeVisible()
  }
  await expect(
    table(page).getByRole('gridcell', { name: 'Row 3, Response: the cell is empty' }),
  ).toBeAttached()
  // Four wells for four parameters decide nothing.
  await expect(curve(page, /^Response/)).toContainText('Not determined')
})
