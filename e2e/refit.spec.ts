import { readFileSync } from 'node:fs'
import { checkA11y } from './support/axe.ts'
import { openByKey } from './support/bench.ts'
import { timesAsked } from './support/pushing.ts'
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

  // A second click while the first is handed over finds the same push.
  const before = await timesAsked(stack, 'create-data-frame')
  await done.getByRole('button', { name: 'Push results' }).click()
  const preview = done.getByRole('region', { name: 'What is pushed' })
  await expect(preview).toContainText('Halfmax results Kinase screen, 48 rows')
  await preview.getByRole('button', { name: 'Push 1 data frame' }).dblclick()
  await expect(done.getByRole('listitem')).toHaveText(/^Halfmax results Kinase screen is attached/, {
    timeout: 30_000,
  })
  expect(await timesAsked(stack, 'create-data-frame')).toBe(before + 1)
  await checkA11y(page)
  await done.getByRole('button', { name: 'Show the push of Halfmax results Kinase screen' }).click()
  const panel = page.getByRole('region', { name: 'Push to Benchling' })
  await expect(panel.getByRole('heading', { name: 'Pushed to Benchling' })).toBeFocused()
  await expect(panel.getByRole('region', { name: 'Outputs' })).toContainText('Halfmax results Kinase screen')
})
