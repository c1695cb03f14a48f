import {
  expectAttachedOnce,
  expectPushed,
  openPushPanel,
  pressPush,
  startPush,
  tenantPage,
  timesAsked,
} from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('the same state pushed again, even after a reload, makes nothing new', async ({
  page,
  context,
  stack,
}) => {
  const panel = await startPush(page, stack)
  await expectPushed(panel)

  await panel.getByRole('button', { name: 'New push' }).click()
  await pressPush(panel)
  await expectPushed(panel)
  await expect(panel.getByText(/Nothing changed since this push/)).toBeVisible()

  await page.reload()
  const again = await openPushPanel(page)
  await pressPush(again)
  await expectPushed(again)

  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
  expect(await timesAsked(stack, 'create-file')).toBe(2)
  expect(await timesAsked(stack, 'patch-analysis')).toBe(1)
  await expectAttachedOnce(context, stack)
})

test('a push after a change adds the changed outputs beside the first ones', async ({
  page,
  context,
  stack,
}) => {
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await panel.getByRole('button', { name: 'Close the push panel' }).click()

  await page.getByRole('radiogroup', { name: 'Bottom is' }).getByRole('radio', { name: 'Fixed' }).check()
  const changed = await openPushPanel(page)
  await changed.getByRole('button', { name: 'New push' }).click()
  await pressPush(changed)
  await expectPushed(changed)

  const tenant = await tenantPage(context, stack)
  await expect(tenant.getByRole('heading', { name: 'Outputs (6)' })).toBeVisible()
  expect(await timesAsked(stack, 'create-data-frame')).toBe(2)
  expect(await timesAsked(stack, 'create-file')).toBe(4)
})
