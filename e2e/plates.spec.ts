import type { Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { columnTexts, curve, openByKey, plot, potency, pushPanel, table } from './support/bench.ts'
import { expect, test } from './support/test.ts'

const drawer = (page: Page) => page.getByRole('region', { name: 'Plates', exact: true })
const map = (page: Page, name: string) => page.getByRole('grid', { name: `Map of ${name}` })
const reading = (page: Page) => drawer(page).getByRole('group', { name: 'Well in focus' })

test.beforeEach(async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('rawPlates'))
  await expect(potency(page)).toContainText('EC50 (relative)')
})

test('responses are normalised to the controls of their plate, pushed with both values, and undone', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Plates', exact: true }).click()
  await expect(drawer(page)).toContainText('Suggested: “negative control” as untreated')
  await expect(drawer(page)).toContainText('Nothing is normalised until you choose it.')
  await expect(table(page)).toContainText('RLU')

  await page.getByRole('radio', { name: 'Percent inhibition' }).check()
  await expect(curve(page, /^HMX-101, 24 h/)).toContainText('68.1')
  await expect(plot(page).or(page.getByText('Inhibition (%)')).first()).toBeVisible()
  await expect(
    page.getByText('0 % is the mean of the wells “negative control” and 100 % that of “positive control”'),
  ).toBeVisible()

  await page.getByRole('radio', { name: 'Medians' }).check()
  await expect(page.getByText('0 % is the median of the wells')).toBeVisible()
  await page.getByRole('checkbox', { name: 'positive control' }).last().uncheck()
  await expect(drawer(page)).toContainText('Choose which wells have the full effect.')
  await expect(potency(page)).toContainText('EC50 (relative)')
  await page.getByRole('button', { name: /^Undo use responses as measured/ }).click()
  await page.getByRole('button', { name: /^Undo normalise/ }).click()
  await expect(page.getByText('0 % is the mean of the wells')).toBeVisible()

  await page.reload()
  await expect(curve(page, /^HMX-101, 24 h/)).toContainText('68.1')
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await pushPanel(page)
    .getByRole('checkbox', { name: /cleaned/i })
    .check()
  const preview = pushPanel(page).getByRole('region', { name: /^First rows of .*cleaned/i })
  await expect(preview).toContainText('value as measured (RLU)')
  const [first] = await columnTexts(preview, ['row', 'value as measured (RLU)'])
  expect(first).toEqual(['2', '2127'])
  await page.getByRole('button', { name: 'Close' }).first().click()

  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('radio', { name: 'As measured' }).check()
  await expect(potency(page)).toContainText('EC50 (relative)')
  await expect(page.getByLabel('Response unit')).toHaveValue('RLU')
})

test('plates are judged, walked by keyboard, and a missed well goes out of both readouts', async ({
  page,
}) => {
  await page.getByRole('button', { name: 'Plates', exact: true }).click()
  await page.getByRole('radio', { name: 'Percent inhibition' }).check()
  await expect(curve(page, /^HMX-103, 24 h/)).toContainText('218')
  const figures = drawer(page).getByRole('region', { name: 'Figures of the plates' })
  await expect(figures.getByRole('row', { name: /^good Run 1, VP-1/ })).toContainText('0.92')
  await expect(figures.getByRole('row', { name: /Z′ 0.44 is below 0.5.*Run 2, VP-2/ })).toContainText('0.31')
  // The lines are the lab's to draw.
  await drawer(page).getByText('Flagged').click()
  await drawer(page).getByLabel('Z′ and robust Z′ at least').fill('0.3')
  await page.keyboard.press('Enter')
  await expect(figures.getByRole('row', { name: /^look at it: outer wells.*Run 2, VP-2/ })).toBeVisible()
  await page.getByRole('button', { name: /^Undo limit “Z′ and robust Z′ at least” 0.3/ }).click()
  await expect(figures.getByRole('row', { name: /Z′ 0.44 is below 0.5.*Run 2, VP-2/ })).toBeVisible()
  await figures.getByRole('button', { name: /Run 1, VP-2/ }).click()
  await expect(page.getByRole('list', { name: 'Warnings of Run 1, VP-2' })).toContainText(
    'Outer wells read 9.68 % higher than inner ones',
  )
  await checkA11yInBothThemes(page)

  await map(page, 'Run 1, VP-2').focus()
  await page.keyboard.press('PageUp')
  await map(page, 'Run 1, VP-1').focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft'])
    await page.keyboard.press(key)
  await expect(reading(page)).toContainText('HMX-103')
  await expect(reading(page)).toContainText('3.16 nM')
  await page.keyboard.press('Enter')
  await expect(curve(page, /^HMX-103, 24 h/)).toHaveAttribute('aria-selected', 'true')
  await expect(page).toHaveURL(/point=32\.6/)
  await page.keyboard.press('x')
  await expect(curve(page, /^HMX-103, 24 h/)).toContainText('19 of 20 wells')
  await expect(page.getByText('Row 33 is out of HMX-103, 24 h, and still in HMX-103, 48 h')).toBeVisible()
  await page.getByRole('button', { name: 'Take it out there too' }).click()
  await expect(curve(page, /^HMX-103, 48 h/)).toContainText('19 of 20 wells')
  await expect(page.getByText(/is out of HMX-103, 24 h, and still in/)).toBeHidden()

  await drawer(page).getByText('Wells as a table').click()
  const wells = drawer(page).getByRole('region', { name: 'Wells of Run 1, VP-1' })
  await expect(wells.getByRole('row', { name: /^C09/ })).toContainText('excluded')

  // A control that is taken out changes what its plate is set against.
  await map(page, 'Run 1, VP-1')
    .getByRole('gridcell', { name: /^A01: DMSO/ })
    .click()
  await expect(reading(page)).toContainText('untreated control')
  await reading(page)
    .getByRole('button', { name: /^Exclude/ })
    .click()
  await expect(map(page, 'Run 1, VP-1').getByRole('gridcell', { name: /^A01: DMSO.*excluded/ })).toBeVisible()
  await reading(page).getByLabel('Reason to exclude').selectOption('dispensing')
  await expect(reading(page)).toContainText('excluded: dispensing')
  await page.getByRole('button', { name: /^Undo exclude control A01/ }).click()
  await expect(map(page, 'Run 1, VP-1').getByRole('gridcell', { name: /^A01: DMSO.*excluded/ })).toBeHidden()
})
