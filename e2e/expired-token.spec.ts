import {
  expectAttachedOnce,
  expectPushed,
  openAnalysis,
  openPushPanel,
  pressPush,
  timesAsked,
} from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('a token that expires between export and push is renewed without a word', async ({
  page,
  context,
  stack,
}) => {
  await stack.sandbox.settings({ tokenLifetimeS: 1 })
  await openAnalysis(page, stack)
  const panel = await openPushPanel(page)
  await expect(panel.getByRole('button', { name: 'Push 3 outputs' })).toBeEnabled()
  const before = await timesAsked(stack, 'token')
  await pressPush(panel)
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  expect(await timesAsked(stack, 'token')).toBeGreaterThan(before)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
})

test('a token the tenant forgets at the export costs one sign-in', async ({ page, stack }) => {
  await stack.sandbox.arm({ kind: 'expired-token', operation: 'get-data-frame' })
  await openAnalysis(page, stack)
  await expect(page.getByRole('button', { name: 'Push to Benchling' })).toBeEnabled()
  const answers = (await stack.sandbox.requests()).filter(({ operation }) => operation === 'get-data-frame')
  expect(answers[0]?.status).toBe(401)
  expect(answers.slice(1).every(({ status }) => status === 200)).toBe(true)
})

test('a token refused at every step of a push is renewed each time and the push goes on', async ({
  page,
  context,
  stack,
}) => {
  const steps = [
    'create-data-frame',
    'patch-data-frame',
    'get-task',
    'create-file',
    'patch-file',
    'patch-analysis',
  ] as const
  await stack.sandbox.arm(...steps.map((operation) => ({ kind: 'expired-token', operation }) as const))
  await openAnalysis(page, stack)
  const panel = await openPushPanel(page)
  await pressPush(panel)
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
  for (const step of steps) {
    const answers = (await stack.sandbox.requests()).filter(({ operation }) => operation === step)
    expect(answers[0]?.status, step).toBe(401)
    expect(answers[1]?.status, step).toBeLessThan(300)
  }
  expect(await timesAsked(stack, 'create-data-frame')).toBe(2)
  expect(await timesAsked(stack, 'create-file')).toBe(3)
})

test('a sign-in that stays refused fails the push in words; a retry after it is mended sends everything', async ({
  page,
  context,
  stack,
}) => {
  await openAnalysis(page, stack)
  const panel = await openPushPanel(page)
  await expect(panel.getByRole('button', { name: 'Push 3 outputs' })).toBeEnabled()
  await stack.sandbox.arm({ kind: 'expired-token', operation: 'create-data-frame', times: null })
  await pressPush(panel)
  await expect(panel.getByRole('heading', { name: /Nothing was attached|of 3 outputs pushed/ })).toBeVisible()
  await expect(panel.getByText('Benchling did not accept the sign-in').first()).toBeVisible()
  await stack.sandbox.disarm()
  await panel.getByRole('button', { name: 'Retry the rest' }).click()
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)
})
