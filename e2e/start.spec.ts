import { checkA11yInBothThemes } from './support/axe.ts'
import { expect, test } from './support/test.ts'

test('the start page asks for a key, in light and dark, for everybody', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByLabel('Analysis key')).toBeEditable()
  await expect(page.getByRole('button', { name: 'Try the sample analysis' })).toBeEnabled()
  await checkA11yInBothThemes(page)
})

test('text that is no key is refused in words, without a call to any tenant', async ({ page, stack }) => {
  await page.goto('/')
  await page.getByLabel('Analysis key').fill('not a key')
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'colon' })).toBeVisible()
  await checkA11yInBothThemes(page)
  expect(await stack.sandbox.requests()).toEqual([])
})

test('a key for a tenant nobody configured is refused by name, without a call to any tenant', async ({
  page,
  stack,
}) => {
  await page.goto('/')
  const jwt = ['e30', Buffer.from('{"aud":"elsewhere.benchling.com"}').toString('base64url'), 'c2ln'].join(
    '.',
  )
  await page.getByLabel('Analysis key').fill(`ana_Elsewhere1:${jwt}`)
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'elsewhere.benchling.com is not set up here' }),
  ).toBeVisible()
  expect(await stack.sandbox.requests()).toEqual([])
})

test('an address nobody has leads back to the start', async ({ page, errors }) => {
  errors.allow(/404 \(Not Found\)/)
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await checkA11yInBothThemes(page)
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page.getByLabel('Analysis key')).toBeVisible()
})
