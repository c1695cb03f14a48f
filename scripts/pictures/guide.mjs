/** Pictures of the guide, taken of the sample analyses. WebP, at the size of the screen, 1.5 dots to a CSS pixel. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { say } from '../lib/say.mjs'

const folder = join(root, 'docs/guide/pictures')
const DOTS = 1.5
const QUALITY = 80
const SPLITTER = 4

/**
 * Takes all of them anew and removes those that no step takes any more.
 *
 * @param {import('playwright').Browser} browser
 * @param {{ appUrl: string, sandbox: { key(name: string): string } }} stack
 */
export async function guidePictures(browser, stack) {
  mkdirSync(folder, { recursive: true })
  const taken = []
  for (const take of [start, oneCurve, exclusion, otherFits, limit, manyCurves, plates, questions, pushed]) {
    // Each in a browser of its own: saved work of one must not show in the next.
    const context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      deviceScaleFactor: DOTS,
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    await take({
      page,
      stack,
      shoot: (name, ...parts) => shoot(page, name, parts).then(() => taken.push(name)),
    })
    await context.close()
  }
  for (const file of readdirSync(folder)) {
    if (!taken.includes(file.replace('.webp', ''))) rmSync(join(folder, file))
  }
}

/** Parts of the page with what lies between them, or all that is in sight. Playwright itself writes no WebP. */
async function shoot(page, name, parts) {
  // Whatever is still fitted is grey: a picture shows what a reader finds when it has come to rest.
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' })
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.activeElement?.blur?.())
  await parts[0]?.scrollIntoViewIfNeeded()
  const box = await boxAround(page, parts)
  const client = await page.context().newCDPSession(page)
  const { data } = await client.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { ...box, scale: 1 },
  })
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(data, 'base64'))
  say(`docs/guide/pictures/${name}.webp`)
}

/** Less the marks of the splitters at its sides. */
async function boxAround(page, parts) {
  const { width, height } = page.viewportSize()
  if (parts.length === 0) return { x: 0, y: 0, width, height }
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()))
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)) + SPLITTER, Math.min(...boxes.map(({ y }) => y))]
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) - SPLITTER
  const bottom = Math.min(height, Math.max(...boxes.map(({ y, height }) => y + height)))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

const region = (page, name) => page.getByRole('region', { name, exact: true })
const curve = (page, name) => page.getByRole('option', { name })

async function openKey({ page, stack }, name) {
  await page.goto(stack.appUrl)
  await page.getByLabel('Analysis key').fill(stack.sandbox.key(name))
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await region(page, 'Potency').waitFor()
}

/** Copied cells, as somebody would paste them. */
async function openCells({ page, stack }, cells) {
  await page.goto(stack.appUrl)
  await page.getByLabel('Table', { exact: true }).fill(cells)
  await page.getByRole('button', { name: 'Read table' }).click()
  await page.getByRole('row', { name: '100' }).first().waitFor()
}

async function openSample({ page, stack }) {
  await page.goto(stack.appUrl)
  await page.getByRole('button', { name: 'Try the sample analysis' }).click()
  await page.getByRole('radio', { name: 'µM', exact: true }).first().check()
  await page.getByText('22.9 µM').first().waitFor()
}

async function start({ page, stack, shoot }) {
  await page.goto(stack.appUrl)
  await page.getByLabel('Analysis key').fill(stack.sandbox.key('mortality'))
  await page.getByRole('button', { name: 'Choose file' }).waitFor()
  await page.setViewportSize({ width: 640, height: 590 })
  await shoot('start')
}

async function oneCurve(given) {
  const { page, shoot } = given
  await openSample(given)
  await shoot('workbench')
  await shoot('potency', region(page, 'Potency'))
  await shoot('parameters', region(page, 'Parameters'))
  await curve(page, /^48 h/).click()
  await page.getByText('Plateau not seen').first().waitFor()
  await shoot('curves', region(page, 'Curves'))
}

async function exclusion(given) {
  const { page, shoot } = given
  await openSample(given)
  await page.getByRole('gridcell', { name: '57.399' }).click()
  await page
    .getByText(/^Without row/)
    .first()
    .waitFor()
  const line = page.getByRole('group', { name: 'Effect of an exclusion' })
  await line.getByText('24.5').first().waitFor()
  await shoot('effect', line, page.getByRole('group', { name: /^Dose-response plot of / }))
}

async function otherFits(given) {
  const { page, shoot } = given
  await openSample(given)
  await page.getByRole('button', { name: 'Other fits' }).click()
  const drawer = region(page, 'Other fits')
  await drawer.getByText('AICc').first().waitFor()
  await drawer.getByText('Fitting').first().waitFor({ state: 'detached' })
  await shoot('fits', drawer)
}

/** The example of the page about "> 100 µM". */
async function limit(given) {
  const { page, shoot } = given
  const cells = ['0.1\t1', '0.3\t2', '1\t1', '3\t3', '10\t5', '30\t11', '100\t24']
  await openCells(given, `Dose (µM)\tResponse (%)\n${cells.join('\n')}`)
  await page.setViewportSize({ width: 860, height: 680 })
  await shoot('table')
  await page.getByRole('button', { name: 'Fit the curves' }).click()
  await page.setViewportSize({ width: 1280, height: 860 })
  await page.getByText('Report as > 100 µM').first().waitFor()
  await shoot('limit', region(page, 'Potency'))
}

async function manyCurves(given) {
  const { page, shoot } = given
  await openKey(given, 'kinase')
  await curve(page, /^HMX-0001/)
    .getByText('Reportable')
    .waitFor()
  await page.getByRole('button', { name: 'Policies', exact: true }).click()
  const drawer = region(page, 'Policies')
  await drawer
    .getByRole('combobox', { name: 'Policy for all curves' })
    .selectOption('Kinase inhibition, rising')
  await drawer.getByRole('region', { name: 'Policy for all curves' }).getByRole('button').click()
  await drawer.getByText(/of 48 curves change/).waitFor()
  await shoot('policies', drawer)
  await drawer.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('radio', { name: 'All curves' }).check()
  await page.getByRole('region', { name: 'Your mark' }).waitFor()
  await page.keyboard.press('a')
  await page
    .getByText(/1 of 48/)
    .first()
    .waitFor()
  await page.getByText(/^Fitting \d/).waitFor({ state: 'detached' })
  await shoot('review')
}

async function plates(given) {
  const { page, shoot } = given
  await openKey(given, 'rawPlates')
  // All of the drawer at once.
  await page.setViewportSize({ width: 1280, height: 1900 })
  await page.getByRole('button', { name: 'Plates', exact: true }).click()
  await page.getByRole('radio', { name: 'Percent inhibition' }).check()
  await page.getByRole('grid', { name: /^Map of/ }).waitFor()
  await shoot('plates', region(page, 'Plates'))
}

async function questions(given) {
  const { page, shoot } = given
  await openKey(given, 'mortality')
  await page.getByRole('button', { name: / about this table$/ }).click()
  const panel = region(page, 'Questions about this table')
  await panel
    .getByText(/IC50 22\.9/)
    .first()
    .waitFor()
  await shoot('questions', panel)
}

async function pushed(given) {
  const { page, shoot } = given
  await openSample(given)
  await page.getByRole('button', { name: 'Push to Benchling' }).click()
  const panel = region(page, 'Push to Benchling')
  await panel.getByText('Nothing was pushed').first().waitFor()
  await panel.getByRole('region', { name: 'Previews' }).waitFor()
  await panel.getByRole('button', { name: /^Push \d outputs?$/ }).waitFor()
  await shoot('push')
}
