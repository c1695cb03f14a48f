import { expect, test, type Page } from 'playwright/test'
import { CLIENT, startTestProvider, type TestProvider } from '../app/server/testing/test-provider.ts'
import { checkA11yInBothThemes } from './support/axe.ts'
import { potency, table } from './support/bench.ts'
import { ConsoleGuard } from './support/console-guard.ts'
import { startStack, type Stack } from './support/stack.ts'

const ACCOUNTS = {
  ada: { name: 'Ada Lovelace', email: 'ada@acme.org' },
  eve: { name: 'Eve', email: 'eve@evil.test' },
}

let provider: TestProvider
let stack: Stack

test.beforeAll(async () => {
  stack = await startStack('stack-sign-in', {
    appEnv: async (appUrl) => {
      provider = await startTestProvider(appUrl, ACCOUNTS)
      return {
        HALFMAX_OIDC_ISSUER: provider.issuer,
        HALFMAX_OIDC_CLIENT_ID: CLIENT.id,
        HALFMAX_OIDC_CLIENT_SECRET: CLIENT.secret,
        HALFMAX_ALLOWED_DOMAINS: 'acme.org',
      }
    },
  })
})

test.afterAll(async () => {
  await stack.stop()
  await provider.stop()
})

test('people sign in, are named in what they do, and sign out everywhere', async ({
  page,
  context,
  browser,
}) => {
  const guard = new ConsoleGuard(context)
  await page.goto(`${stack.appUrl}/analysis/ana_CellMort24`)
  await expect(page.getByRole('heading', { name: 'Halfmax' })).toBeVisible()
  await checkA11yInBothThemes(page)
  await signIn(page, 'ada')
  await expect(page).toHaveURL(`${stack.appUrl}/analysis/ana_CellMort24`)
  await expect(page.getByText('This analysis is not open in this browser')).toBeVisible()

  await page.goto(stack.appUrl)
  await expect(page.getByRole('contentinfo')).toContainText('Signed in as Ada Lovelace (ada@acme.org)')
  await checkA11yInBothThemes(page)
  await page.getByLabel('Analysis key').fill(stack.sandbox.key('mortality'))
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await expect(potency(page)).toContainText('22.9')
  await table(page).getByRole('button', { name: 'Exclude row 19', exact: true }).click()
  await expect(table(page).getByRole('row', { name: /excluded by hand: .*Ada Lovelace/ })).toBeVisible()

  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await other.goto(stack.appUrl)
  await signIn(other, 'ada')
  await other.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(other.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await elsewhere.close()

  await page.reload()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()

  // In a browser of her own, as the provider remembers who signed in last.
  const third = await browser.newContext()
  const stranger = await third.newPage()
  await stranger.goto(stack.appUrl)
  await signIn(stranger, 'eve')
  await expect(stranger.getByText(/This account may not use Halfmax here/)).toBeVisible()
  await checkA11yInBothThemes(stranger)
  await third.close()
  // What the open page may still have asked for after its sign-in had ended.
  guard.allow(/401 \(Unauthorized\)/)
  expect(guard.unexpected()).toEqual([])
})

async function signIn(page: Page, who: keyof typeof ACCOUNTS): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: who }).click()
}
