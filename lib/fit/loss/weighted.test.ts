import { describe, expect, it } from 'vitest'
import { curveValues } from '../curve-values.ts'
import { fitCurve } from '../fit-curve.ts'
import { at } from '../numbers.ts'
import { makeRandom } from '../numerics/random.ts'
import { dose, expectClose, mean, parameter, plain } from './testing/eight-doses.ts'

describe('weights from the fitted curve', () => {
  const noisy = (seed: number) => {
    const random = makeRandom(seed)
    return dose.map((d) => mean(d) * (1 + 0.08 * random.normal()))
  }

  it.each([
    ['1/y', 'squares', 1],
    ['1/y2', 'squares', 2],
    ['1/y2', 'huber', 2],
    ['1/y', 'tukey', 1],
  ] as const)(
    '%s rest with %s where refitting at the weights of the curve changes nothing',
    (weighting, loss, power) => {
      const response = noisy(4)
      const fit = fitCurve(plain({ dose, response, weighting, loss }))
      const { fitted } = curveValues(fit, { level: 0.95 }, dose)
      const again = fitCurve(plain({ dose, response, loss, weights: fitted.map((y) => y ** -power) }))
      expectClose(again.relative.logRoot, fit.relative.logRoot, 1e-5)
      expectClose(parameter(again, 'bottom').standardError, parameter(fit, 'bottom').standardError, 1e-4)
      expect(
        Math.abs(
          (fitCurve(plain({ dose, response, loss })).relative.logRoot ?? 0) - (fit.relative.logRoot ?? 0),
        ),
      ).toBeGreaterThan(1e-4)
    },
  )

  it('do not run away where the curve is 0', () => {
    const fit = fitCurve(plain({ dose, response: dose.map((d) => mean(d) - 5), weighting: '1/y2' }))
    expect(fit.parameters.every(({ estimate }) => Number.isFinite(estimate))).toBe(true)
  })

  it('give intervals that hold the truth where the scatter follows the curve', () => {
    const sets = 300
    const t = 2.0859634
    let held = 0
    for (let seed = 100; seed < 100 + sets; seed++) {
      const fit = fitCurve(plain({ dose, response: noisy(seed), weighting: '1/y2', detail: 'drag' }))
      const { estimate, standardError } = parameter(fit, 'logEc50')
      if (Math.abs(estimate - Math.log10(0.7)) < t * (standardError ?? 0)) held++
    }
    // Three binomial deviations about 95 %.
    expect(held / sets).toBeGreaterThan(0.912)
    expect(held / sets).toBeLessThan(0.988)
  })
})

describe('rows that are means of wells', () => {
  it.each(['none', '1/y'] as const)(
    'give the fit, errors and tests of the wells themselves, weighting %s',
    (weighting) => {
      const random = makeRandom(9)
      // Unequal numbers of wells, so that a mean taken for a well shows.
      const doses = Float64Array.from({ length: 8 }, (_, i) => 10 ** (i / 2 - 2))
      const groups = Array.from(doses, (d, i) =>
        Float64Array.from({ length: 2 + (i % 3) }, () => mean(d) + 4 * random.normal()),
      )
      const average = (values: Float64Array) => values.reduce((sum, y) => sum + y, 0) / values.length
      const wells = fitCurve(
        plain({
          dose: Float64Array.from(groups.flatMap((values, i) => Array.from(values, () => at(doses, i)))),
          response: Float64Array.from(groups.flatMap((values) => Array.from(values))),
          weighting,
        }),
      )
      const means = Float64Array.from(groups, average)
      const sd = Float64Array.from(groups, (values) =>
        Math.sqrt(values.reduce((sum, y) => sum + (y - average(values)) ** 2, 0) / (values.length - 1)),
      )
      const count = Float64Array.from(groups, ({ length }) => length)
      const fit = fitCurve(plain({ dose: doses, response: means, wells: { sd, count }, weighting }))
      expect([fit.n, fit.df]).toEqual([wells.n, wells.df])
      expectClose(fit.rss, wells.rss, 1e-9)
      expectClose(fit.lackOfFit?.f, wells.lackOfFit?.f, 1e-7)
      expectClose(fit.flatTest?.f, wells.flatTest?.f, 1e-8)
      for (const { name, estimate, standardError, profile } of wells.parameters) {
        expectClose(parameter(fit, name).estimate, estimate, 1e-6)
        expectClose(parameter(fit, name).standardError, standardError, 1e-6)
        expectClose(parameter(fit, name).profile?.lower, profile?.lower, 1e-5)
      }
    },
  )

  it('draw the null sets of their flat test well by well', () => {
    const random = makeRandom(17)
    const groups = Array.from({ length: 8 }, () =>
      Float64Array.from({ length: 3 }, () => 50 + 5 * random.normal()),
    )
    const average = (values: Float64Array) => values.reduce((sum, y) => sum + y, 0) / values.length
    const response = Float64Array.from(groups.flatMap((values) => Array.from(values)))
    const sd = Float64Array.from(groups, (values) =>
      Math.sqrt(values.reduce((sum, y) => sum + (y - average(values)) ** 2, 0) / 2),
    )
    const doses = dose.filter((_, i) => i % 3 === 0)
    const count = new Float64Array(8).fill(3)
    const fit = fitCurve(
      plain({ dose: doses, response: Float64Array.from(groups, average), wells: { sd, count } }),
    )
    expect(fit.flatPCalibrated).toBe(fitCurve(plain({ dose, response })).flatPCalibrated)
  })
})

it('exactly known SDs give normal errors that do not look at the scatter', () => {
  const response = dose.map((d, i) => mean(d) + (i % 2 === 0 ? 0.5 : -0.5))
  const weights = new Float64Array(24).fill(1 / 9)
  const known = fitCurve(plain({ dose, response, weights, areSdsExact: true, covariance: 'expected' }))
  const estimated = fitCurve(plain({ dose, response, weights, covariance: 'expected' }))
  const ratio =
    (parameter(known, 'hill').standardError ?? 0) / (parameter(estimated, 'hill').standardError ?? 1)
  // s² = 1 against RSS/df at those weights.
  expectClose(ratio, 1 / Math.sqrt((estimated.rss ?? Number.NaN) / estimated.df), 1e-8)
  const { estimate, standardError, wald } = parameter(known, 'hill')
  expectClose((wald?.upper ?? 0) - estimate, 1.959963984540054 * (standardError ?? Number.NaN), 1e-9)
  // 4 degrees of freedom: P(chi² > x) = (1 + x/2) e^(−x/2); 12 wells either side of the curve by half, SD 3.
  const { f, df1, df2, p } = known.lackOfFit ?? { f: 0, df1: 0, df2: 0, p: 0 }
  expect([df1, df2]).toEqual([4, Infinity])
  expectClose(p, (1 + (f * 4) / 2) * Math.exp((-f * 4) / 2), 1e-10)
})
