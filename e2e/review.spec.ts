import type { Page } from 'playwright/test'
import { manyCurves } from '../scripts/bench/grid/many-curves.mjs'
import { checkA11y, checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, pushPanel } from './support/bench.ts'
import { expect, test } from './support/test.ts'

const COUNT = 48

test('a screen is reviewed by keyboard alone, and nothing of it is lost by a reload', async ({
  page,
  stack,
}) => {
  await openReview(page, stack.sandbox.key('kinase'))
  await fitted(page)
  const marks = page.getByRole('region', { name: 'Your mark' })

  // Single steps first: on, back, reject with a reason, look again, undo.
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(inFocus(page)).toHaveAccessibleName(/^HMX-0002, .*Not reviewed$/)
  await page.keyboard.press('r')
  await page.keyboard.press('1')
  await expect(marks.getByLabel('Reason')).toHaveValue('noisy data')
  await expect(inFocus(page)).toHaveAccessibleName(/Rejected$/)
  await page.keyboard.press('j')
  await page.keyboard.press('l')
  await expect(inFocus(page)).toHaveAccessibleName(/^HMX-0003, .*Look again$/)
  await page.keyboard.press('z')
  await expect(inFocus(page)).toHaveAccessibleName(/^HMX-0003, .*Not reviewed$/)

  // A point out, its reason, and the curve fitted anew; the same key takes it in again.
  await page.keyboard.press('x')
  await page.keyboard.press('2')
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('29 of 30 wells')
  await expect(page.getByLabel('Reason to exclude')).toHaveValue('edge effect')
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('30 of 30 wells')

  await expect(marks.getByRole('button', { name: 'Approve' })).toBeEnabled()

  // The rest by one key a curve: it goes on to the next that is open by itself.
  const from = performance.now()
  for (let reviewed = 1; reviewed < COUNT; reviewed++) {
    await page.keyboard.press('a')
    await expect(page.getByText(`${reviewed + 1} of ${COUNT} reviewed`, { exact: true })).toBeVisible()
  }
  const perCurveMs = (performance.now() - from) / (COUNT - 1)
  console.log(`review by keyboard: ${perCurveMs.toFixed(0)} ms per curve, as the test sees it`)

  await page.reload()
  await expect(page.getByText(`${COUNT} of ${COUNT} reviewed`, { exact: true })).toBeVisible()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toContainText('approve the curve')
})

test('three hundred curves are reviewed by keyboard alone, in plots and as a table', async ({
  page,
  stack,
}) => {
  const count = 300
  await page.goto(stack.appUrl)
  await page.locator('input[type="file"]').setInputFiles({
    name: 'screen.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(manyCurves(count)),
  })
  await page.getByRole('button', { name: 'Fit the curves' }).click()
  await page.getByRole('radio', { name: 'All curves' }).check()
  await page.getByRole('listbox', { name: 'All curves' }).focus()
  await fitted(page)

  const from = performance.now()
  for (let reviewed = 1; reviewed <= count; reviewed++) {
    // Every tenth is rejected with its reason, which waits for the key that goes on; an approval goes on by itself.
    const keys = reviewed % 10 === 0 ? ['r', '1', 'j'] : ['a']
    for (const key of keys) await page.keyboard.press(key)
    await expect(page.getByText(`${reviewed} of ${count} reviewed`, { exact: true })).toBeVisible()
  }
  const perCurveMs = (performance.now() - from) / count
  console.log(`review of ${count} by keyboard: ${perCurveMs.toFixed(0)} ms per curve, as the test sees it`)

  await page.getByRole('radio', { name: 'Table' }).check()
  const table = page.getByRole('grid', { name: 'All curves' })
  await expect(table).toHaveAttribute('aria-rowcount', String(count + 1))
  const potencyHead = table.getByRole('columnheader', { name: /^[EI]C50/ })
  await potencyHead.getByRole('button').click()
  await expect(page).toHaveURL(/sort=potency.*show=table/)
  await expect(potencyHead).toHaveAttribute('aria-sort', 'ascending')
  await table.focus()
  await page.keyboard.press('Home')
  const first = table.locator('[aria-rowindex="2"]')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  const lowest = await first.innerText()
  await potencyHead.getByRole('button').click()
  await expect(potencyHead).toHaveAttribute('aria-sort', 'descending')
  await table.focus()
  await page.keyboard.press('Home')
  await expect(first).toHaveAttribute('aria-selected', 'true')
  expect(await first.innerText()).not.toBe(lowest)
  await page.keyboard.press('ArrowDown')
  await expect(table.getByRole('row', { selected: true })).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('l')
  await expect(table.getByRole('row', { selected: true })).toContainText('Look again')
  await page.keyboard.press('z')
  await expect(table.getByRole('row', { selected: true })).not.toContainText('Look again')
  await checkA11yInBothThemes(page)
})

