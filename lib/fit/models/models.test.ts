import { describe, expect, it } from 'vitest'
import { at } from '../numbers.ts'
import type { Model } from './model.ts'
import { MODEL_ENTRIES, modelOf } from './table.ts'
import { bellSummary } from './bell.ts'

/** Curves of each model, in the order of its vector; named by model and variant. */
const CURVES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  'constant/null': [[3]],
  'linear/null': [[3, -0.4]],
  'logistic4/null': [
    [2, 98, -0.5, 1.2],
    [-10, 20, 0.3, -0.7],
    [5, 1, 0, 8],
  ],
  'logistic5/bottom': [
    [2, 98, -0.5, 1.2, 0.4],
    [2, 98, 0.2, -2, 3],
    [0, 1, 0, 1, 60],
  ],
  'logistic5/top': [
    [2, 98, -0.5, 1.2, 0.4],
    [2, 98, 0.2, -2, 3],
    [0, 1, 0, 1, 60],
  ],
  'weibull1/null': [
    [2, 98, -0.5, 1.2],
    [-10, 20, 0.3, -0.7],
  ],
  'weibull2/null': [
    [2, 98, -0.5, 1.2],
    [-10, 20, 0.3, -0.7],
  ],
  'logNormal/null': [
    [2, 98, -0.5, 0.8],
    [-10, 20, 0.3, -0.7],
  ],
  'hormesisLinear/null': [[1, 100, 0.2, -2.5, 60]],
  'hormesisSaturating/a': [[1, 100, 0.2, -2.5, 60, 0]],
  'hormesisSaturating/b': [[1, 100, 0.2, -1.5, 60, -0.5]],
  'hormesisSaturating/c': [[1, 100, 0.2, -1.5, 60, 0.5]],
  'biphasic/null': [
    [2, 98, 0.3, -0.9, 0.8, 1, 1.5],
    [2, 98, 0.6, -0.9, 0.8, -1, -0.8],
  ],
  'bell/returning': [[2, 98, -0.7, 1.2, 0.6, 2]],
  'bell/own-end': [[2, 98, -0.7, 1.2, 0.6, 2, 30]],
}

const cases = MODEL_ENTRIES.flatMap(({ variants }) =>
  variants.flatMap((model) =>
    (CURVES[`${model.name}/${model.variant}`] ?? []).map(
      (curve, i) =>
        [`${model.name} ${model.variant ?? ''} ${i + 1}`, model, Float64Array.from(curve)] as const,
    ),
  ),
)
const LOG_DOSES = [-3, -1.1, -0.6, -0.5, 0, 0.25, 1.5]

function moved(theta: Float64Array, k: number, by: number): Float64Array {
  return theta.map((value, j) => (j === k ? value + by : value))
}

it('every variant has a curve here', () => {
  const known = MODEL_ENTRIES.flatMap(({ variants }) => variants.map((m) => `${m.name}/${m.variant}`))
  expect(Object.keys(CURVES).toSorted()).toEqual(known.toSorted())
})

