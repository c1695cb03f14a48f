import { readFileSync } from 'node:fs'
import { checkA11y } from './support/axe.ts'
import { openByKey } from './support/bench.ts'
import { expect, test } from './support/test.ts'

test('a frame is refitted on the server while the page is away, and its fits are shown and downloaded', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('kinase'))
  const openPart = async () => {
    await page.getByRole('button', { name: 'Policies', exact: true }).click()
    return page.getByRole('region', { name: 'Refit on the server' })
  }
  const part = await openPart()
  await part.getByRole('button', { name: 'Refit all on the server' }).click()
  await expect(part.getByRole('listitem').first()).toContainText('under Free fit')
  await page.reload()
  await openPart()
  const done = part.getByRole('listitem').filter({ hasText: '48 curves refitted under Free fit' }).first()
  await expect(done).toContainText(/: \d+ reportable/, { timeout: 60_000 })
  await checkA11y(page)
  await done.getByRole('button', { name: 'Show these results' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'The fits of 48 curves are on the page.' }),
  ).toBeAttached()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    done.getByRole('link', { name: 'Download the results frame (CSV)' }).click(),
  ])
  expect(
    readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(49)
})
