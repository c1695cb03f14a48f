import { describe, expect, it } from 'vitest'
import nist from '../fixtures/nist.json' with { type: 'json' }
import { at } from '../numbers.ts'
import { type LeastSquares, levenbergBest } from './levenberg.ts'

type Formula = (b: readonly number[], x: number) => number

/** The certified problems' formulas; b is counted from 1 there and from 0 here. */
const FORMULAS: Readonly<Record<string, Formula>> = {
  Chwirut1: ([a = 0, b = 0, c = 0], x) => Math.exp(-a * x) / (b + c * x),
  DanWood: ([a = 0, b = 0], x) => a * x ** b,
  Gauss2: ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0], x) =>
    a * Math.exp(-b * x) + c * Math.exp(-((x - d) ** 2) / e ** 2) + f * Math.exp(-((x - g) ** 2) / h ** 2),
  Misra1a: ([a = 0, b = 0], x) => a * (1 - Math.exp(-b * x)),
  ENSO: ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0], x) =>
    a +
    b * Math.cos((2 * Math.PI * x) / 12) +
    c * Math.sin((2 * Math.PI * x) / 12) +
    e * Math.cos((2 * Math.PI * x) / d) +
    f * Math.sin((2 * Math.PI * x) / d) +
    h * Math.cos((2 * Math.PI * x) / g) +
    i * Math.sin((2 * Math.PI * x) / g),
  Hahn1: rational,
  Lanczos1: ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0], x) =>
    a * Math.exp(-b * x) + c * Math.exp(-d * x) + e * Math.exp(-f * x),
  MGH17: ([a = 0, b = 0, c = 0, d = 0, e = 0], x) => a + b * Math.exp(-x * d) + c * Math.exp(-x * e),
  Misra1d: ([a = 0, b = 0], x) => (a * b * x) / (1 + b * x),
  Roszman1: ([a = 0, b = 0, c = 0, d = 0], x) => a - b * x - Math.atan(c / (x - d)) / Math.PI,
  BoxBOD: ([a = 0, b = 0], x) => a * (1 - Math.exp(-b * x)),
  MGH09: ([a = 0, b = 0, c = 0, d = 0], x) => (a * (x * x + x * b)) / (x * x + x * c + d),
  Rat42: ([a = 0, b = 0, c = 0], x) => a / (1 + Math.exp(b - c * x)),
  Thurber: rational,
}

function rational([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0]: readonly number[], x: number): number {
  return (a + b * x + c * x * x + d * x ** 3) / (1 + e * x + f * x * x + g * x ** 3)
}

/** Fourth-order central differences, as a user's own equation is differentiated. */
function leastSquaresOf(
  formula: Formula,
  x: readonly number[],
  y: readonly number[],
  size: number,
): LeastSquares {
  const value = (theta: Float64Array, k: number, by: number, i: number) =>
    formula(
      Array.from(theta, (b, j) => (j === k ? b + by : b)),
      x[i] ?? Number.NaN,
    )
  return {
    count: y.length,
    size,
    residuals(theta, out) {
      y.forEach((value, i) => {
        out[i] = value - formula(Array.from(theta), x[i] ?? Number.NaN)
      })
      return out.every(Number.isFinite)
    },
    jacobian(theta, out) {
      for (let k = 0; k < size; k++) {
        const h = 1e-3 * Math.abs(at(theta, k)) || 1e-6
        for (let i = 0; i < y.length; i++) {
          const near = value(theta, k, h, i) - value(theta, k, -h, i)
          const far = value(theta, k, 2 * h, i) - value(theta, k, -2 * h, i)
          out[k * y.length + i] = (8 * near - far) / (12 * h)
        }
      }
      return out.every(Number.isFinite)
    },
  }
}

interface NistProblem {
  readonly name: string
  readonly start1: readonly number[]
  readonly start2: readonly number[]
  readonly certified: readonly number[]
  readonly data: { readonly x: readonly number[]; readonly y: readonly number[] }
}

const problems = (nist as unknown as { problems: readonly NistProblem[] }).problems
const cases = problems.flatMap((problem) =>
  ([1, 2] as const).map((start) => [problem.name, start, problem] as const),
)

describe('NIST StRD nonlinear problems, six digits of every parameter', () => {
  it.each(cases)('%s from start %i', (name, start, problem) => {
    const formula = FORMULAS[name]
    if (!formula) throw new Error(`no formula for ${name}`)
    const from = Float64Array.from(start === 1 ? problem.start1 : problem.start2)
    const { x, y } = problem.data
    const everywhere = { lower: from.map(() => -Infinity), upper: from.map(() => Infinity) }
    const { theta } = levenbergBest(leastSquaresOf(formula, x, y, from.length), everywhere, from)
    problem.certified.forEach((certified, k) => {
      const digits = -Math.log10(Math.abs(at(theta, k) - certified) / Math.abs(certified))
      expect(digits).toBeGreaterThanOrEqual(6)
    })
  })
})
