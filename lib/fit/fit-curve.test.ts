import { MODEL_ENTRIES } from './models/table.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { residuals, responseAt } from './curve-values.ts'
import { fitCurve } from './fit-curve.ts'
import { PARAMETERS } from './models/parameters.ts'
import { PLAIN_REQUEST } from './testing/plain-request.ts'
import type { Constraint, Constraints, CurveFit, FitRequest, ParameterName } from './types.ts'

const free: Constraint = { kind: 'free' }
const allFree: Constraints = { bottom: free, top: free, logEc50: free, hill: free }

/** A clean falling curve with fixed "noise": no test depends on a random source. */
const dose = Float64Array.from([0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30].flatMap((d) => [d, d, d]))
const noise = [1.2, -0.7, 0.4, -1.5, 2.1, 0.3, -0.9, 0.8, -0.2, 1.7, -1.1, 0.6]
const response = dose.map((d, i) => 4 + 92 / (1 + (d / 0.6) ** 1.3) + (noise[i % noise.length] ?? 0))

function request(changes: Partial<FitRequest> = {}): FitRequest {
  return {
    ...PLAIN_REQUEST,
    dose,
    response,
    absoluteLevel: 50,
    ...changes,
  }
}

function estimate(fit: CurveFit, name: ParameterName): number {
  return fit.parameters.find((one) => one.name === name)?.estimate ?? Number.NaN
}

function expectClose(actual: number, expected: number, tolerance = 1e-7) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))
}

describe('all masks of free and fixed parameters', () => {
  const truth = { bottom: 4, top: 96, logEc50: Math.log10(0.6), hill: -1.3 }
  const masks = Array.from({ length: 16 }, (_, mask) => mask)

  it.each(masks)('mask %i converges, with errors on exactly the free ones', (mask) => {
    const isFree = (k: number) => (mask & (1 << k)) !== 0
    const constraints = Object.fromEntries(
      PARAMETERS.map((name, k) => [name, isFree(k) ? free : { kind: 'fixed', value: truth[name] }]),
    ) as unknown as Constraints
    const fit = fitCurve(request({ constraints }))
    expect(fit.outcome.kind).toBe('converged')
    expect(fit.df).toBe(24 - PARAMETERS.filter((_, k) => isFree(k)).length)
    fit.parameters.forEach((parameter, k) => {
      expect(parameter.state).toBe(isFree(k) ? 'free' : 'fixed')
      expect(parameter.standardError === null).toBe(!isFree(k))
      expect(parameter.profile === null).toBe(!isFree(k))
      if (!isFree(k)) expect(parameter.estimate).toBe(truth[PARAMETERS[k] ?? 'hill'])
      else
        expect(Math.abs(parameter.estimate - truth[PARAMETERS[k] ?? 'hill'])).toBeLessThan(
          5 * (parameter.standardError ?? 0),
        )
    })
    // The level is the midpoint itself: the slope alone moves it by nothing.
    if (mask > 0) expect((fit.absolute?.logStandardError ?? 0) > 0).toBe(mask !== 8)
  })

  it('a tighter model never has the lower RSS', () => {
    const full = fitCurve(request({ detail: 'drag' })).rss ?? Number.NaN
    for (const name of PARAMETERS) {
      const constraints = { ...allFree, [name]: { kind: 'fixed', value: truth[name] } }
      expect(fitCurve(request({ detail: 'drag', constraints })).rss).toBeGreaterThanOrEqual(full)
    }
  })
})

