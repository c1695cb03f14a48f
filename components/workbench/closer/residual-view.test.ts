import { expect, it } from 'vitest'
import { fitCurve } from '@/lib/fit/fit-curve.ts'
import { replicateTable, residualPoints } from './residual-view.ts'
import { PLAIN_REQUEST } from '@/lib/fit/testing/plain-request.ts'

const dose = Float64Array.of(1, 1, 1, 2, 2, 3, 4)
const response = Float64Array.of(9, 10, 14, 20, 22, 30, 99)

it('leaves excluded wells out, and takes SD and variance about the mean of each dose', () => {
  const fit = fitCurve({
    ...PLAIN_REQUEST,
    model: 'constant',
    dose,
    response,
    detail: 'drag',
  })
  const isIncluded = [true, true, true, true, true, true, false]
  const points = residualPoints(fit, { dose, response }, isIncluded)
  const level = response.reduce((sum, y) => sum + y, 0) / 7
  expect(points.map(({ residual }) => residual + level)).toEqual(
    [9, 10, 14, 20, 22, 30].map((y) => expect.closeTo(y, 6)),
  )
  // Of 9, 10, 14: mean 11, squares 4 + 1 + 9 = 14, variance 7, SD 2.65; of 20 and 22: variance 2.
  const { rows } = replicateTable(points, 'µM')
  expect(rows.map(([dose]) => dose)).toEqual(['1\u202fµM', '2\u202fµM', '3\u202fµM'])
  expect(rows.map(([, wells, , sd, variance]) => [wells, sd, variance])).toEqual([
    ['3', '2.6', '7.0'],
    ['2', '1.4', '2.0'],
    ['1', '—', '—'],
  ])
})
