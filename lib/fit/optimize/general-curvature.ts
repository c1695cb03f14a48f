import { at } from '../numbers.ts'
import type { Curvature, Search } from './search.ts'

const cubeRootOfEpsilon = 6e-6

/**
 * Half gradient and Hessians of the scaled RSS of any model. Second derivatives are central differences of the analytic
 * gradient, good to about ten digits.
 */
export function generalCurvature(search: Search, theta: Float64Array): Curvature {
  const { problem, model, size, curvature } = search
  const { gradient, expected, observed } = curvature
  const { x, y, w } = problem
  gradient.fill(0)
  expected.fill(0)
  observed.fill(0)
  const row = new Float64Array(size)
  const up = new Float64Array(size)
  const down = new Float64Array(size)
  const moved = theta.slice()
  const steps = theta.map((value, k) => {
    const unit = model.parameters[k]?.unit
    const scale = unit === 'log-dose' ? 1 : Math.max(Math.abs(value), unit === 'none' ? 0.05 : 1e-3)
    // A power of two apart from the value, so that value ± step differ by exactly two steps.
    return value + cubeRootOfEpsilon * scale - value
  })
  for (let i = 0; i < x.length; i++) {
    const wi = at(w, i)
    const wr = wi * (at(y, i) - model.value(theta, at(x, i)))
    model.gradient(theta, at(x, i), row)
    for (let a = 0; a < size; a++) {
      gradient[a] = at(gradient, a) - wr * at(row, a)
      for (let b = 0; b < size; b++) {
        expected[a * size + b] = at(expected, a * size + b) + wi * at(row, a) * at(row, b)
      }
      moved[a] = at(theta, a) + at(steps, a)
      model.gradient(moved, at(x, i), up)
      moved[a] = at(theta, a) - at(steps, a)
      model.gradient(moved, at(x, i), down)
      moved[a] = at(theta, a)
      for (let b = 0; b < size; b++) {
        const second = (at(up, b) - at(down, b)) / (2 * at(steps, a))
        observed[a * size + b] = at(observed, a * size + b) - wr * second
      }
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      const mean = (at(observed, a * size + b) + at(observed, b * size + a)) / 2
      const value = at(expected, a * size + b) + mean
      observed[a * size + b] = value
      observed[b * size + a] = value
    }
  }
  return curvature
}
