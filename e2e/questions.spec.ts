import type { Locator, Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, potency, table, tableRow } from './support/bench.ts'
import { expect, test } from './support/test.ts'

const toggle = (page: Page) => page.getByRole('button', { name: / about this table$/ })
const panel = (page: Page) => page.getByRole('region', { name: 'Questions about this table' })
const answer = (page: Page, name: string) => panel(page).getByRole('button', { name, exact: true })

async function openFrame(page: Page, key: string, frame: string): Promise<void> {
  await openByKey(page, key)
  await page.getByRole('combobox', { name: 'Data frame' }).selectOption(frame)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(frame)
}

async function showAllRows(page: Page): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Rows shown' }).getByLabel('All rows').check()
}

/** Tab by tab, as a person without a mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  throw new Error('not reached by Tab')
}

test('asks for a missing unit with what each answer would make of the potency', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('mortality'))
  await toggle(page).click()
  await expect(panel(page)).toContainText('names no unit; doses run from 0.3 to 300')
  await expect(answer(page, 'Read as µM')).toHaveAccessibleDescription(/IC50 22\.9\s*µM/)
  await expect(answer(page, 'Read as nM')).toHaveAccessibleDescription(/IC50 22\.9\s*nM/)
  // Nothing has changed by asking.
  await expect(page.getByText('No changes')).toBeVisible()
  await checkA11yInBothThemes(page)
  await answer(page, 'Read as µM').click()
  await expect(potency(page)).toContainText(/22\.9\s*µM/)
  await expect(page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('µM')).toBeChecked()
  await page.getByRole('radiogroup', { name: 'Unit of Concentration' }).getByLabel('nM').check()
  await expect(panel(page).getByRole('listitem').filter({ hasText: 'Which unit' })).toContainText(
    'Read as nM',
  )
})

test('limits are left out, taken or censored, seen in the table, undone and kept', async ({
  page,
  stack,
}) => {
  await openFrame(page, stack.sandbox.key('troubled'), 'Dose response export')
  await expect(curve(page, 'AX-17, Response (%) 26.7')).toBeVisible()
  await expect(toggle(page)).toHaveAccessibleName('5 questions about this table')
  await toggle(page).click()
  await expect(panel(page).getByRole('heading', { name: 'What of the limits in “Dose (nM)”?' })).toBeFocused()
  await answer(page, 'Leave it out').click()

  await expect(
    panel(page).getByRole('heading', { name: 'What of the limits in “Response (%)”?' }),
  ).toBeFocused()
  await expect(answer(page, 'Fit as censored')).toHaveAccessibleDescription(/at most 0\.5/)
  await expect(answer(page, 'Take at the limit')).toHaveAccessibleDescription(/Row 2: <0\.5 is read as 0\.5/)
  await answer(page, 'Fit as censored').click()
  await showAllRows(page)
  await expect(tableRow(page, 2)).toContainText('“<0.5” is read as ≤ 0.5')
  await expect(page.getByText(/1 known as a limit only, fitted as censored/)).toBeVisible()
  await expect(toggle(page)).toHaveAccessibleName('3 questions about this table')

  await page.reload()
  await expect(toggle(page)).toHaveAccessibleName('3 questions about this table')
  await expect(page.getByText(/1 known as a limit only, fitted as censored/)).toBeVisible()

  await toggle(page).click()
  await panel(page)
    .getByRole('button', { name: 'Change the answer to: What of the limits in “Response (%)”?' })
    .click()
  await expect(answer(page, 'Fit as censored')).toHaveAttribute('aria-pressed', 'true')
  await answer(page, 'Take at the limit').click()
  await expect(page.getByText(/known as a limit only/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo answer: take at the limit' }).click()
  await expect(page.getByText(/1 known as a limit only, fitted as censored/)).toBeVisible()
})

test('the rest of the troubled table is answered by keyboard alone', async ({ page, stack }) => {
  await openFrame(page, stack.sandbox.key('troubled'), 'Dose response export')
  await expect(toggle(page)).toHaveAccessibleName('5 questions about this table')
  await toggle(page).focus()
  await page.keyboard.press('Enter')
  for (const [title, name] of [
    ['What of the limits in “Dose (nM)”?', 'Leave it out'],
    ['What of the limits in “Response (%)”?', 'Fit as censored'],
    ['What does “n.d.” in “Response (%)” mean?', 'Not determined: leave out'],
    ['What of the negative dose?', 'Read without the sign'],
    ['Two columns have one name. Which is which?', 'Only column 3'],
  ] as const) {
    await expect(panel(page).getByRole('heading', { name: title })).toBeFocused()
    await tabTo(page, answer(page, name))
    await page.keyboard.press('Enter')
  }
  await expect(panel(page).getByRole('heading', { name: 'Every question is answered' })).toBeFocused()
  await expect(toggle(page)).toHaveAccessibleName('5 answers about this table')
  await expect(page.getByRole('listbox', { name: 'Curves' }).getByRole('option')).toHaveCount(3)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toHaveCount(0)
  await expect(toggle(page)).toBeFocused()
  await showAllRows(page)
  await expect(tableRow(page, 11)).toContainText('“-5” is read as 5')
  await expect(
    table(page).getByRole('gridcell', { name: /“n\.d\.” is left out, as you answered/ }),
  ).toBeAttached()
})

test('commas make a table readable that was not', async ({ page, stack }) => {
  await openFrame(page, stack.sandbox.key('troubled'), 'Reader export with commas')
  await toggle(page).click()
  await answer(page, 'Read as decimal commas').click()
  await expect(page.getByRole('listbox', { name: 'Curves' }).getByRole('option')).toHaveCount(2)
  await expect(panel(page).getByRole('heading', { name: 'Which unit are the doses in?' })).toBeFocused()
  await answer(page, 'Read as nM').click()
  await expect(answer(page, 'Read as fractions')).toHaveAccessibleDescription(/0\.5/)
  await answer(page, 'Read as fractions').click()
  await answer(page, 'Above the readings').click()
  await answer(page, 'Leave it out as a gap').click()
  await expect(toggle(page)).toHaveAccessibleName('5 answers about this table')
  // Simulated with a midpoint of 22 nM.
  await expect(potency(page)).toContainText(/2\d\.\d\s*nM/)
})

test('logarithms become doses, and viability that rises inhibition', async ({ page, stack }) => {
  await openFrame(page, stack.sandbox.key('troubled'), 'Log doses')
  await toggle(page).click()
  await expect(answer(page, 'Read as log10 of M')).toHaveAccessibleDescription(/2\d\d\s*nM/)
  await answer(page, 'Read as log10 of M').click()
  // Simulated with a midpoint of 240 nM.
  await expect(potency(page)).toContainText(/2\d\d\s*nM/)
  await expect(panel(page).getByRole('heading', { name: 'Is “Viability (%)” what it says?' })).toBeFocused()
  await answer(page, 'It is inhibition').click()
  await expect(page.getByText('falls with dose')).toBeVisible()
})

test('wells go out and come back with the answers about them', async ({ page, stack }) => {
  await openFrame(page, stack.sandbox.key('troubled'), 'Typed by hand')
  await toggle(page).click()
  await answer(page, 'Full-effect controls').click()
  await answer(page, 'Read 13.6 nM as 31.6 nM').click()
  await answer(page, 'Keep one of each').click()
  await answer(page, 'They are controls').click()
  await answer(page, 'Leave them out').click()
  await showAllRows(page)
  await panel(page).getByRole('button', { name: 'Close questions' }).click()
  await table(page).getByRole('columnheader', { name: 'Row' }).getByRole('button').click()
  await expect(tableRow(page, 13)).toContainText('copy of row 12')
  await expect(tableRow(page, 17)).toContainText('QC: bubble')
  // Four zero doses, a copy, four of DMSO, two flagged.
  await expect(page.getByText('11 of 57 wells excluded')).toBeVisible()
  // Simulated with a midpoint of 45 nM.
  await expect(potency(page)).toContainText(/4\d\.\d\s*nM/)

  await toggle(page).click()
  await panel(page)
    .getByRole('button', { name: 'Change the answer to: What are the wells at dose 0?' })
    .click()
  await answer(page, 'Untreated wells').click()
  await expect(page.getByText('7 of 57 wells excluded')).toBeVisible()
})

test('units of each row and a copied column', async ({ page, stack }) => {
  await openFrame(page, stack.sandbox.key('troubled'), 'Two units, one reading twice')
  await toggle(page).click()
  await answer(page, 'Convert to nM').click()
  await answer(page, 'Keep one').click()
  await expect(page.getByRole('listbox', { name: 'Curves' }).getByRole('option')).toHaveCount(1)
  // Simulated with a midpoint of 210 nM.
  await expect(potency(page)).toContainText(/2\d\d\s*nM|1[89]\d\s*nM/)
  await checkA11yInBothThemes(page)
})

test('a clean screen is asked nothing', async ({ page, stack }) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(page.getByText('Columns guessed from the headers')).toBeVisible()
  await expect(potency(page)).toContainText(/nM/)
  await expect(toggle(page)).toHaveCount(0)
})
