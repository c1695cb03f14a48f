import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails with one line per violation: the rule, its help and the elements. */
export async function checkA11y(page: Page, options: { exclude?: readonly string[] } = {}): Promise<void> {
  const builder = new AxeBuilder({ page }).withTags(TAGS)
  for (const selector of options.exclude ?? []) builder.exclude(selector)
  const { violations } = await builder.analyze()
  const lines = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(lines, 'axe violations').toEqual([])
}

/** Both colour schemes, as the system setting gives them. */
export async function checkA11yInBothThemes(
  page: Page,
  options: { exclude?: readonly string[] } = {},
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await checkA11y(page, options)
  }
}
