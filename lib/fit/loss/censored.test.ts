import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { at } from '../numbers.ts'
import { makeRandom } from '../numerics/random.ts'
import { dose, expectClose, mean, parameter, plain } from './testing/eight-doses.ts'

const random = makeRandom(21)
const truth = dose.map((d) => mean(d) + 3 * random.normal())

/** −ln L of the four parameters and ln σ, by a Φ of its own (Simpson's rule) and nothing of the engine. */
function cost(
  response: Float64Array,
  censoring: Int8Array,
  [bottom = 0, top = 0, logEc50 = 0, hill = 0, logSigma = 0]: readonly number[],
) {
  let sum = 0
  for (let i = 0; i < dose.length; i++) {
    const fitted = bottom + (top - bottom) / (1 + 10 ** (hill * (logEc50 - Math.log10(at(dose, i)))))
    const z = (at(response, i) - fitted) / Math.exp(logSigma)
    const sign = censoring[i] ?? 0
    sum += sign === 0 ? 0.5 * z * z + logSigma + 0.5 * Math.log(2 * Math.PI) : -Math.log(phi(-sign * z))
  }
  return sum
}

function phi(z: number): number {
  const steps = 400
  const low = Math.min(z, 0) - 12
  const h = (z - low) / steps
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const x = low + i * h
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-0.5 * x * x)
  }
  return (sum * h) / 3 / Math.sqrt(2 * Math.PI)
}

const STEPS = [1e-2, 1e-2, 1e-4, 1e-4, 1e-4]
type Score = (theta: readonly number[]) => number

function moved(theta: readonly number[], moves: readonly (readonly [number, number])[]): number[] {
  return theta.map((value, k) =>
    moves.reduce((sum, [index, size]) => (index === k ? sum + size * (STEPS[k] ?? 0) : sum), value),
  )
}

/** Central differences over the parameters in `order`. */
function derivatives(score: Score, theta: readonly number[], order: readonly number[]) {
  const gradient = order.map(
    (k) => (score(moved(theta, [[k, 1]])) - score(moved(theta, [[k, -1]]))) / (2 * (STEPS[k] ?? 1)),
  )
  const hessian = order.map((j) =>
    order.map((k) => {
      const four = [1, -1].map((a) =>
        [1, -1].map(
          (b) =>
            a *
            b *
            score(
              moved(theta, [
                [j, a * 4],
                [k, b * 4],
              ]),
            ),
        ),
      )
      return four.flat().reduce((sum, value) => sum + value, 0) / (64 * (STEPS[j] ?? 1) * (STEPS[k] ?? 1))
    }),
  )
  return { gradient, hessian }
}

/** Gauss-Jordan with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, i) => [...row, ...(right[i] ?? [])])
  const n = rows.length
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k] ?? 0) > Math.abs(rows[best]?.[k] ?? 0) ? i + k : best), k)
    const [a, b] = [rows[k] ?? [], rows[pivot] ?? []]
    rows[k] = b
    rows[pivot] = a
    rows[k] = b.map((value) => value / (b[k] ?? 1))
    rows.forEach((row, i) => {
      if (i !== k) rows[i] = row.map((value, j) => value - (row[k] ?? 0) * (rows[k]?.[j] ?? 0))
    })
  }
  return rows.map((row) => row.slice(n))
}

/** Damped Newton on differences; `held` parameters stay. */
function maximise(score: Score, start: readonly number[], held: readonly number[] = []): number[] {
  const order = [0, 1, 2, 3, 4].filter((k) => !held.includes(k))
  let theta = [...start]
  for (let round = 0; round < 60; round++) {
    const { gradient, hessian } = derivatives(score, theta, order)
    const sides = gradient.map((value) => [value])
    for (const damping of [0, 1e-3, 1e-2, 0.1, 1, 10, 100]) {
      const damped = hessian.map((row, i) =>
        row.map((value, j) => (i === j ? value + damping * Math.abs(value) : value)),
      )
      const step = solve(damped, sides).map(([value = 0]) => value)
      const next = theta.map((value, k) => value - (step[order.indexOf(k)] ?? 0))
      if (!(score(next) <= score(theta))) continue
      theta = next
      break
    }
  }
  return theta
}