describe('bounds', () => {
  const at = (name: ParameterName, lower: number | null, upper: number | null) =>
    fitCurve(request({ constraints: { ...allFree, [name]: { kind: 'bounded', lower, upper } } }))

  it('a bound that does not bind changes nothing', () => {
    const plain = fitCurve(request())
    const bounded = at('top', 50, 200)
    for (const name of PARAMETERS) expectClose(estimate(bounded, name), estimate(plain, name), 1e-9)
    expect(bounded.relative.verdict.rule).toBe('reportable')
  })

  it('a bound that binds holds exactly, loses its error and gives a one-sided limit', () => {
    const fit = at('top', null, 93)
    const top = fit.parameters.find(({ name }) => name === 'top')
    expect(top).toMatchObject({ state: 'at-upper', estimate: 93, standardError: null })
    expect(top?.profile?.method).toBe('one-sided-profile')
    expect(top?.profile?.upper).toBeNull()
    expect(top?.profile?.lower).toBeLessThan(93)
    expect(fit.df).toBe(20)
    expect(fit.relative.verdict).toMatchObject({ kind: 'estimated', rule: 'at-bound' })
  })

  it.each([
    ['bottom', 6, null],
    ['hill', -1, null],
    ['logEc50', 0, null],
    ['top', null, 93],
  ] as const)('meets the Karush-Kuhn-Tucker conditions at a bound on %s', (name, lower, upper) => {
    const fit = at(name, lower, upper)
    const bound = lower ?? upper ?? Number.NaN
    // Fixing the parameter a little inside must cost; fixing it a little outside must pay.
    const inward = lower === null ? -1e-3 : 1e-3
    const fixedAt = (value: number) =>
      fitCurve(request({ detail: 'drag', constraints: { ...allFree, [name]: { kind: 'fixed', value } } }))
        .rss ?? 0
    expect(fixedAt(bound + inward)).toBeGreaterThan(fit.rss ?? Number.NaN)
    expect(fixedAt(bound - inward)).toBeLessThan(fit.rss ?? Number.NaN)
  })

  it('a slope bounded to the other direction leaves a level line and no potency', () => {
    const fit = at('hill', 0, 5)
    expect(fit.outcome).toEqual({ kind: 'singular', parameters: ['logEc50', 'hill'] })
    expect(fit.relative.logDose).toBeNull()
  })

  it('plateaus that allow both orders keep their names: top stays above bottom', () => {
    const fit = fitCurve(
      request({ constraints: { ...allFree, bottom: { kind: 'bounded', lower: 0, upper: null } } }),
    )
    expect(estimate(fit, 'top')).toBeGreaterThan(estimate(fit, 'bottom'))
    expect(estimate(fit, 'hill')).toBeLessThan(0)
  })
})

describe('invariants', () => {
  const plain = fitCurve(request())

  it('a change of the dose unit shifts the midpoint and nothing else', () => {
    const fit = fitCurve(request({ dose: dose.map((d) => d * 1000) }))
    expectClose(estimate(fit, 'logEc50'), estimate(plain, 'logEc50') + 3)
    expectClose(estimate(fit, 'hill'), estimate(plain, 'hill'))
    expectClose(fit.rss ?? 0, plain.rss ?? 0)
    expectClose(fit.relative.interval?.lower ?? 0, (plain.relative.interval?.lower ?? 0) + 3, 1e-6)
  })

  it.each([1e-12, 1e-3, 1e5, 1e12])(
    'a response in units of %d scales the plateaus and their errors',
    (unit) => {
      const fit = fitCurve(request({ response: response.map((y) => y * unit), responseScale: 'arbitrary' }))
      expectClose(estimate(fit, 'logEc50'), estimate(plain, 'logEc50'))
      expectClose(estimate(fit, 'top') / unit, estimate(plain, 'top'))
      expectClose((fit.parameters[1]?.standardError ?? 0) / unit, plain.parameters[1]?.standardError ?? 0)
    },
  )

  it('a mirrored response mirrors the curve', () => {
    const fit = fitCurve(request({ response: response.map((y) => 100 - y) }))
    expectClose(estimate(fit, 'logEc50'), estimate(plain, 'logEc50'))
    expectClose(estimate(fit, 'hill'), -estimate(plain, 'hill'))
    expectClose(estimate(fit, 'bottom'), 100 - estimate(plain, 'top'))
  })

  it('row order changes no digit', () => {
    const order = Array.from(dose.keys()).sort((a, b) => ((a * 7) % 24) - ((b * 7) % 24))
    const shuffle = (values: Float64Array) => Float64Array.from(order, (row) => values[row] ?? Number.NaN)
    const fit = fitCurve(request({ dose: shuffle(dose), response: shuffle(response) }))
    expect(fit.parameters).toEqual(plain.parameters)
    expect(fit.relative).toEqual(plain.relative)
  })

  it('the same request gives the same bits', () => {
    expect(fitCurve(request())).toEqual(plain)
  })

  it('doubling every row halves the variance, but for the degrees of freedom', () => {
    const twice = (values: Float64Array) => Float64Array.from([...values, ...values])
    const fit = fitCurve(request({ dose: twice(dose), response: twice(response) }))
    const shrink = Math.sqrt((fit.df / plain.df) * 1)
    fit.parameters.forEach((parameter, k) => {
      expectClose(parameter.estimate, plain.parameters[k]?.estimate ?? 0)
      expectClose((parameter.standardError ?? 0) * shrink, plain.parameters[k]?.standardError ?? 0)
    })
  })

  it('a weight of 2 is a row given twice', () => {
    const weights = dose.map((_, i) => (i === 4 ? 2 : 1))
    const weighted = fitCurve(request({ weights }))
    const repeated = fitCurve(
      request({
        dose: Float64Array.from([...dose, dose[4] ?? 0]),
        response: Float64Array.from([...response, response[4] ?? 0]),
      }),
    )
    for (const name of PARAMETERS) expectClose(estimate(weighted, name), estimate(repeated, name))
    expectClose(weighted.rss ?? 0, repeated.rss ?? 0)
  })

  it('leaving a point out equals removing it', () => {
    const keep = (values: Float64Array) => values.filter((_, i) => i !== 9)
    const without = fitCurve(request({ dose: keep(dose), response: keep(response) }))
    const ratio = 10 ** (estimate(without, 'logEc50') - estimate(plain, 'logEc50'))
    expectClose(plain.leaveOneOut?.[9] ?? 0, ratio)
  })

  it('drag and full find the same curve', () => {
    const quick = fitCurve(request({ detail: 'drag' }))
    for (const name of PARAMETERS) expect(estimate(quick, name)).toBe(estimate(plain, name))
    expect(quick.leaveOneOut).toBeNull()
  })

  it('residuals and responses come from the curve', () => {
    const squares = residuals(plain, request()).reduce((sum, r) => sum + r * r, 0)
    expectClose(squares, plain.rss ?? 0)
    const middle = responseAt(plain, 10 ** estimate(plain, 'logEc50'))
    expectClose(middle ?? 0, (estimate(plain, 'bottom') + estimate(plain, 'top')) / 2)
  })
})

