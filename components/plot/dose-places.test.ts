import { expect, it } from 'vitest'
import { MORTALITY_FIGURE } from '@/lib/figure/figure-fixture.ts'
import { figureResponseAxis } from '@/lib/figure/geometry.ts'
import { dosePlaces } from './dose-places.ts'

it('puts doses where the plot does: decades evenly, 0.1 at the left axis and 1000 at the right margin', () => {
  const places = dosePlaces(MORTALITY_FIGURE, [0.1, 1, 10, 1000, -1], {
    widthPx: 680,
    doseScale: 'unit',
    hasLevels: true,
    response: figureResponseAxis(MORTALITY_FIGURE),
  })
  const [left, one, ten, right] = places.map((place) => place ?? NaN)
  // 48 px for the ticks of the response; the margin on the right holds "Dose (µM)".
  if (left === undefined || one === undefined || ten === undefined) throw new Error('no places')
  expect(left).toBe(48)
  expect(one - left).toBeCloseTo(ten - one, 9)
  expect(right).toBeCloseTo(left + 4 * (one - left), 9)
  expect(right).toBeLessThan(680 - 80)
  expect(places[4]).toBeNull()
})