const SETS = [
  ['below 12', truth.map((y) => Math.max(y, 12)), Int8Array.from(truth, (y) => (y < 12 ? -1 : 0))],
  ['above 85', truth.map((y) => Math.min(y, 85)), Int8Array.from(truth, (y) => (y > 85 ? 1 : 0))],
  [
    'on both sides',
    truth.map((y) => Math.min(Math.max(y, 10), 88)),
    Int8Array.from(truth, (y) => (y < 10 ? -1 : y > 88 ? 1 : 0)),
  ],
] as const

describe.each(SETS)('responses censored %s', (_, response, censoring) => {
  const fit = fitCurve(plain({ dose, response, censoring }))
  const score: Score = (theta) => cost(response, censoring, theta)
  const names = ['bottom', 'top', 'logEc50', 'hill']
  const own = names.map((name) => parameter(fit, name).estimate)
  const best = maximise(score, [5, 95, Math.log10(0.7), 1, Math.log(3)])

  it('have the estimates and the likelihood of another maximiser', () => {
    expect(fit.outcome.kind).toBe('converged')
    own.forEach((value, k) =>
      expect(Math.abs(value - (best[k] ?? 0))).toBeLessThan(1e-5 * Math.max(1, Math.abs(value))),
    )
    expect(Math.abs((fit.logLikelihood ?? 0) + score(best))).toBeLessThan(1e-7)
    expectClose(fit.rss, fit.n * Math.exp(2 * (best[4] ?? 0)), 1e-6)
  })

  it('have the errors of the whole information, σ among it, on n − p', () => {
    const { hessian } = derivatives(score, best, [0, 1, 2, 3, 4])
    const identity = hessian.map((_row, i) => hessian.map((_x, j) => (i === j ? 1 : 0)))
    const inverse = solve(hessian, identity)
    names.forEach((name, k) => {
      const variance = ((inverse[k]?.[k] ?? 0) * fit.n) / fit.df
      expectClose(parameter(fit, name).standardError, Math.sqrt(variance), 2e-4)
    })
  })

  it('have the limits where the likelihood has fallen as far as least squares would let it', () => {
    const t = 2.085963447265837
    const fall = (fit.n / 2) * Math.log(1 + (t * t) / fit.df)
    for (const side of ['lower', 'upper'] as const) {
      const limit = parameter(fit, 'logEc50').profile?.[side] ?? Number.NaN
      const held = maximise(score, [best[0] ?? 0, best[1] ?? 0, limit, best[3] ?? 1, best[4] ?? 0], [2])
      expectClose(score(held) - score(best), fall, 1e-4)
    }
  })
})

it('censored responses lie nearer to the truth than limits taken for values', () => {
  const [, response, censoring] = SETS[0]
  const fit = fitCurve(plain({ dose, response, censoring }))
  const taken = fitCurve(plain({ dose, response }))
  expect(parameter(fit, 'bottom').estimate).toBeLessThan(parameter(taken, 'bottom').estimate - 1)
  expect(Math.abs(parameter(fit, 'bottom').estimate - 5)).toBeLessThan(4)
})

it('nothing censored is least squares', () => {
  const none = fitCurve(plain({ dose, response: truth, censoring: new Int8Array(24) }))
  const usual = fitCurve(plain({ dose, response: truth }))
  expect(none.parameters).toEqual(usual.parameters)
  // A limit far below its well's curve says nothing: the other wells are least squares again.
  const [last] = [truth.length - 1]
  const response = truth.map((y, i) => (i === last ? -1e4 : y))
  const fit = fitCurve(
    plain({ dose, response, censoring: Int8Array.from(dose, (_, i) => (i === last ? 1 : 0)) }),
  )
  const without = fitCurve(plain({ dose: dose.subarray(0, last), response: truth.subarray(0, last) }))
  expectClose(parameter(fit, 'logEc50').estimate, parameter(without, 'logEc50').estimate, 1e-7)
})

it('the order of the rows changes no digit', () => {
  const [, response, censoring] = SETS[2]
  const turned = {
    dose: dose.toReversed(),
    response: response.toReversed(),
    censoring: censoring.toReversed(),
  }
  expect(fitCurve(plain(turned)).parameters).toEqual(
    fitCurve(plain({ dose, response, censoring })).parameters,
  )
})

it('without a measured row there is no fit, and nothing hangs', () => {
  const fit = fitCurve(plain({ dose, response: truth, censoring: new Int8Array(24).fill(1) }))
  expect(fit.outcome.kind).toBe('singular')
})
