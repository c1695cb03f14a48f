import { expectAttachedOnce, expectPushed, startPush, tenantPage, timesAsked } from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('answers to changes are lost after their effect: each is looked up, none repeated', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm(
    { kind: 'answer-lost', operation: 'patch-data-frame' },
    { kind: 'answer-lost', operation: 'patch-file' },
    { kind: 'answer-lost', operation: 'patch-analysis' },
  )
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'patch-data-frame')).toBe(1)
  expect(await timesAsked(stack, 'patch-file')).toBe(2)
  expect(await timesAsked(stack, 'patch-analysis')).toBe(1)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
  expect(await timesAsked(stack, 'create-file')).toBe(2)
  await expect(panel.getByText('Left over')).toHaveCount(0)
})

test('a frame whose creation was not confirmed is made anew; the panel says one may be left', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'answer-lost', operation: 'create-data-frame' })
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  await expect(panel.getByRole('region', { name: 'Receipt' })).toContainText(
    'Up to 1 object may exist without being attached',
  )
  expect(await timesAsked(stack, 'create-data-frame')).toBe(2)
  expect(await timesAsked(stack, 'create-file')).toBe(2)
})

test('a file whose creation was not confirmed is made anew; the panel says one may be left in the folder', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'answer-lost', operation: 'create-file' })
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  await expect(panel.getByRole('region', { name: 'Receipt' })).toContainText(
    'Up to 1 object may exist without being attached',
  )
  const tenant = await tenantPage(context, stack)
  await expect(
    tenant.getByRole('heading', { name: 'In the folder, attached to no analysis (1)' }),
  ).toBeVisible()
})

test('the answer of the storage is lost after the bytes arrived', async ({ page, context, stack }) => {
  await stack.sandbox.arm({ kind: 'answer-lost', operation: 'storage-put', times: 3 })
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
})
