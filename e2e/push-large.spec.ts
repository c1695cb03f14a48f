import { expectPushed, openAnalysis, openPushPanel, pressPush, tenantPage } from './support/pushing.ts'
import { expect, test } from './support/test.ts'

test.use({ isolation: 'fresh' })

test('a push of three thousand curves, asked for while they are fitted, arrives whole', async ({
  page,
  context,
  stack,
}) => {
  test.setTimeout(300_000)
  await openAnalysis(page, stack, 'large')
  const panel = await openPushPanel(page)
  await expect(panel.getByRole('button', { name: /^Push \d outputs$/ })).toBeEnabled({ timeout: 240_000 })
  await expect(panel.getByText('Halfmax results Large screen: 3,000 rows')).toBeVisible()
  await pressPush(panel)
  await expectPushed(panel)

  const tenant = await tenantPage(context, stack, 'large')
  const results = tenant.getByRole('article', { name: /^Halfmax results / })
  await expect(results).toHaveCount(1)
  await expect(results.getByText('of 3,000 rows')).toBeVisible()
})
