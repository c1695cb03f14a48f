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

  // Another one described by hand, with lines of the verdict and controls of its own.
  await drawer.getByText('Describe one by hand').click()
  const form = drawer.getByRole('group', { name: 'Describe a policy' })
  await form.getByLabel('Top', { exact: true }).selectOption('Bounded')
  await form.getByLabel('Top, lower bound').fill('90')
  await form.getByLabel('Top, upper bound').fill('80')
  await expect(form.getByRole('alert')).toHaveText('The upper bound lies below the lower one.')
  await form.getByLabel('Top, upper bound').fill('110')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toBeHidden()
  await form.getByText('Verdict limits').click()
  await form.getByLabel('Wide interval past').fill('1.05')
  await page.keyboard.press('Enter')
  await form.getByLabel('Responses').selectOption('Percent inhibition')
  await expect(form.getByLabel('Untreated wells', { exact: true })).toHaveValue('negative control')
  await checkA11yInBothThemes(page)
  await drawer.getByLabel('Name').fill('By hand')
  await form.getByRole('button', { name: 'Save this description' }).click()
  await expect(preview).toContainText('0 % is the mean of the wells “negative control”')
  await expect(preview).toContainText(/4\d of 48 curves change, [1-9]\d* verdicts flip/)
  await preview.getByRole('button', { name: 'Apply' }).click()
  await expect(parameter(page, 'Top')).toContainText('policy: 90 to 110')
  await curve(page, /^HMX-0001/).click()
  await expect(potency(page)).toContainText('the limits are more than 1.05-fold apart')
  await drawer.getByText(/^What holds for HMX-0001/).click()
  const settings = drawer.getByRole('region', { name: /^Settings of HMX-0001/ })
  await expect(settings.getByRole('row', { name: /^Wide interval past/ })).toHaveText(
    /1\.05\sfoldpolicy By hand, version 1$/,
  )
  await page.getByRole('button', { name: /^Undo policy By hand/ }).click()
  await expect(settings.getByRole('row', { name: /^Wide interval past/ })).toHaveText(/10\sfolddefault$/)
})
