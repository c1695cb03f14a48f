import type { Page } from 'playwright/test'
import type { FaultInput } from '../lib/sandbox/control.ts'
import {
  expectAttachedOnce,
  expectPushed,
  openAnalysis,
  openPushPanel,
  pressPush,
} from './support/pushing.ts'
import { expect, test } from './support/test.ts'

/** The browser notes an answer that brings a problem in place of rows. */
const NO_ROWS = /status of 424/

async function expectCurve(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Push to Benchling' })).toBeEnabled({ timeout: 20_000 })
  await expect(page.getByRole('alert').filter({ hasText: 'Benchling' })).toHaveCount(0)
}

// What each fault is called at each call is in docs/fault-matrix.md, whose runs need no page; here, what the page does with it.

// At the key: the analysis itself cannot be opened.
const AT_THE_KEY: readonly (readonly [FaultInput['kind'], string])[] = [
  ['html-page', 'Benchling answered with a web page'],
  ['forbidden', 'No access to this analysis'],
  ['downtime', 'Benchling is down for now'],
]

for (const [kind, words] of AT_THE_KEY) {
  test(`${kind} in place of the analysis is said at the key, which stays for another try`, async ({
    page,
    stack,
  }) => {
    await stack.sandbox.arm({ kind, operation: 'get-analysis', times: null })
    await openAnalysis(page, stack)
    await expect(page.getByRole('status').filter({ hasText: words })).toBeVisible({ timeout: 30_000 })
    await stack.sandbox.disarm()
    await page.getByRole('button', { name: 'Load analysis' }).click()
    await expect(page).toHaveURL(/\/analysis\//)
    await expectCurve(page)
  })
}

// At the rows: the analysis opens, its frame does not download.
const AT_THE_ROWS: readonly (readonly [FaultInput, string])[] = [
  [{ kind: 'truncated', operation: 'storage-get' }, 'The download was cut short'],
  [{ kind: 'redirect', operation: 'storage-get' }, 'An unsafe address was refused'],
  [{ kind: 'foreign-url', operation: 'get-data-frame' }, 'An unsafe address was refused'],
]

for (const [fault, words] of AT_THE_ROWS) {
  test(`${fault.kind} in place of the rows shows no table and no curve; trying again does`, async ({
    page,
    stack,
    errors,
  }) => {
    errors.allow(NO_ROWS)
    await stack.sandbox.arm({ ...fault, times: null })
    await openAnalysis(page, stack)
    const alert = page.getByRole('alert').filter({ hasText: words })
    await expect(alert).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('button', { name: 'Push to Benchling' })).toBeDisabled()
    await stack.sandbox.disarm()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await expectCurve(page)
    const sentAway = (await stack.sandbox.requests()).filter(({ path }) => path.includes('redirected'))
    expect(sentAway).toEqual([])
  })
}

// Passing trouble that the reader never hears of.
const PASSING: readonly FaultInput[] = [
  { kind: 'truncated', operation: 'storage-get' },
  { kind: 'slow', operation: 'get-analysis', seconds: 2 },
  { kind: 'server-error', operation: 'get-data-frame' },
]

for (const fault of PASSING) {
  test(`${fault.kind} once at ${fault.operation} only takes longer`, async ({ page, stack }) => {
    await stack.sandbox.arm(fault)
    await openAnalysis(page, stack)
    await expectCurve(page)
  })
}

for (const kind of ['forbidden', 'html-page'] as const) {
  test(`a frame that answers ${kind} is named as not readable, and opens once it is`, async ({
    page,
    stack,
  }) => {
    await stack.sandbox.arm({ kind, operation: 'get-data-frame', times: null })
    await openAnalysis(page, stack)
    await expect(
      page.getByRole('heading', { name: 'No data frame of this analysis can be opened yet' }),
    ).toBeVisible()
    await expect(page.getByText(/It could not be read/)).toBeVisible()
    await stack.sandbox.disarm()
    await page.getByRole('button', { name: 'Look again' }).click()
    await expectCurve(page)
  })
}

test.describe('with an empty app', () => {
  test.use({ isolation: 'fresh' })

  test('an error of the tenant that stays is said after half a minute of trying, and after a retry the loop goes on', async ({
    page,
    context,
    stack,
    errors,
  }) => {
    errors.allow(NO_ROWS)
    await stack.sandbox.arm({ kind: 'storage-error', operation: 'storage-get', times: null })
    await openAnalysis(page, stack)
    const alert = page.getByRole('alert').filter({ hasText: 'Benchling has a problem' })
    await expect(alert).toBeVisible({ timeout: 60_000 })
    await stack.sandbox.disarm()
    await alert.getByRole('button', { name: 'Try again' }).click()
    const panel = await openPushPanel(page)
    await pressPush(panel)
    await expectPushed(panel)
    await expectAttachedOnce(context, stack)
  })
})
