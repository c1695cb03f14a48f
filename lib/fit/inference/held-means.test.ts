import { describe, expect, it } from 'vitest'
import { curveValues } from '../curve-values.ts'
import { fitCurve } from '../fit-curve.ts'
import { makeRandom } from '../numerics/random.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { Constraint, CurveFit, FitRequest, ParameterName } from '../types.ts'

const free = { kind: 'free' } as const
const random = makeRandom(8)
const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 3) / 2 - 2))
const response = dose.map((d) => 4 + 92 / (1 + (0.8 / d) ** 1.3) + 3 * random.normal())

function fitWith(bottom: Constraint, changes: Partial<FitRequest> = {}): CurveFit {
  return fitCurve({
    ...PLAIN_REQUEST,
    dose,
    response,
    constraints: { bottom, top: free, logEc50: free, hill: free },
    covariance: 'observed',
    absoluteLevel: 50,
    ...changes,
  })
}

const MEAN = 3.2
const VARIANCE = 1.7
const held = fitWith({ kind: 'fixed', value: MEAN, variance: VARIANCE })
const certain = fitWith({ kind: 'fixed', value: MEAN })

function errorOf(fit: CurveFit, name: ParameterName): number {
  return fit.parameters.find((parameter) => parameter.name === name)?.standardError ?? Number.NaN
}

/** How a number of the fit moves with the mean, by fits at means beside it. */
function slopeOf(read: (fit: CurveFit) => number | null): number {
  const step = 1e-3
  const beside = [1, -1].map(
    (sign) => read(fitWith({ kind: 'fixed', value: MEAN + sign * step })) ?? Number.NaN,
  )
  return ((beside[0] ?? Number.NaN) - (beside[1] ?? Number.NaN)) / (2 * step)
}

/** Var + (∂/∂c)² Var(mean), science.md 2. */
function widened(own: number, slope: number): number {
  return Math.sqrt(own * own + slope * slope * VARIANCE)
}

describe('a plateau held at a mean of controls', () => {
  it.each(['top', 'logEc50', 'hill'] as const)(
    'widens the error of %s by how it moves with the mean',
    (name) => {
      const slope = slopeOf((fit) => fit.parameters.find((one) => one.name === name)?.estimate ?? null)
      expect(errorOf(held, name) / widened(errorOf(certain, name), slope) - 1).toBeCloseTo(0, 5)
      expect(errorOf(held, name)).toBeGreaterThan(errorOf(certain, name))
    },
  )

  it('widens the error of the absolute potency, which moves with the mean itself too', () => {
    const slope = slopeOf((fit) => fit.absolute?.logRoot ?? null)
    const own = certain.absolute?.logStandardError ?? Number.NaN
    expect((held.absolute?.logStandardError ?? Number.NaN) / widened(own, slope) - 1).toBeCloseTo(0, 5)
  })

  it('widens the band by how the curve moves with the mean', () => {
    const at = Float64Array.of(0.01, 1, 30)
    const [wide, narrow] = [held, certain].map((fit) => curveValues(fit, { level: 0.95 }, at))
    const moved = [1e-3, -1e-3].map((step) =>
      curveValues(fitWith({ kind: 'fixed', value: MEAN + step }), { level: 0.95 }, at),
    )
    // The same t for both: reach over error.
    const t = 2.0796138447276626
    at.forEach((_, i) => {
      const reach = (values: typeof wide) =>
        (values?.upper?.[i] ?? Number.NaN) - (values?.fitted[i] ?? Number.NaN)
      const slope = ((moved[0]?.fitted[i] ?? Number.NaN) - (moved[1]?.fitted[i] ?? Number.NaN)) / 2e-3
      expect(reach(wide) / (t * widened(reach(narrow) / t, slope)) - 1).toBeCloseTo(0, 4)
    })
  })

  it('leaves estimates and tests as they are, and gives Wald limits for profile ones', () => {
    expect(held.parameters.map(({ estimate }) => estimate)).toEqual(
      certain.parameters.map(({ estimate }) => estimate),
    )
    expect(held.rss).toBe(certain.rss)
    expect(held.relative.interval?.method).toBe('wald')
    expect(certain.relative.interval?.method).toBe('profile')
    expect(held.parameters.every(({ profile }) => profile === null)).toBe(true)
    expect(errorOf(held, 'bottom')).toBeNaN()
  })

  it('refuses a variance that is none', () => {
    const { outcome } = fitWith({ kind: 'fixed', value: 3, variance: -1 })
    expect(outcome).toEqual({
      kind: 'invalid-input',
      reason: 'bottom: the variance of the fixed value is not a number ≥ 0.',
    })
  })
})
