import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, parameter, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('a policy is tried on all curves, applied, undone, made of one’s own settings and kept as a file', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  await expect(curve(page, /^HMX-0001/)).toContainText('Reportable')
  await page.getByRole('button', { name: 'Policies', exact: true }).click()
  const drawer = page.getByRole('region', { name: 'Policies', exact: true })
  const preview = drawer.getByRole('region', { name: 'Before it is applied' })
  await drawer
    .getByRole('combobox', { name: 'Policy for all curves' })
    .selectOption('Kinase inhibition, rising')
  await drawer.getByRole('region', { name: 'Policy for all curves' }).getByRole('button').click()
  await expect(preview).toContainText(/\d+ of 48 curves change, (no|\d+) verdicts? flips?/)
  // Nothing holds yet.
  await expect(parameter(page, 'Bottom')).not.toContainText('policy: −10 to 10')
  await checkA11yInBothThemes(page)
  await preview.getByRole('button', { name: 'Apply' }).click()
  await expect(parameter(page, 'Bottom')).toContainText('policy: −10 to 10')

  await page.getByRole('button', { name: 'Undo policy Kinase inhibition, rising' }).click()
  await expect(parameter(page, 'Bottom')).not.toContainText('policy: −10 to 10')

  await parameter(page, 'Top').getByLabel('Fixed').check()
  await parameter(page, 'Top').getByRole('textbox', { name: /^Top/ }).fill('100')
  await page.keyboard.press('Enter')
  await drawer.getByLabel('Name').fill('House rule')
  await drawer.getByRole('button', { name: 'Save these settings' }).click()
  await expect(preview.getByRole('heading', { name: 'House rule, version 1' })).toBeVisible()
  await preview.getByRole('button', { name: 'Apply' }).click()
  await curve(page, /^HMX-0002/).click()
  await expect(parameter(page, 'Top')).toContainText('policy: fixed 100')

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    drawer.getByRole('button', { name: 'Export the policy that holds' }).click(),
  ])
  await page.reload()
  await expect(page.getByLabel('Policy', { exact: true })).toContainText('House rule, version 1')
  await expect(potency(page)).toBeVisible()
  await page.getByRole('button', { name: 'Policies', exact: true }).click()
  await drawer.getByLabel('Open a policy file').setInputFiles(await file.path())
  await expect(preview).toContainText('No curve changes.')
})
