import type { Locator, Page } from 'playwright/test'
import { expect } from 'playwright/test'
import { plot } from './bench.ts'

/** Where a point of the plot is on the screen, read from the labels of its axes as a person would. */
export async function placeInPlot(page: Page, point: { dose: number; response: number }) {
  return atRest(() => readPlace(page, point))
}

interface Place {
  readonly x: number
  readonly y: number
}

/**
 * Where something is once it stands still from one look to the next: the plot is drawn again when the strip under it arrives,
 * or the page is zoomed.
 */
export async function atRest(read: () => Promise<Place>): Promise<Place> {
  let place = { x: NaN, y: NaN }
  await expect(async () => {
    const before = place
    place = await read()
    expect(place).toEqual(before)
  }).toPass()
  return place
}

async function readPlace(page: Page, point: { dose: number; response: number }) {
  const [one, ten, low, high] = await Promise.all([
    centre(plot(page).getByText('1', { exact: true })),
    centre(plot(page).getByText('10', { exact: true })),
    centre(plot(page).getByText('25', { exact: true })),
    centre(plot(page).getByText('75', { exact: true })),
  ])
  return {
    x: one.x + Math.log10(point.dose) * (ten.x - one.x),
    y: low.y + ((point.response - 25) / 50) * (high.y - low.y),
  }
}

export async function centre(label: Locator): Promise<Place> {
  const box = await label.boundingBox({ timeout: 1000 })
  if (box === null) throw new Error('the label of an axis is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
