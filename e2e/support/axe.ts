import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rules that ask what is drawn in which colour. The others see the same page in either theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

interface Options {
  /** Where the rest of the page is looked at by another test. */
  readonly include?: string
  readonly exclude?: readonly string[]
}

/** Fails with one line per violation: the rule, its help and the elements. */
export async function checkA11y(page: Page, options: Options = {}): Promise<void> {
  await analyse(new AxeBuilder({ page }).withTags(TAGS), options)
}

/** Both colour schemes, as the system setting gives them; everything in light, the colours in dark as well. */
export async function checkA11yInBothThemes(page: Page, options: Options = {}): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await analyse(new AxeBuilder({ page }).withRules(COLOUR_RULES), options)
  await page.emulateMedia({ colorScheme: 'light' })
  await checkA11y(page, options)
}

async function analyse(builder: AxeBuilder, { include, exclude = [] }: Options): Promise<void> {
  if (include !== undefined) builder.include(include)
  for (const selector of exclude) builder.exclude(selector)
  const { violations } = await builder.analyze()
  const lines = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  )
  expect(lines, 'axe violations').toEqual([])
}
