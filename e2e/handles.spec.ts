import type { Locator, Page } from 'playwright/test'
import { checkA11yInBothThemes } from './support/axe.ts'
import { openByKey, parameter, plot, potency, settledFit } from './support/bench.ts'
import { atRest, centre as centreNow } from './support/plot-place.ts'
import { expect, test } from './support/test.ts'

/** Parameters taken hold of on the plot: by mouse and by keys, to the same values, at several sizes and zooms. */

const SIZES = [
  { width: 1440, height: 900, deviceScaleFactor: 1, zoom: 1 },
  { width: 1600, height: 1000, deviceScaleFactor: 2, zoom: 1.25 },
]

function handle(page: Page, name: string | RegExp): Locator {
  return plot(page).getByRole('slider', { name })
}

/** In the middle of something, once the page has come to rest. */
function centre(target: Locator): Promise<{ x: number; y: number }> {
  return atRest(() => centreNow(target))
}

async function valueOf(target: Locator): Promise<number> {
  return Number(await target.getAttribute('aria-valuenow'))
}

/** Page px of a value, from two values whose handles were seen there. */
function pxOf(value: number, [a, b]: readonly [Seen, Seen]): number {
  return a.px + ((value - a.value) / (b.value - a.value)) * (b.px - a.px)
}

interface Seen {
  readonly value: number
  readonly px: number
}

async function dragTo(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const start = await centre(from)
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + to.x) / 2, (start.y + to.y) / 2)
  await page.mouse.move(to.x, to.y)
}

async function open(page: Page, key: string): Promise<void> {
  await openByKey(page, key)
  await expect(potency(page)).toContainText('22.9')
  await expect(handle(page, 'Top plateau')).toBeVisible()
  await settledFit(page)
}

for (const { zoom, deviceScaleFactor, ...viewport } of SIZES) {
  test.describe(`at ${viewport.width} px, ratio ${deviceScaleFactor}, zoom ${zoom}`, () => {
    test.use({ viewport, deviceScaleFactor })

    test('the pixel of a response gives that response, by mouse and by arrows', async ({ page, stack }) => {
      await open(page, stack.sandbox.key('mortality'))
      await page.evaluate((factor) => (document.documentElement.style.zoom = String(factor)), zoom)
      const [top, bottom] = [handle(page, 'Top plateau'), handle(page, 'Bottom plateau')]
      const seen = [
        { value: await valueOf(bottom), px: (await centre(bottom)).y },
        { value: await valueOf(top), px: (await centre(top)).y },
      ] as const
      const at = await centre(top)
      await dragTo(page, top, { x: at.x, y: pxOf(90, seen) })
      await expect(top).toHaveAttribute('aria-valuenow', '90')
      await page.mouse.up()
      await expect(parameter(page, 'Top').getByLabel('Top value')).toHaveValue('90.0')
      await expect(page.getByRole('button', { name: 'Undo top fixed 90' })).toBeVisible()
      await settledFit(page)
      const byMouse = await potency(page).getByText(/CI \d/).first().innerText()

      await page.getByRole('button', { name: 'Undo top fixed 90' }).click()
      await expect(potency(page)).toContainText('22.9')
      await top.focus()
      while ((await valueOf(top)) < 90) await page.keyboard.press('ArrowUp')
      await expect(top).toHaveAttribute('aria-valuenow', '90')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: 'Undo top fixed 90' })).toBeVisible()
      await expect(potency(page).getByText(/CI \d/).first()).toHaveText(byMouse)
    })
  })
}

test('the EC50 follows pointer and arrows to one value', async ({ page, stack }) => {
  await open(page, stack.sandbox.key('mortality'))
  const dose = handle(page, 'IC50 on the dose axis')
  const at = await centre(dose)
  await dragTo(page, dose, { x: at.x + 60, y: at.y })
  await page.mouse.up()
  const undo = page.getByRole('button', { name: /^Undo IC50 fixed/ })
  await expect(undo).toBeVisible()
  const byMouse = await dose.getAttribute('aria-valuenow')
  await undo.click()
  await expect(potency(page)).toContainText('22.9')
  await dose.focus()
  while ((await valueOf(dose)) < Number(byMouse)) await page.keyboard.press('ArrowRight')
  await expect(dose).toHaveAttribute('aria-valuenow', byMouse ?? '')
})