describe.each(cases)('%s', (_, model, theta) => {
  it('gradient and slope agree with central differences', () => {
    const gradient = new Float64Array(theta.length)
    for (const x of LOG_DOSES) {
      model.gradient(theta, x, gradient)
      for (let k = 0; k < theta.length; k++) {
        const step = 1e-5
        const difference =
          (model.value(moved(theta, k, step), x) - model.value(moved(theta, k, -step), x)) / (2 * step)
        expect(Math.abs(at(gradient, k) - difference)).toBeLessThan(2e-6 * (1 + Math.abs(difference)))
      }
      const slope = (model.value(theta, x + 1e-5) - model.value(theta, x - 1e-5)) / 2e-5
      expect(Math.abs(model.doseSlope(theta, x) - slope)).toBeLessThan(2e-6 * (1 + Math.abs(slope)))
    }
  })

  it('takes its limits at no dose and at a huge one, with finite gradients', () => {
    const gradient = new Float64Array(theta.length)
    const limit = new Float64Array(theta.length)
    model.gradient(theta, -Infinity, gradient)
    model.limitGradient(theta, 'zero', limit)
    expect(Array.from(gradient, (g) => g + 0)).toEqual(Array.from(limit, (g) => g + 0))
    expect(model.value(theta, -Infinity)).toBe(model.limitAtZeroDose(theta))
    if (model.name !== 'linear') {
      expect(model.value(theta, 60)).toBeCloseTo(model.limitAtFullDose(theta), 6)
      model.gradient(theta, 300, gradient)
      expect(gradient.every(Number.isFinite)).toBe(true)
    }
  })

  it('effective doses undo the curve', () => {
    const [zero, full] = [model.limitAtZeroDose(theta), model.limitAtFullDose(theta)]
    for (const fraction of [0.1, 0.5, 0.9]) {
      const x = model.logDoseOfEffect(theta, fraction)
      if (x === null || model.name === 'bell') continue
      expect(model.value(theta, x)).toBeCloseTo(zero + fraction * (full - zero), 7)
      expect(model.logDoseOfLevel(theta, zero + fraction * (full - zero))).toBeCloseTo(x, 8)
    }
    const midpoint = model.midpoint(theta)
    if (midpoint !== null) expect(model.logDoseOfEffect(theta, 0.5)).toBeCloseTo(midpoint, 8)
    expect(model.logDoseOfEffect(theta, 1)).toBeNull()
  })

  it('equivalent vectors and the mirror are the same curve', () => {
    for (const x of [-Infinity, ...LOG_DOSES]) {
      const y = model.value(theta, x)
      for (const other of model.equivalents(theta)) expect(model.value(other, x)).toBeCloseTo(y, 9)
      const mirror = model.mirror(theta, 100)
      if (mirror) expect(mirror.variant.value(mirror.theta, x)).toBeCloseTo(100 - y, 9)
    }
  })
})

/** science.md 1: each row of the table of conversions from drc. */
describe("drc's own formulas", () => {
  const [c, d, e, b] = [3, 90, 0.7, 1.4]
  const drc: readonly (readonly [string, Model, Float64Array, (x: number) => number])[] = [
    [
      'LL.5, c < d',
      modelOf('logistic5', 'bottom'),
      Float64Array.of(c, d, Math.log10(e) - Math.log10(2 ** (1 / 2.5) - 1) / -b, -b, 2.5),
      (x) => c + (d - c) / (1 + (x / e) ** b) ** 2.5,
    ],
    [
      'LL.5, c > d',
      modelOf('logistic5', 'top'),
      Float64Array.of(c, d, Math.log10(e) + Math.log10(2 ** (1 / 0.6) - 1) / b, b, 0.6),
      (x) => d + (c - d) / (1 + (x / e) ** b) ** 0.6,
    ],
    [
      'W1.4',
      modelOf('weibull1'),
      Float64Array.of(c, d, Math.log10(e) + 0.1591745389548616 / -b, -b),
      (x) => c + (d - c) * Math.exp(-((x / e) ** b)),
    ],
    [
      'W2.4',
      modelOf('weibull2'),
      Float64Array.of(c, d, Math.log10(e) - 0.1591745389548616 / b, b),
      (x) => c + (d - c) * (1 - Math.exp(-((x / e) ** b))),
    ],
    [
      'BC.5',
      modelOf('hormesisLinear'),
      Float64Array.of(c, d, Math.log10(e), -b, 50 * e),
      (x) => c + (d - c + 50 * x) / (1 + (x / e) ** b),
    ],
    [
      'CRS.5b',
      modelOf('hormesisSaturating', 'b'),
      Float64Array.of(c, d, Math.log10(e), -b, 50, 0),
      (x) => c + (d - c + 50 * Math.exp(-1 / Math.sqrt(x))) / (1 + (x / e) ** b),
    ],
  ]
  it.each(drc)('%s', (_, model, theta, formula) => {
    for (const x of [0.01, 0.3, 0.7, 2, 40])
      expect(model.value(theta, Math.log10(x))).toBeCloseTo(formula(x), 9)
    const location = model.location(theta)
    if (location) expect(10 ** location.logDose).toBeCloseTo(e, 9)
  })

  it('a bell a decade wide with slopes of 1 reaches 58 % of its top parameter', () => {
    const { response, logDose } = bellSummary(
      modelOf('bell', 'returning'),
      Float64Array.of(0, 100, 0, 1, 1, 1),
    )
    expect(logDose).toBeCloseTo(0.5, 6)
    expect(response).toBeCloseTo(57.7, 1)
  })
})
