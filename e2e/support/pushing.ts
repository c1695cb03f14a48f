import { expect, type BrowserContext, type Locator, type Page } from 'playwright/test'
import { SEEDED, type Operation } from '../../lib/sandbox/control.ts'
import type { Stack } from './stack.ts'

type Seeded = keyof typeof SEEDED

/** What is chosen unless the scientist says otherwise. */
const ALL_KINDS = ['results', 'report', 'plot']

/** Pastes the key of a seeded analysis; what opens, or why it does not, is for the test to see. */
export async function openAnalysis(page: Page, stack: Stack, analysis: Seeded = 'mortality'): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Analysis key').fill(stack.sandbox.key(analysis))
  await page.getByRole('button', { name: 'Load analysis' }).click()
}

/** Waits for a curve to push. */
export async function openPushPanel(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  return page.getByRole('region', { name: 'Push to Benchling' })
}

/** From the panel as it opens to the one click that pushes. */
export async function pressPush(panel: Locator): Promise<void> {
  await panel.getByRole('button', { name: /^Push \d outputs?$/ }).click()
}

/** The whole way: key, curve, panel, click. */
export async function startPush(page: Page, stack: Stack, analysis: Seeded = 'mortality'): Promise<Locator> {
  await openAnalysis(page, stack, analysis)
  const panel = await openPushPanel(page)
  await pressPush(panel)
  return panel
}

export async function expectPushed(panel: Locator): Promise<void> {
  await expect(panel.getByRole('heading', { name: 'Pushed to Benchling' })).toBeVisible({ timeout: 30_000 })
}

/** One line of the panel, by the beginning of what is pushed: `Halfmax results`, or a file's name. */
export function outputRow(panel: Locator, name: RegExp): Locator {
  return panel
    .getByRole('region', { name: 'Outputs' })
    .getByRole('listitem')
    .filter({ hasText: name })
    .first()
}

/** The analysis as its tenant shows it. */
export async function tenantPage(
  context: BrowserContext,
  stack: Stack,
  analysis: Seeded = 'mortality',
): Promise<Page> {
  const tenant = await context.newPage()
  await tenant.goto(stack.sandbox.analysisPageUrl(SEEDED[analysis]))
  return tenant
}

/** Outputs of these kinds and no others are attached to Cell mortality, each once. */
export async function expectAttachedOnce(
  context: BrowserContext,
  stack: Stack,
  { kinds = ALL_KINDS }: { readonly kinds?: readonly string[] } = {},
): Promise<void> {
  const tenant = await tenantPage(context, stack)
  const outputs = tenant.getByRole('region', { name: /^Outputs/ })
  await expect(outputs.getByRole('heading', { name: `Outputs (${kinds.length})` })).toBeVisible()
  for (const kind of kinds) {
    await expect(outputs.getByRole('article', { name: new RegExp(`^Halfmax ${kind} `) })).toHaveCount(1)
  }
  await tenant.close()
}

/** How often the tenant got a call, whatever it answered. */
export async function timesAsked(stack: Stack, operation: Operation): Promise<number> {
  return (await stack.sandbox.requests()).filter((request) => request.operation === operation).length
}

/** Resolves when the tenant has got the call at least so many times. */
export async function waitUntilAsked(stack: Stack, operation: Operation, times = 1): Promise<void> {
  await expect
    .poll(() => timesAsked(stack, operation), { message: `${operation} at the tenant`, intervals: [50] })
    .toBeGreaterThanOrEqual(times)
}