describe('profile limits', () => {
  it('raise the RSS to the threshold exactly, for every parameter and the absolute potency', () => {
    const fit = fitCurve(request())
    // F(0.95; 1, 20) from a table: 4.3512435.
    const threshold = (fit.rss ?? 0) * (1 + 4.351243503 / 20)
    for (const { name, profile } of fit.parameters) {
      for (const value of [profile?.lower, profile?.upper]) {
        const constraints = { ...allFree, [name]: { kind: 'fixed', value: value ?? Number.NaN } as const }
        expectClose(fitCurve(request({ constraints, detail: 'drag' })).rss ?? 0, threshold, 1e-6)
      }
    }
    // The absolute potency at X: with level 50 and plateaus fixed at 0 and 100 it is the midpoint itself.
    const fixed = {
      ...allFree,
      bottom: { kind: 'fixed', value: 0 },
      top: { kind: 'fixed', value: 100 },
    } as const
    const percent = fitCurve(request({ constraints: fixed }))
    expectClose(percent.absolute?.interval?.lower ?? 0, percent.relative.interval?.lower ?? 1, 1e-6)
  })
})

describe('bad data', () => {
  const grid = Float64Array.of(1, 2, 5, 10, 20, 50)
  const same = (y: number) => grid.map(() => y)

  it.each([
    ['a NaN response', { response: response.map((y, i) => (i === 3 ? Number.NaN : y)) }],
    ['an infinite response', { response: response.map((y, i) => (i === 3 ? Number.POSITIVE_INFINITY : y)) }],
    ['a negative dose', { dose: dose.map((d, i) => (i === 0 ? -1 : d)) }],
    ['a NaN dose', { dose: dose.map((d, i) => (i === 0 ? Number.NaN : d)) }],
    ['columns of unequal length', { dose: dose.slice(1) }],
    ['no points', { dose: new Float64Array(), response: new Float64Array() }],
    ['a negative weight', { weights: dose.map(() => -1) }],
    [
      'a lower limit above the upper',
      { constraints: { ...allFree, top: { kind: 'bounded', lower: 5, upper: 1 } } },
    ],
    [
      'a bottom above the top',
      {
        constraints: {
          ...allFree,
          bottom: { kind: 'fixed', value: 9 },
          top: { kind: 'bounded', lower: 0, upper: 8 },
        },
      },
    ],
    ['a slope of 0', { constraints: { ...allFree, hill: { kind: 'fixed', value: 0 } } }],
    ['a NaN limit', { constraints: { ...allFree, top: { kind: 'fixed', value: Number.NaN } } }],
    ['a level of 1', { level: 1 }],
  ] as [string, Partial<FitRequest>][])('%s is refused by name', (_, changes) => {
    const fit = fitCurve(request(changes))
    expect(fit.outcome.kind).toBe('invalid-input')
    expect(fit.relative.verdict.kind).toBe('not-determined')
    expect(fit.relative.logDose).toBeNull()
  })

  it.each([
    ['all zero', same(0)],
    ['all 100', same(100)],
    ['all 1e12', same(1e12)],
  ])('%s has no potency', (_, y) => {
    const fit = fitCurve(request({ dose: grid, response: y }))
    expect(fit.outcome.kind).toBe('singular')
    expect(fit.relative).toMatchObject({ logDose: null, verdict: { rule: 'flat-level-unknown' } })
  })

  it('all zero with a control is no response up to the top dose', () => {
    const fit = fitCurve(request({ dose: Float64Array.of(0, ...grid), response: new Float64Array(7) }))
    expect(fit.relative).toMatchObject({
      qualifier: '>',
      verdict: { kind: 'no-response', rule: 'no-response' },
    })
    expect(fit.relative.logDose).toBeCloseTo(Math.log10(50), 12)
  })

  it.each([
    ['one dose', Float64Array.of(1, 1, 1, 1, 1), 1],
    ['two doses', Float64Array.of(1, 1, 1, 2, 2), 2],
    ['one point', Float64Array.of(3), 1],
    ['only controls', new Float64Array(6), 1],
  ])('%s is too few, and says how many', (_, few, distinctDoses) => {
    const fit = fitCurve(request({ dose: few, response: few.map((d, i) => d + i) }))
    expect(fit.outcome).toEqual({ kind: 'too-few-points', distinctDoses, freeParameters: 4 })
    expect(fit.relative.verdict.rule).toBe('too-few-points')
  })

  it('as many points as parameters is drawn without errors', () => {
    const fit = fitCurve(
      request({ dose: Float64Array.of(1, 3, 10, 30), response: Float64Array.of(2, 20, 70, 95) }),
    )
    expect(fit.outcome.kind).toBe('converged')
    expect(fit.covariance).toBeNull()
    expect(fit.flags).toContain('exact-fit')
    expect(fit.relative).toMatchObject({ logDose: null, verdict: { rule: 'too-few-points' } })
  })

  it('a step is estimated between the two doses around it, without a slope to trust', () => {
    const y = Float64Array.from([0, 1, -1, 100, 99, 101].flatMap((v) => [v + 0.5, v - 0.5]))
    const fit = fitCurve(request({ dose: Float64Array.from([...grid].flatMap((d) => [d, d])), response: y }))
    expect(fit.relative.verdict.kind).toBe('estimated')
    expect(fit.flags).toContain('steep')
    expect(fit.relative.logDose).toBeGreaterThanOrEqual(Math.log10(5))
    expect(fit.relative.logDose).toBeLessThanOrEqual(Math.log10(10))
  })

  it('a second solver finds nothing lower, where it is asked', () => {
    const asked = fitCurve(request({ secondSolver: true }))
    expect(asked.secondSolver?.agrees).toBe(true)
    expect(fitCurve(request({ secondSolver: true, loss: 'tukey' })).secondSolver).toBeNull()
    expect(fitCurve(request())).not.toHaveProperty('secondSolver')
  })

  it('whatever the points and constraints, a fit ends with a tag and no number escapes', () => {
    const value = fc.oneof(
      fc.double({ min: -200, max: 200, noNaN: true }),
      fc.constantFrom(0, 100, 1e12, -1e12, 1e-12, 50),
    )
    const doseValue = fc.constantFrom(0, 1e-12, 1e-9, 1e-3, 0.1, 1, 2, 3, 10, 100, 1e6, 1e12)
    const constraint: fc.Arbitrary<Constraint> = fc.oneof(
      fc.constant(free),
      fc.double({ min: -5, max: 120, noNaN: true }).map((v) => ({ kind: 'fixed', value: v || 1 }) as const),
      fc
        .tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }))
        .map(([low, width]) => ({ kind: 'bounded', lower: low, upper: low + width + 0.1 }) as const),
    )
    const cases = fc.record({
      points: fc.array(fc.tuple(doseValue, value), { minLength: 1, maxLength: 24 }),
      constraints: fc.record({ bottom: constraint, top: constraint, logEc50: constraint, hill: constraint }),
      model: fc.constantFrom(...MODEL_ENTRIES.map(({ name }) => name)),
      // Each full fit simulates the flat test of a design of its own.
      detail: fc.constantFrom('drag' as const, 'drag' as const, 'drag' as const, 'full' as const),
      covariance: fc.constantFrom('expected' as const, 'observed' as const),
    })
    fc.assert(
      fc.property(cases, ({ points, ...rest }) => {
        const fit = fitCurve(
          request({
            ...rest,
            dose: Float64Array.from(points, ([d]) => d),
            response: Float64Array.from(points, ([, y]) => y),
          }),
        )
        expect(fit.outcome.kind).toMatch(
          /^(converged|stalled|iteration-limit|singular|too-few-points|invalid-input)$/,
        )
        for (const { estimate: e, standardError } of fit.parameters) {
          expect(Number.isFinite(e)).toBe(true)
          if (standardError !== null) expect(Number.isFinite(standardError)).toBe(true)
        }
        for (const potency of [fit.relative, fit.absolute]) {
          if (potency?.logDose != null) expect(Number.isFinite(potency.logDose)).toBe(true)
          if (potency?.verdict.kind === 'not-determined') expect(potency.logDose).toBeNull()
        }
      }),
      { seed: 20260101, numRuns: 150 },
    )
  }, 300_000)
})
