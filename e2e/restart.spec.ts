import {
  expectAttachedOnce,
  expectPushed,
  openPushPanel,
  pressPush,
  startPush,
  timesAsked,
  waitUntilAsked,
} from './support/pushing.ts'
import type { Operation } from '../lib/sandbox/control.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })
// The longest file comes last: left to one worker, the others would stand idle.
test.describe.configure({ mode: 'parallel' })

/** A page without its server hears nothing but refused connections. */
const SERVER_GONE =
  /ERR_(CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|INCOMPLETE_CHUNKED_ENCODING)/

test('a server killed while rows are checked goes on after its start, and the open page follows', async ({
  page,
  context,
  stack,
  errors,
}) => {
  errors.allow(SERVER_GONE)
  await stack.sandbox.arm({ kind: 'slow-ingestion', operation: 'patch-data-frame', seconds: 5 })
  const panel = await startPush(page, stack)
  await waitUntilAsked(stack, 'get-task')
  await stack.killApp()
  await stack.startApp()
  await expectPushed(panel)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
  expect(await timesAsked(stack, 'create-file')).toBe(2)
  expect(await timesAsked(stack, 'storage-put')).toBe(3)
  await expectAttachedOnce(context, stack)
})

test('after the kill a reloaded page shows the push as it stands', async ({
  page,
  context,
  stack,
  errors,
}) => {
  errors.allow(SERVER_GONE)
  test.setTimeout(180_000)
  // Longer than a kill, a start and a reload take on a busy machine: the push must still be going on then.
  await stack.sandbox.arm({ kind: 'slow-ingestion', operation: 'patch-data-frame', seconds: 24 })
  await startPush(page, stack)
  await waitUntilAsked(stack, 'get-task')
  await stack.killApp()
  await stack.startApp()
  await page.reload()
  const panel = await openPushPanel(page)
  await expect(panel.getByRole('heading', { name: 'Pushing to Benchling' })).toBeVisible()
  await expectPushed(panel)
  await expectAttachedOnce(context, stack)

  // The same state again finds the push that survived.
  await panel.getByRole('button', { name: 'New push' }).click()
  await pressPush(panel)
  await expectPushed(panel)
  expect(await timesAsked(stack, 'create-data-frame')).toBe(1)
})

// Calls that change something at the tenant, cut off while their answer is outstanding. All of them, on both databases: the kill
// table of docs/reliability.md and lib/push/run-push.test.ts.
const CUT_OFF: readonly {
  readonly operation: Operation
  readonly after: number
  readonly leftOver: boolean
}[] = [
  { operation: 'create-data-frame', after: 0, leftOver: true },
  // The address to put a file at comes once and is never stored, so the file is made anew.
  { operation: 'storage-put', after: 1, leftOver: true },
  { operation: 'patch-analysis', after: 0, leftOver: false },
]

for (const { operation, after, leftOver } of CUT_OFF) {
  test(`killed in call ${after + 1} of ${operation}, a push ends with every output once`, async ({
    page,
    context,
    stack,
    errors,
  }) => {
    errors.allow(SERVER_GONE)
    await stack.sandbox.arm({ kind: 'slow', operation, after, seconds: 4 })
    const panel = await startPush(page, stack)
    await waitUntilAsked(stack, operation, after + 1)
    await stack.killApp()
    await stack.startApp()
    await expectPushed(panel)
    await expectAttachedOnce(context, stack)
    await expect(panel.getByText('Left over')).toHaveCount(leftOver ? 1 : 0)
  })
}

test('a browser closed during a push finds it again, going on and then done', async ({
  page,
  context,
  browser,
  stack,
}) => {
  // Longer than opening the page again takes on a busy machine.
  await stack.sandbox.arm({ kind: 'slow-ingestion', operation: 'patch-data-frame', seconds: 16 })
  await startPush(page, stack)
  await waitUntilAsked(stack, 'get-task')
  const cookies = await context.storageState()
  const address = page.url()
  await context.close()

  const reopened = await browser.newContext({ storageState: cookies })
  const later = await reopened.newPage()
  await later.goto(address)
  const panel = await openPushPanel(later)
  await expect(panel.getByRole('heading', { name: 'Pushing to Benchling' })).toBeVisible()
  await expectPushed(panel)
  await expectAttachedOnce(reopened, stack)
  await reopened.close()
})

test('a push ends with no browser open at all', async ({ page, context, browser, stack }) => {
  await stack.sandbox.arm({ kind: 'slow-ingestion', operation: 'patch-data-frame', seconds: 2 })
  await startPush(page, stack)
  await waitUntilAsked(stack, 'get-task')
  await context.close()
  await waitUntilAsked(stack, 'patch-analysis')
  const tenantUser = await browser.newContext()
  await expectAttachedOnce(tenantUser, stack)
  await tenantUser.close()
})