test('filters, order and search are in the address, and the rest is approved by a list that says what it leaves', async ({
  page,
  stack,
}) => {
  await openReview(page, stack.sandbox.key('kinase'))
  await fitted(page)
  const grid = page.getByRole('listbox', { name: 'All curves' })
  await page.keyboard.press('/')
  await page.keyboard.type('/000[1-4]$/')
  await page.keyboard.press('Enter')
  await expect(grid.getByRole('option')).toHaveCount(4)
  await page
    .getByRole('group', { name: 'Verdict' })
    .getByRole('checkbox', { name: /^Reportable/ })
    .check()
  await page.getByLabel('Sort by').selectOption('potency')
  await expect(grid.getByRole('option').first()).toHaveAccessibleName(/^HMX-0004, /)
  await expect(page).toHaveURL(/find=%2F000%5B1-4%5D%24%2F&sort=potency/)
  const names = await namesOf(page)

  await page.reload()
  await expect.poll(() => namesOf(page)).toEqual(names)
  await page.getByRole('button', { name: /^All filters/ }).click()
  await checkA11yInBothThemes(page)
  await page.getByRole('button', { name: 'Scatter' }).click()
  const scatter = page.getByRole('region', { name: 'Potency and effect' })
  await scatter.getByLabel('IC50 from (nM)').fill('100')
  await scatter.getByLabel('to (nM)').fill('1000')
  await scatter.getByRole('button', { name: 'Choose' }).click()
  await expect(grid.getByRole('option')).toHaveCount(2)
  await expect(page).toHaveURL(/brush=2_3_/)
  await checkA11y(page)
  await page.getByRole('button', { name: 'Show all' }).click()

  await page.getByRole('button', { name: 'Approve the rest' }).click()
  const dialog = page.getByRole('dialog', { name: 'Approve the rest' })
  await expect(dialog).toContainText(/left: estimated or flagged/)
  await expect(dialog).not.toContainText('not determined')
  await checkA11y(page)
  const act = dialog.getByRole('button', { name: /^Approve \d+$/ })
  const approved = Number((await act.innerText()).replace(/\D/g, ''))
  await act.click()
  await expect(page.getByText(`${approved} of ${COUNT} reviewed`, { exact: true })).toBeVisible()

  // A changed fit is no approved one any more, and a push leaves it out with the others.
  await expect(inFocus(page)).toHaveAccessibleName(/^HMX-0001, .*Approved$/)
  await page.keyboard.press('x')
  await expect(inFocus(page)).toHaveAccessibleName(/Changed since marked$/)
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  await expect(pushPanel(page).getByRole('radio', { name: `Approved only, ${approved - 1}` })).toBeChecked()
  await expect(pushPanel(page)).toContainText('Left out, changed since marked: 1HMX-0001')
  await expect(pushPanel(page)).toContainText(`${approved - 1} rows`)
  await pushPanel(page)
    .getByRole('radio', { name: `All ${COUNT}` })
    .check()
  await expect(pushPanel(page)).toContainText(`${COUNT} rows`)
})

test('two tabs on one analysis see each other’s marks and keep both', async ({ page, context, stack }) => {
  await openReview(page, stack.sandbox.key('kinase'))
  await fitted(page)
  const other = await context.newPage()
  await other.goto(page.url())
  await other.getByRole('listbox', { name: 'All curves' }).waitFor()
  await page.keyboard.press('a')
  await expect(other.getByText(`1 of ${COUNT} reviewed`, { exact: true })).toBeVisible()
  await expect(other.getByText(/^Updated from another tab/)).toBeVisible()
  await curve(other, /^HMX-0005/).click({ position: { x: 4, y: 90 } })
  await other.keyboard.press('r')
  await expect(page.getByText(`2 of ${COUNT} reviewed`, { exact: true })).toBeVisible()

  // Undo takes back the own step and leaves the other tab's.
  await page.keyboard.press('z')
  await expect(other.getByText(`1 of ${COUNT} reviewed`, { exact: true })).toBeVisible()
  await expect(curve(other, /^HMX-0005, .*Rejected$/)).toBeVisible()
})

test('a click on a point of a thumbnail excludes it and fits again in place', async ({ page, stack }) => {
  await openReview(page, stack.sandbox.key('kinase'))
  const tile = curve(page, /^HMX-0005/)
  await fitted(page)
  const box = await tile.boundingBox()
  if (!box) throw new Error('the tile is in sight')
  // The first dose stands at the left end of the bottom plateau.
  const point = await pointOf(page, box)
  await page.mouse.click(point.x, point.y)
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('29 of 30 wells')
  await page.getByRole('button', { name: /^Undo exclude/ }).click()
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('30 of 30 wells')
})

async function openReview(page: Page, key: string): Promise<void> {
  await openByKey(page, key)
  await page.getByRole('radio', { name: 'All curves' }).check()
  await page.getByRole('listbox', { name: 'All curves' }).focus()
  await expect(page.getByText(`0 of ${COUNT} reviewed`, { exact: true })).toBeVisible()
}

async function fitted(page: Page): Promise<void> {
  await expect(page.getByRole('progressbar', { name: 'Curves fitted' })).toBeHidden()
  await expect(page.getByRole('option', { name: /, Fitting,/ })).toHaveCount(0)
}

function inFocus(page: Page) {
  return page.getByRole('listbox', { name: 'All curves' }).getByRole('option', { selected: true })
}

async function namesOf(page: Page): Promise<(string | null)[]> {
  const options = await page.getByRole('listbox', { name: 'All curves' }).getByRole('option').all()
  return Promise.all(options.map((option) => option.getAttribute('aria-label')))
}

/** Where in a tile the pointer stands over a point: the grid then shows another pointer. */
async function pointOf(page: Page, box: { x: number; y: number; width: number; height: number }) {
  const scroller = page.getByRole('listbox', { name: 'All curves' })
  for (let y = box.y + 24; y < box.y + box.height - 24; y += 3) {
    await page.mouse.move(box.x + 20, y)
    if ((await scroller.evaluate((element) => getComputedStyle(element).cursor)) === 'crosshair')
      return { x: box.x + 20, y }
  }
  throw new Error('no point on the way')
}