test('while dragging the card says what it was, and Escape brings it back', async ({ page, stack }) => {
  await open(page, stack.sandbox.key('mortality'))
  const top = handle(page, 'Top plateau')
  const [at, before] = [await centre(top), await valueOf(top)]
  await dragTo(page, top, { x: at.x, y: at.y - 40 })
  await expect(potency(page)).toContainText('was 22.9')
  await expect(plot(page).locator('..').locator('..').getByText('previous fit')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(potency(page)).not.toContainText('was')
  await expect(top).toHaveAttribute('aria-valuenow', String(before))
  await page.mouse.up()
  await expect(top).toHaveAttribute('aria-valuenow', String(before))
  await expect(page.getByRole('button', { name: /^Undo ./ })).toBeHidden()
})

test('arrows move in fine and coarse steps, and Escape restores', async ({ page, stack }) => {
  await open(page, stack.sandbox.key('mortality'))
  const slope = handle(page, 'Slope')
  const before = await valueOf(slope)
  await slope.focus()
  await page.keyboard.press('ArrowUp')
  const fine = (await valueOf(slope)) - before
  await page.keyboard.press('Shift+ArrowUp')
  const coarse = (await valueOf(slope)) - before - fine
  expect(fine).toBeGreaterThan(0)
  expect(fine).toBeLessThanOrEqual(0.01 + 1e-9)
  expect(coarse).toBeCloseTo(0.1, 9)
  await expect(slope).toHaveAttribute('aria-valuetext', /, fixed$/)
  await page.keyboard.press('Escape')
  await expect(slope).toHaveAttribute('aria-valuenow', String(before))
  await expect(slope).toHaveAttribute('aria-valuetext', /, free$/)
})

test('a drop can be bounded or let go, in the one step it is', async ({ page, stack }) => {
  await open(page, stack.sandbox.key('mortality'))
  const top = handle(page, 'Top plateau')
  const at = await centre(top)
  await dragTo(page, top, { x: at.x, y: at.y - 40 })
  await page.mouse.up()
  const choice = page.getByRole('group', { name: /^Top plateau at / })
  await expect(choice.getByRole('button', { name: 'Fix' })).toHaveAttribute('aria-pressed', 'true')
  await choice.getByRole('button', { name: 'Bound' }).click()
  await expect(choice).toBeHidden()
  await expect(parameter(page, 'Top').getByRole('radio', { name: 'Bounded' })).toBeChecked()
  const lower = handle(page, 'Lower bound of top')
  await lower.focus()
  const from = await valueOf(lower)
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Enter')
  expect(await valueOf(lower)).toBeLessThan(from)
  await page.getByRole('button', { name: /^Undo top/ }).click()
  await page.getByRole('button', { name: /^Undo top/ }).click()
  await expect(parameter(page, 'Top').getByRole('radio', { name: 'Free' })).toBeChecked()

  await dragTo(page, top, { x: at.x, y: at.y - 40 })
  await page.mouse.up()
  await choice.getByRole('button', { name: 'Let go' }).click()
  await expect(parameter(page, 'Top').getByRole('radio', { name: 'Free' })).toBeChecked()
  await expect(potency(page)).toContainText('22.9')
})

test.describe('by touch', () => {
  test.use({ viewport: { width: 560, height: 700 }, hasTouch: true })

  test('a finger moves a handle and not the page, which it scrolls and zooms elsewhere', async ({
    page,
    stack,
  }) => {
    await open(page, stack.sandbox.key('mortality'))
    const fingers = await page.context().newCDPSession(page)
    const touch = (type: string, touchPoints: { x: number; y: number; id?: number }[]) =>
      fingers.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints })
    const drag = async (places: (part: number) => { x: number; y: number; id?: number }[]) => {
      await touch('touchStart', places(0))
      for (let step = 1; step <= 8; step++) await touch('touchMove', places(step / 8))
      await touch('touchEnd', [])
    }
    const view = () => page.evaluate(() => [scrollY, visualViewport?.scale ?? 1] as const)

    const top = handle(page, 'Top plateau')
    await top.scrollIntoViewIfNeeded()
    const [at, value, before] = [await centre(top), await valueOf(top), await view()]
    await drag((part) => [{ x: at.x, y: at.y - 40 * part }])
    await expect(page.getByRole('button', { name: /^Undo top fixed/ })).toBeVisible()
    expect(await valueOf(top)).toBeGreaterThan(value + 5)
    expect(await view()).toEqual(before)
    await page.getByRole('button', { name: 'Let go' }).tap()

    const besides = { x: at.x - 150, y: at.y + 120 }
    await drag((part) => [{ x: besides.x, y: besides.y - 180 * part }])
    await expect.poll(async () => (await view())[0]).toBeGreaterThan(before[0] + 50)
    // Once the page has come to rest, and where no handle may lie under a finger, whatever place it was scrolled to.
    await potency(page).scrollIntoViewIfNeeded()
    const card = await centre(potency(page))
    await drag((part) => [
      { x: card.x - 30 - 80 * part, y: card.y, id: 0 },
      { x: card.x + 30 + 80 * part, y: card.y, id: 1 },
    ])
    await expect.poll(async () => (await view())[1]).toBeGreaterThan(1.5)
  })
})

test('a falling curve goes on falling, flatter or steeper, by pointer and arrows', async ({
  page,
  stack,
}) => {
  await openByKey(page, stack.sandbox.key('troubled'))
  const slope = handle(page, 'Slope')
  await expect(slope).toHaveAttribute('aria-valuetext', /^−.*, free$/)
  const [at, before] = [await centre(slope), await valueOf(slope)]
  await dragTo(page, slope, { x: at.x - 20, y: at.y + 8 })
  await expect(slope).toHaveAttribute('aria-valuetext', /, fixed$/)
  const pulled = await valueOf(slope)
  expect(pulled).toBeGreaterThan(before)
  expect(pulled).toBeLessThan(0)
  await page.mouse.up()
  await expect(parameter(page, 'Hill').getByLabel('Hill value')).toHaveValue(/^−0\.\d+/)
  await slope.focus()
  await page.keyboard.press('ArrowDown')
  expect(await valueOf(slope)).toBeCloseTo(pulled - 0.01, 9)
})

test('a number typed beside the plot moves the handle', async ({ page, stack }) => {
  await open(page, stack.sandbox.key('mortality'))
  await parameter(page, 'Top').getByLabel('Top value').fill('95')
  await page.keyboard.press('Enter')
  await expect(handle(page, 'Top plateau')).toHaveAttribute('aria-valuenow', '95')
})

test('handles and their choice pass axe', async ({ page, stack }) => {
  await open(page, stack.sandbox.key('mortality'))
  const top = handle(page, 'Top plateau')
  await top.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: /^Top plateau at / })).toBeVisible()
  await checkA11yInBothThemes(page)
})
