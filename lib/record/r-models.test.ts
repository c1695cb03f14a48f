import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit/fit-curve.ts'
import { responseAt } from '../fit/curve-values.ts'
import { constraintsOf, loadOtherModels, loadReference, requestOf } from '../fit/fixtures/load.ts'
import type { Constraints, CurveFit, ModelName, ParameterName } from '../fit/types.ts'
import { rModelOf, type RModel } from './r-models.ts'

const FREE = { kind: 'free' } as const
const ALL_FREE: Constraints = { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE }

function modelOf(fit: CurveFit, constraints: Constraints = ALL_FREE): RModel {
  const model = rModelOf(fit, constraints)
  if ('lacks' in model) throw new Error(model.lacks)
  return model
}

function lettersOf({ free, fixed }: RModel): Record<string, number> {
  return Object.fromEntries([...free, ...fixed].map(({ name, value }) => [name, value]))
}

/** A fit as far as a model of R reads it. */
function fitOf(model: ModelName, values: Partial<Record<ParameterName, number>>, variant?: string): CurveFit {
  const parameters = Object.entries(values).map(([name, estimate]) => ({
    name: name as ParameterName,
    state: 'free' as const,
    estimate,
    standardError: null,
    t: null,
    p: null,
    wald: null,
    profile: null,
  }))
  const [reference] = loadReference().fits
  if (reference === undefined) throw new Error('no reference')
  const fit = fitCurve(requestOf(reference, loadReference().datasets, 'expected'))
  return { ...fit, model, parameters, ...(variant === undefined ? {} : { variant }) }
}

/** Turned curves and those without an optimum have other letters. */
function comparable() {
  return [loadReference(), loadOtherModels()].flatMap(({ datasets, fits }) =>
    fits
      .filter((fit) => fit.noInteriorOptimum === undefined && fit.alternativeTopBelowBottom === undefined)
      .map((fit) => ({ fit, datasets })),
  )
}

