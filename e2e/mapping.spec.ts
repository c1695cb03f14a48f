import { columnTitles, curve, openByKey, plot, potency, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

// Potencies here are of an independent least-squares fit of the same wells (scipy 1.x `least_squares`).

test('of several frames the one that can be fitted opens, and another can be chosen', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('troubled'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirmation run')
  await expect(potency(page)).toContainText('156')
  const frames = page.getByRole('combobox', { name: 'Data frame' })
  await expect(frames.getByRole('option')).toHaveText([
    'Plate layout',
    'Dose response export',
    'Confirmation run',
    'Halfmax results: Confirmation run, written by Halfmax',
    'Reader export with commas',
    'Log doses',
    'Typed by hand',
    'Two units, one reading twice',
  ])

  await frames.selectOption('Dose response export')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dose response export')
  await expect(curve(page, 'AX-17, Response (%) 26.7')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dose response export')
})

test('a frame without numbers asks for its dose and its response', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('troubled'))
  await page.getByRole('combobox', { name: 'Data frame' }).selectOption('Plate layout')
  const mapper = page.getByRole('region', { name: 'Columns' })
  await expect(mapper).toContainText('incomplete')
  await expect(mapper.getByText('Choose the column; without it there is no curve.')).toHaveCount(2)
  await expect(page.getByText('No column was taken for the dose.')).toBeVisible()
  const push = page.getByRole('button', { name: 'Push to Benchling' })
  await expect(push).toBeDisabled()
  await expect(push).toHaveAccessibleDescription('There is no curve yet')
})

test.describe('the troubled export', () => {
  test.beforeEach(async ({ page, stack }) => {
    await openByKey(page, stack.sandbox.key('troubled'))
    await page.getByRole('combobox', { name: 'Data frame' }).selectOption('Dose response export')
    await expect(curve(page, 'AX-17, Response (%) 26.7')).toBeVisible()
  })

  test('shows headers without byte order mark or line end, and tells two of one name apart', async ({
    page,
  }) => {
    const titles = await columnTitles(page)
    expect(titles.filter((title) => /compound|dose|response|remark/i.test(title))).toEqual([
      'Compound',
      'Dose (nM)',
      'Response (%)',
      'Response (%) (2)',
      'Remark',
    ])
  })

  test('takes the unit of the dose from its header, down to plot and potency', async ({ page }) => {
    await expect(potency(page)).toContainText(/26\.7\s*nM/)
    await expect(plot(page)).toContainText('Dose (nM)')
    await page.getByRole('button', { name: 'Columns', exact: true }).click()
    const mapper = page.getByRole('region', { name: 'Columns' })
    await expect(mapper.getByLabel('Dose column')).toHaveValue(/.+/)
    await expect(mapper).toContainText('the header says nM')
    await mapper.getByLabel('Dose unit').selectOption('µM')
    await expect(potency(page)).toContainText(/26\.7\s*µM/)
  })

  test('asks about two columns of one name, and takes the answer', async ({ page }) => {
    await expect(page.getByRole('button', { name: '5 questions about this table' })).toBeVisible()
    await page.getByRole('button', { name: 'Columns', exact: true }).click()
    const mapper = page.getByRole('region', { name: 'Columns' })
    await expect(mapper).toContainText('several columns are named “Response (%)”; all are taken')
    await mapper.getByRole('checkbox', { name: 'Response (%)', exact: true }).uncheck()

    await expect(mapper).toContainText('set by you')
    await expect(page.getByRole('listbox', { name: 'Curves' }).getByRole('option')).toHaveCount(3)
    await expect(curve(page, /^AX-17/)).toContainText('27.9')

    await page.getByRole('button', { name: 'Undo response columns' }).click()
    await expect(page.getByRole('listbox', { name: 'Curves' }).getByRole('option')).toHaveCount(6)
    await expect(curve(page, 'AX-17, Response (%) 26.7')).toBeVisible()
  })

  test('marks every cell that cannot be used, and says why', async ({ page }) => {
    await page.getByRole('radiogroup', { name: 'Rows shown' }).getByLabel('All rows').check()
    await expect(page.getByRole('button', { name: '7 cells cannot be used' })).toBeVisible()
    for (const words of [
      'Row 2, Response (%): “<0.5” is not a number',
      'Row 5, Response (%) (2): the cell is empty',
      'Row 11, Dose (nM): “-5” is a negative dose',
      'Row 13, Response (%): “n.d.” is not a number',
      'Row 20, Dose (nM): “<0.5” is not a number',
      'Row 22, Dose (nM): the cell is empty',
      'Row 25, Response (%): the cell is empty',
    ]) {
      await expect(table(page).getByRole('gridcell', { name: words })).toBeAttached()
    }
  })

  test('goes to the first unusable cell at a click', async ({ page }) => {
    await curve(page, /^BR "special", lot 2, Response \(%\) (?!\(2\))/).click()
    await page.getByRole('button', { name: '7 cells cannot be used' }).click()
    const row = table(page).getByRole('row', { selected: true })
    await expect(row).toContainText('“<0.5” is not a number')
  })

  test('says the names of compounds as they are, markup and quotes included', async ({ page }) => {
    await curve(page, /^<b>CZ-03<\/b> & co, Response \(%\) (?!\(2\))/).click()
    await expect(plot(page).getByText('<b>CZ-03</b> & co', { exact: false }).first()).toBeAttached()
  })
})
