import type { Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { curve, openByKey, potency } from './support/bench.ts'
import { expect, test } from './support/test.ts'

const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages of the guide' })

/** Clicks a link that opens a tab of its own, and gives that tab. */
async function tabOf(page: Page, name: string): Promise<Page> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name, exact: true }).first().click(),
  ])
  await tab.waitForLoadState()
  return tab
}

test('the guide opens from the start page and from panels at the right place, and asks no other host', async ({
  page,
  stack,
}) => {
  const asked: string[] = []
  page.context().on('request', (request) => asked.push(request.url()))
  await page.goto('/')
  const guide = await tabOf(page, 'Help: the guide')
  await expect(guide.getByRole('heading', { level: 1 })).toHaveText('From first key to pushed result')
  await expect(guide.getByRole('img', { name: /^The workbench/ })).toHaveJSProperty('complete', true)
  await expect
    .poll(() =>
      guide
        .getByRole('img')
        .evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth === 0).length),
    )
    .toBe(0)
  await checkA11yInBothThemes(guide)

  // Through the contents, a heading of the page, and on to the next one.
  await pages(guide).getByRole('link', { name: 'Plates and controls' }).click()
  await expect(pages(guide).getByRole('link', { name: 'Plates and controls' })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await guide.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'The map' }).click()
  await expect(guide).toHaveURL(/\/guide\/plates#the-map$/)
  await guide
    .getByRole('navigation', { name: 'Next to this page' })
    .getByRole('link', { name: 'Runs' })
    .click()
  await expect(guide.getByRole('heading', { level: 1 })).toHaveText('Runs')
  await guide.setViewportSize({ width: 768, height: 900 })
  await guide.getByRole('link', { name: 'All pages' }).click()
  await expect(guide).toHaveURL(/#pages$/)
  await expect(pages(guide)).toBeInViewport()
  expect(await guide.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(768)
  await guide.close()

  await openByKey(page, stack.sandbox.key('mortality'))
  await expect(curve(page, /^48 h/)).toContainText('Estimated')
  await curve(page, /^48 h/).click()
  const verdict = await tabOf(page, 'Help: plateau not seen')
  await expect(verdict.getByRole('heading', { level: 1 })).toHaveText('Plateau not seen')
  await expect(verdict.getByRole('main')).toContainText('fewer than two doses show the bottom')
  await checkA11yInBothThemes(verdict)
  await verdict.close()
  await expect(potency(page)).toBeVisible()
  const table = await tabOf(page, 'Help: table')
  await expect(table.getByRole('heading', { name: 'Table and plot' })).toBeInViewport()
  await table.close()
  await page.getByRole('button', { name: 'Plates', exact: true }).click()
  const plates = await tabOf(page, 'Help: plates')
  await expect(plates.getByRole('heading', { level: 1 })).toHaveText('Plates and controls')
  // The theme chosen in the app holds here too.
  await page.context().addCookies([{ name: 'halfmax-theme', value: 'dark', url: stack.appUrl }])
  await plates.reload()
  await expect(plates.locator('html')).toHaveCSS('color-scheme', 'dark')

  const foreign = asked.filter((url) => !url.startsWith(stack.appUrl) && !/^(data|blob):/.test(url))
  expect(foreign).toEqual([])
})
