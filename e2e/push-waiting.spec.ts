import { expectAttachedOnce, expectPushed, outputRow, startPush, timesAsked } from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('a tenant that limits requests delays a push, which says so and ends by itself', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'rate-limited', operation: 'create-data-frame', seconds: 3 })
  const panel = await startPush(page, stack)
  await expect(panel.getByRole('heading', { name: 'Waiting for Benchling' })).toBeVisible()
  await expect(panel.getByText('Benchling is limiting how many requests it takes.')).toBeVisible()
  await expect(panel.getByText('The push goes on by itself.')).toBeVisible()
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  const created = (await stack.sandbox.requests()).filter(
    ({ operation }) => operation === 'create-data-frame',
  )
  expect(created.map(({ status }) => status)).toEqual([429, 200])
})

test('downtime in the middle of a push is waited out', async ({ page, context, stack }) => {
  // Beyond what one call retries, so that the push itself waits.
  await stack.sandbox.arm({ kind: 'downtime', operation: 'create-file', times: 4 })
  const panel = await startPush(page, stack)
  await expect(panel.getByRole('heading', { name: 'Waiting for Benchling' })).toBeVisible()
  await expect(panel.getByText('Benchling does not answer just now.')).toBeVisible()
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
})

test('an upload address that expired is replaced, for a frame without a second frame', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'expired-url', operation: 'storage-put' })
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await expect(outputRow(panel, /Halfmax results/)).toContainText('attached')
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
})

test('an expired address of a file costs a new file, and the first is named as left over', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.arm({ kind: 'expired-url', operation: 'storage-put', after: 1 })
  const panel = await startPush(page, stack)
  await expectPushed(panel)
  await expect(panel.getByRole('region', { name: 'Receipt' })).toContainText('Left over')
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'create-file')).toBe(3)
})
