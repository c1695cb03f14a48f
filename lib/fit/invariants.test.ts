import { describe, expect, it } from 'vitest'
import { fitCurve } from './fit-curve.ts'
import { MODELS, modelOf } from './models/table.ts'
import { at } from './numbers.ts'
import { makeRandom } from './numerics/random.ts'
import { PLAIN_REQUEST } from './testing/plain-request.ts'
import type { CurveFit, FitRequest, ModelName } from './types.ts'

/** What must hold of every model whatever the data: units, order and mirror images change a fit only as they should. */

const doses = [0, 0.001, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 1000]
const dose = Float64Array.from(doses.flatMap((d) => [d, d]))

/** A curve of each model, in the order of its vector, that these doses show whole. */
const TRUTHS: Readonly<Record<ModelName, readonly number[]>> = {
  constant: [40],
  linear: [90, -0.08],
  logistic4: [5, 95, 0, 1.2],
  logistic5: [5, 95, 0, 1.3, 2],
  weibull1: [5, 95, 0, 1.1],
  weibull2: [5, 95, 0, 1.1],
  logNormal: [5, 95, 0, 0.9],
  hormesisLinear: [4, 80, 0, -2.2, 90],
  hormesisSaturating: [4, 80, 0.5, -2, 60, 0],
  biphasic: [5, 95, 0.45, -1.3, 1.4, 1, 1],
  bell: [5, 95, -1, 1.6, 1.4, 1.6],
}

function responsesOf(model: ModelName, sd: number): Float64Array {
  const random = makeRandom(12)
  const truth = modelOf(model, model === 'hormesisSaturating' ? 'a' : undefined)
  const theta = Float64Array.from(TRUTHS[model])
  return dose.map((d) => truth.value(theta, d === 0 ? -Infinity : Math.log10(d)) + sd * random.normal())
}

function request(model: ModelName, changes: Partial<FitRequest> = {}): FitRequest {
  return {
    ...PLAIN_REQUEST,
    model,
    dose,
    response: responsesOf(model, 1.5),
    responseScale: 'arbitrary',
    detail: 'drag',
    ...changes,
  }
}

function expectClose(actual: number | null | undefined, expected: number, tolerance: number) {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance)
}

/** Largest response range, which deviations of levels are measured by. */
const RANGE = 90

function byName(fit: CurveFit) {
  return new Map(fit.parameters.map((parameter) => [parameter.name, parameter]))
}

const names = Object.keys(TRUTHS) as ModelName[]
// The onset of a saturating hormesis is 1 dose unit unless it is said, so that its curve belongs to a unit.
const unitless = names.filter((name) => name !== 'hormesisSaturating')

describe.each(names)('%s', (model) => {
  const fit = fitCurve(request(model))

  it('finds the curve that made the data, within its errors', () => {
    expect(fit.outcome.kind).toBe('converged')
    // Residual SD of 24 wells with SD 1.5: a chi-square that leaves these limits once in 10,000.
    expect(fit.sigma).toBeGreaterThan(0.7)
    expect(fit.sigma).toBeLessThan(2.5)
  })

  it('gives the same digits for rows in another order', () => {
    const order = Array.from(dose.keys()).sort((a, b) => ((a * 7919) % 24) - ((b * 7919) % 24))
    const { response } = request(model)
    const shuffled = fitCurve(
      request(model, {
        dose: Float64Array.from(order, (i) => at(dose, i)),
        response: Float64Array.from(order, (i) => at(response, i)),
      }),
    )
    expect(shuffled.parameters).toEqual(fit.parameters)
    expect(shuffled.rss).toBe(fit.rss)
  })

  it('follows the response axis: y → 3 y − 50', () => {
    const moved = fitCurve(request(model, { response: request(model).response.map((y) => 3 * y - 50) }))
    expectClose(moved.rss, 9 * (fit.rss ?? Number.NaN), 1e-7 * 9 * (fit.rss ?? Number.NaN))
    const before = byName(fit)
    for (const { name, estimate } of moved.parameters) {
      const was = before.get(name)?.estimate ?? Number.NaN
      const kind = modelOf(model, fit.variant).parameters.find((spec) => spec.name === name)?.unit
      if (kind === 'response') expectClose(estimate, 3 * was - 50, 1e-4 * RANGE)
      else if (kind === 'none' || kind === 'log-dose')
        expectClose(estimate, was, 1e-4 * Math.max(1, Math.abs(was)))
      else expectClose(estimate, 3 * was, 1e-4 * Math.abs(3 * was) + 1e-9)
    }
  })

  it('leaves a point out as if it had not been there', () => {
    const kept = (values: Float64Array) => values.filter((_, i) => i !== 9)
    const { response } = request(model)
    const without = fitCurve(request(model, { dose: kept(dose), response: kept(response) }))
    const weightless = fitCurve(request(model, { weights: dose.map((_, i) => (i === 9 ? 1e-13 : 1)) }))
    expectClose(weightless.rss, without.rss ?? Number.NaN, 1e-5 * (without.rss ?? Number.NaN))
  })

  it('halves the variances, but for degrees of freedom, when every well is there twice', () => {
    const twice = (values: Float64Array) => Float64Array.from([...values, ...values])
    const { response } = request(model)
    const doubled = fitCurve(request(model, { dose: twice(dose), response: twice(response) }))
    expectClose(doubled.rss, 2 * (fit.rss ?? Number.NaN), 1e-7 * (fit.rss ?? Number.NaN))
    const ratio = Math.sqrt(fit.df / (2 * fit.n - (fit.n - fit.df)))
    const before = byName(fit)
    for (const { name, standardError } of doubled.parameters) {
      const was = before.get(name)?.standardError
      if (standardError === null || was == null) continue
      expectClose(standardError, ratio * was, 1e-4 * was)
    }
  })
})

describe.each(unitless)('%s', (model) => {
  it('follows the unit of dose: µM to nM', () => {
    const fit = fitCurve(request(model))
    const other = fitCurve(request(model, { dose: dose.map((d) => 1000 * d) }))
    expectClose(other.rss, fit.rss ?? Number.NaN, 1e-7 * (fit.rss ?? Number.NaN))
    if (fit.relative.logRoot === null) expect(other.relative.logRoot).toBeNull()
    else expectClose(other.relative.logRoot, fit.relative.logRoot + 3, 1e-5)
    if (fit.relative.logStandardError !== null) {
      expectClose(
        other.relative.logStandardError,
        fit.relative.logStandardError,
        1e-4 * fit.relative.logStandardError,
      )
    }
  })
})

describe.each(names.filter((name) => modelOf(name).mirror(Float64Array.from(TRUTHS[name]), 100) !== null))(
  '%s',
  (model) => {
    it('and its mirror image 100 − y fit equally well, with the same midpoint', () => {
      const fit = fitCurve(request(model))
      const theta = Float64Array.from(fit.parameters, ({ estimate }) => estimate)
      const mirrored = modelOf(model, fit.variant).mirror(theta, 100)?.variant
      const image = fitCurve(
        request(mirrored?.name ?? model, { response: request(model).response.map((y) => 100 - y) }),
      )
      expectClose(image.rss, fit.rss ?? Number.NaN, 1e-6 * (fit.rss ?? Number.NaN))
      if (fit.relative.logRoot !== null && MODELS[model].isMonotone) {
        expectClose(image.relative.logRoot, fit.relative.logRoot, 1e-4)
      }
    })
  },
)
