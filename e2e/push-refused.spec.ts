import {
  expectAttachedOnce,
  expectPushed,
  outputRow,
  startPush,
  tenantPage,
  timesAsked,
} from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

for (const kind of ['ingestion-fails', 'ingestion-fails-quietly'] as const) {
  test(`rows the tenant refuses (${kind}) leave the files attached and only the frame to retry`, async ({
    page,
    context,
    stack,
  }) => {
    await stack.sandbox.arm({ kind, operation: 'patch-data-frame' })
    const panel = await startPush(page, stack)
    await expect(panel.getByRole('heading', { name: '2 of 3 outputs pushed' })).toBeVisible()
    await expect(outputRow(panel, /Halfmax results/)).toContainText('Benchling refused the rows')
    await expect(outputRow(panel, /\.html/)).toContainText('attached')
    await expect(outputRow(panel, /\.png/)).toContainText('attached')
    await expectAttachedOnce(context, stack, { kinds: ['report', 'plot'] })

    await panel.getByRole('button', { name: 'Retry the rest' }).click()
    await expectPushed(panel)
    await expectAttachedOnce(context, stack)
    expect(await timesAsked(stack, 'create-data-frame')).toBe(2)
    expect(await timesAsked(stack, 'create-file')).toBe(2)
  })
}

test('files the app may not create leave the frame attached; the rest is retried after the right is given', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'forbidden', operation: 'create-file', times: null })
  const panel = await startPush(page, stack)
  await expect(panel.getByRole('heading', { name: '1 of 3 outputs pushed' })).toBeVisible()
  await expect(outputRow(panel, /\.html/)).toContainText('No access to this file')
  await stack.sandbox.disarm()
  await panel.getByRole('button', { name: 'Retry the rest' }).click()
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
})

test('an analysis that takes nothing says so, and a retry attaches what is already made', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'forbidden', operation: 'patch-analysis' })
  const panel = await startPush(page, stack)
  await expect(panel.getByRole('heading', { name: 'Nothing was attached' })).toBeVisible()
  await expect(outputRow(panel, /Halfmax results/)).toContainText('No access to this analysis')
  await panel.getByRole('button', { name: 'Retry the rest' }).click()
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
  expect(await timesAsked(stack, 'create-file')).toBe(2)
  const tenant = await tenantPage(context, stack)
  await expect(tenant.getByRole('heading', { name: /attached to no analysis/ })).toHaveCount(0)
})
