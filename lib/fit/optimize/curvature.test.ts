import { expect, it } from 'vitest'
import { logistic4 } from '../models/logistic4.ts'
import { at } from '../numbers.ts'
import { makeProblem } from './problem.ts'
import { makeSearch } from './search.ts'
import { curvatureAt } from './solve.ts'

const dose = Float64Array.of(0, 0.1, 0.1, 0.5, 2, 2, 10, 40)
const response = Float64Array.of(1, 2, 5, 20, 55, 60, 90, 97)
const weights = Float64Array.of(1, 2, 1, 0.5, 1, 1, 3, 1)
const problem = makeProblem({ dose, response, weights })

function rssOf(theta: Float64Array): number {
  return problem.x.reduce(
    (sum, x, i) => sum + at(problem.w, i) * (at(problem.y, i) - logistic4(theta, x)) ** 2,
    0,
  )
}

/** Second difference of the RSS in two directions, halved. */
function halfSecond(theta: Float64Array, a: number, b: number): number {
  const h = 1e-4
  const moved = (da: number, db: number) => {
    const point = theta.slice()
    point[a] = at(point, a) + da
    point[b] = at(point, b) + db
    return rssOf(point)
  }
  return (moved(h, h) - moved(h, -h) - moved(-h, h) + moved(-h, -h)) / (8 * h * h)
}

it.each([
  ['rising', Float64Array.of(-0.5, 0.5, 0.2, 1.1)],
  ['falling', Float64Array.of(-0.4, 0.6, 0.1, -0.8)],
  ['plateaus crossed', Float64Array.of(0.4, -0.6, 0.3, -2)],
])('gradient and exact Hessian agree with differences of the RSS, %s', (_, theta) => {
  const { gradient, observed } = curvatureAt(makeSearch(problem), theta)
  for (let a = 0; a < 4; a++) {
    const shifted = (by: number) => rssOf(theta.map((value, k) => (k === a ? value + by : value)))
    expect(at(gradient, a)).toBeCloseTo((shifted(1e-6) - shifted(-1e-6)) / 4e-6, 6)
    for (let b = 0; b < 4; b++) expect(at(observed, 4 * a + b)).toBeCloseTo(halfSecond(theta, a, b), 4)
  }
})

it('pooling replicates keeps the RSS of the wells', () => {
  const theta = Float64Array.of(3, 95, 0.2, 1.1)
  const wells = response.reduce(
    (sum, y, i) => sum + at(weights, i) * (y - logistic4(theta, Math.log10(at(dose, i)))) ** 2,
    0,
  )
  const scaled = theta.map((value, k) => (k < 2 ? (value - problem.shift) / problem.unit : value))
  const pooled = (rssOf(scaled) + problem.pureError) * problem.unit ** 2 * problem.weightUnit
  expect(Math.abs(pooled / wells - 1)).toBeLessThan(1e-12)
})