describe('rModelOf', () => {
  it('gives the letters that drc itself reports for the reference fits', () => {
    let compared = 0
    for (const { fit: reference, datasets } of comparable()) {
      const fit = fitCurve({ ...requestOf(reference, datasets, 'expected'), detail: 'drag' })
      const letters = lettersOf(modelOf(fit, constraintsOf(reference)))
      const [estimates] = reference.estimates as unknown as { drc: Record<string, number> }[]
      const isTurned = Math.sign(letters['b'] ?? 0) !== Math.sign(estimates?.drc['b'] ?? 0)
      if (isTurned || Math.abs((fit.rss ?? 0) / reference.rss - 1) > 1e-7) continue
      for (const [letter, value] of Object.entries(letters)) {
        expect(
          Math.abs(value / (estimates?.drc[letter] ?? Number.NaN) - 1) || 0,
          `${reference.id} ${letter}`,
        ).toBeLessThan(1e-3)
      }
      compared += 1
    }
    expect(compared).toBeGreaterThan(40)
  })

  /** drc's formulas as its help has them, in the letters that we hand it. */
  const logistic = (p: Record<string, number>, x: number, height: number) =>
    (p['c'] ?? 0) + height / (1 + Math.exp((p['b'] ?? 0) * (Math.log(x) - Math.log(p['e'] ?? 1))))
  const span = (p: Record<string, number>) => (p['d'] ?? 0) - (p['c'] ?? 0)
  const normal = (z: number) => {
    // Integral of the density by Simpson's rule, far from any code of ours.
    const steps = 2000
    const [from, h] = [-12, (z + 12) / steps]
    let sum = 0
    for (let i = 0; i <= steps; i++) {
      const x = from + i * h
      sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp((-x * x) / 2)
    }
    return (sum * h) / 3 / Math.sqrt(2 * Math.PI)
  }
  const SIGMOID = { bottom: 5, top: 90, logEc50: 0.7, hill: -1.4 }
  const STEPS = {
    bottom: 3,
    top: 80,
    fraction: 0.3,
    logEc50First: 0.2,
    logEc50Second: 1.6,
    hillFirst: 1.2,
    hillSecond: 2,
  }

  it.each<
    [
      ModelName,
      string | undefined,
      Partial<Record<ParameterName, number>>,
      (p: Record<string, number>, x: number) => number,
    ]
  >([
    [
      'logistic5',
      'bottom',
      { ...SIGMOID, asymmetry: 0.6 },
      (p, x) =>
        (p['c'] ?? 0) +
        span(p) / (1 + Math.exp((p['b'] ?? 0) * Math.log(x / (p['e'] ?? 1)))) ** (p['f'] ?? 1),
    ],
    [
      'logistic5',
      'top',
      { ...SIGMOID, asymmetry: 2.5 },
      (p, x) =>
        (p['c'] ?? 0) +
        span(p) / (1 + Math.exp((p['b'] ?? 0) * Math.log(x / (p['e'] ?? 1)))) ** (p['f'] ?? 1),
    ],
    [
      'weibull1',
      undefined,
      SIGMOID,
      (p, x) => (p['c'] ?? 0) + span(p) * Math.exp(-((x / (p['e'] ?? 1)) ** (p['b'] ?? 1))),
    ],
    [
      'weibull2',
      undefined,
      SIGMOID,
      (p, x) => (p['c'] ?? 0) + span(p) * (1 - Math.exp(-((x / (p['e'] ?? 1)) ** (p['b'] ?? 1)))),
    ],
    [
      'logNormal',
      undefined,
      SIGMOID,
      (p, x) => (p['c'] ?? 0) + span(p) * normal((p['b'] ?? 1) * Math.log(x / (p['e'] ?? 1))),
    ],
    [
      'hormesisLinear',
      undefined,
      { bottom: 5, top: 60, logE: 0.7, hill: -2.4, hormesis: 30 },
      (p, x) => logistic(p, x, span(p) + (p['f'] ?? 0) * x),
    ],
    [
      'hormesisSaturating',
      'b',
      { bottom: 5, top: 60, logE: 0.7, hill: -2.4, hormesis: 30, logOnset: -0.4 },
      (p, x) => logistic(p, x, span(p) + (p['f'] ?? 0) * Math.exp(-1 / x ** 0.5)),
    ],
    [
      'biphasic',
      undefined,
      STEPS,
      (p, x) =>
        (p['c1'] ?? 0) +
        ((p['d1'] ?? 0) - (p['c1'] ?? 0)) / (1 + (x / (p['e1'] ?? 1)) ** (p['b1'] ?? 1)) +
        (p['d2'] ?? 0) / (1 + (x / (p['e2'] ?? 1)) ** (p['b2'] ?? 1)),
    ],
  ])('%s %s is the curve of drc’s formula', (name, variant, values, formula) => {
    const fit = fitOf(name, values, variant)
    const model = modelOf(fit)
    for (const x of [0.03, 0.4, 2, 5, 40, 300]) {
      expect(formula(lettersOf(model), x / model.doseUnit)).toBeCloseTo(responseAt(fit, x) ?? Number.NaN, 8)
    }
  })

  it('turns bounds with the sign of the slope and into doses', () => {
    const constraints: Constraints = {
      ...ALL_FREE,
      hill: { kind: 'bounded', lower: 0.5, upper: 3 },
      logEc50: { kind: 'bounded', lower: null, upper: 2 },
    }
    const { free } = modelOf(fitOf('logistic4', { ...SIGMOID, hill: 1 }), constraints)
    expect(free.map(({ name, lower, upper }) => [name, lower, upper])).toEqual([
      ['b', -3, -0.5],
      ['c', -Infinity, Infinity],
      ['d', -Infinity, Infinity],
      ['e', -Infinity, 100],
    ])
  })

  it('says what drc cannot hold', () => {
    const fit = fitOf('weibull1', SIGMOID)
    const held = {
      ...fit,
      parameters: fit.parameters.map((p) => (p.name === 'logEc50' ? { ...p, state: 'fixed' as const } : p)),
    }
    expect(rModelOf(held, ALL_FREE)).toEqual({
      lacks: 'drc cannot hold our logEc50, which its e carries together with hill',
    })
  })
})
