import { describe, expect, it } from 'vitest'
import { curveValues } from './curve-values.ts'
import { fitCurve } from './fit-curve.ts'
import { constraintsOf, loadReference, pointsOf, type ReferenceFit } from './fixtures/load.ts'
import { linearPotency } from './linear-potency.ts'
import type { CovarianceKind, CurveFit, FitRequest, ParameterName } from './types.ts'

const { datasets, fits } = loadReference()
const interior = fits.filter((fit) => fit.noInteriorOptimum === undefined)

function requestOf(fit: ReferenceFit, covariance: CovarianceKind): FitRequest {
  const level = fit.effectiveDoses?.find(({ type }) => type === 'absolute')?.level ?? null
  return {
    model: 'logistic4',
    ...pointsOf(fit, datasets),
    ...(fit.weights ? { weights: Float64Array.from(fit.weights.values) } : {}),
    constraints: constraintsOf(fit),
    covariance,
    level: 0.95,
    responseScale: 'arbitrary',
    absoluteLevel: level,
    detail: 'full',
  }
}

const cache = new Map<string, CurveFit>()

function fitOf(fit: ReferenceFit, covariance: CovarianceKind = 'observed'): CurveFit {
  const key = `${fit.id}:${covariance}`
  const known = cache.get(key) ?? fitCurve(requestOf(fit, covariance))
  cache.set(key, known)
  return known
}

function parameter(fit: CurveFit, name: string) {
  const found = fit.parameters.find((one) => one.name === (name as ParameterName))
  if (!found) throw new Error(`no parameter ${name}`)
  return found
}

function expectRelative(actual: number | null, expected: number, tolerance: number) {
  expect(actual).not.toBeNull()
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

/** Published limits hold twelve digits; the rest of each tolerance is the reference's own rounding. */
describe.each(interior.map((fit) => [fit.id, fit] as const))('%s', (_, reference) => {
  const fit = fitOf(reference)

  it('reaches the reference RSS', () => {
    expect(fit.outcome.kind).toBe('converged')
    expectRelative(fit.rss, reference.rss, 1e-9)
    expect(fit.df).toBe(reference.df)
  })

  it('finds the estimates', () => {
    for (const { name, estimate } of reference.parameters) {
      const tolerance = Math.max(1e-6 * Math.abs(estimate), name === 'logEc50' ? 1e-7 : 0)
      // A plateau near 0 is known to a part of the response, not of itself.
      const slack = name === 'bottom' || name === 'top' ? 1e-9 * (fit.sigma ?? 0) : 0
      expect(Math.abs(parameter(fit, name).estimate - estimate)).toBeLessThanOrEqual(tolerance + slack)
    }
  })

  it('finds both kinds of standard error', () => {
    const expected = fitOf(reference, 'expected')
    for (const { name, se, seGaussNewton, atBound } of reference.parameters) {
      if (atBound) {
        expect(parameter(fit, name).state).toMatch(/^at-/)
        expect(parameter(fit, name).standardError).toBeNull()
      } else {
        expectRelative(parameter(fit, name).standardError, se ?? Number.NaN, 1e-5)
        expectRelative(parameter(expected, name).standardError, seGaussNewton ?? Number.NaN, 1e-5)
      }
    }
  })

  it('finds t and p', () => {
    for (const { name, t, p, atBound } of reference.parameters) {
      if (atBound || t === undefined || p === undefined) continue
      expectRelative(parameter(fit, name).t, t, 2e-5)
      expectRelative(parameter(fit, name).p, p, 1e-3)
    }
  })

  it('finds the profile limits of the midpoint', () => {
    const interval = reference.profile?.intervals.find((one) => one.parameter === 'logEc50')
    if (!interval) return
    const doses = pointsOf(reference, datasets)
      .dose.filter((dose) => dose > 0)
      .map(Math.log10)
    const profile = parameter(fit, 'logEc50').profile
    for (const side of ['lower', 'upper'] as const) {
      const limit = interval[side]
      const isOpen = limit === null || limit < Math.min(...doses) - 3 || limit > Math.max(...doses) + 3
      if (isOpen) expect(profile?.[side]).toBeNull()
      else {
        const tolerance = interval.stepLike?.includes(side) ? 0.01 : 1e-6
        expect(Math.abs((profile?.[side] ?? Number.NaN) - limit)).toBeLessThanOrEqual(tolerance)
      }
    }
  })

  it('finds the lack of fit', () => {
    if (!reference.lackOfFit) return
    expectRelative(fit.lackOfFit?.f ?? null, reference.lackOfFit.F, 1e-6)
    expectRelative(fit.lackOfFit?.p ?? null, reference.lackOfFit.p, 1e-5)
  })

  it('finds the relative and the absolute potency with their errors', () => {
    for (const effect of reference.effectiveDoses ?? []) {
      if (effect.type === 'relative' && effect.level !== 50) continue
      const potency = effect.type === 'relative' ? fit.relative : fit.absolute
      if (effect.log10Dose == null) expect(potency?.logRoot).toBeNull()
      else {
        expect(Math.abs((potency?.logRoot ?? Number.NaN) - effect.log10Dose)).toBeLessThanOrEqual(1e-6)
        if (effect.seLog10 != null && potency?.logStandardError != null) {
          expectRelative(potency.logStandardError, effect.seLog10, 1e-5)
        }
      }
    }
  })

  it('finds curve and band', () => {
    const band = reference.band ?? []
    const values = curveValues(
      fit,
      { level: 0.95 },
      Float64Array.from(band, ({ dose }) => dose),
    )
    const wells = curveValues(fit, { level: 0.95, band: 'prediction' }, values.dose)
    const isBound = reference.parameters.some(({ atBound }) => atBound)
    band.forEach((point, i) => {
      const size = Math.abs(point.confidence[1] - point.confidence[0])
      expect(Math.abs((values.fitted[i] ?? Number.NaN) - point.fit)).toBeLessThanOrEqual(1e-6 * size)
      if (isBound) expect(values.lower).toBeNull()
      else {
        const [low, high] = point.prediction
        const reach = Math.abs(high - low)
        expect(Math.abs((wells.lower?.[i] ?? Number.NaN) - low)).toBeLessThanOrEqual(1e-5 * reach)
        expect(Math.abs((wells.upper?.[i] ?? Number.NaN) - high)).toBeLessThanOrEqual(1e-5 * reach)
        expect(Math.abs((values.lower?.[i] ?? Number.NaN) - point.confidence[0])).toBeLessThanOrEqual(
          1e-5 * size,
        )
        expect(Math.abs((values.upper?.[i] ?? Number.NaN) - point.confidence[1])).toBeLessThanOrEqual(
          1e-5 * size,
        )
      }
    })
  })
})

describe('fits whose optimum lies at infinity', () => {
  it.each(fits.filter((fit) => fit.noInteriorOptimum !== undefined).map((fit) => [fit.id, fit] as const))(
    '%s reaches the infimum within 0.1 %, or stops at a guard and says so, and is not reportable',
    (_, reference) => {
      const fit = fitOf(reference)
      const isGuarded = fit.flags.includes('guard-top') || fit.flags.includes('guard-bottom')
      expect(fit.rss).toBeLessThanOrEqual(reference.rss * (isGuarded ? 1.02 : 1.001))
      expect(fit.relative.verdict.kind).not.toBe('reportable')
    },
  )
})

describe("the public R example's own numbers, to six digits", () => {
  it.each(['benchling-24h-example', 'benchling-48h-example'])('%s', (id) => {
    const reference = fits.find((fit) => fit.id === id)
    if (!reference) throw new Error(`no reference ${id}`)
    const fit = fitOf(reference)
    const [slope, ec50] = reference.parametersDrc
    if (!slope || !ec50) throw new Error('the reference has no drc parameters')
    const hill = parameter(fit, 'hill')
    expectRelative(-hill.estimate, slope.estimate, 1e-6)
    expectRelative(hill.standardError, slope.se ?? Number.NaN, 1e-6)
    expectRelative(hill.t === null ? null : -hill.t, slope.t ?? Number.NaN, 1e-6)
    expectRelative(hill.p, slope.p ?? Number.NaN, 1e-6)
    const linear = linearPotency(fit, fit.relative)
    expectRelative(linear?.dose ?? null, ec50.estimate, 1e-6)
    expectRelative(linear?.standardError ?? null, ec50.se ?? Number.NaN, 1e-6)
    expectRelative(linear?.t ?? null, ec50.t ?? Number.NaN, 1e-6)
    expectRelative(linear?.p ?? null, ec50.p ?? Number.NaN, 1e-6)
  })

  it('finds its fixed plateaus contradicted at 24 h', () => {
    const reference = fits.find((fit) => fit.id === 'benchling-24h-example')
    const { contradiction, relative } = fitOf(reference as ReferenceFit)
    expect(contradiction?.test).toMatchObject({ df1: 2, df2: 17 })
    expect(contradiction?.test.f).toBeCloseTo(7.25, 2)
    expect(contradiction?.test.p).toBeCloseTo(0.0053, 4)
    expect(10 ** (contradiction?.freeLogEc50 ?? Number.NaN)).toBeCloseTo(22.92, 2)
    expect(contradiction?.contradicted).toHaveLength(2)
    expect(relative.verdict).toMatchObject({ kind: 'estimated', rule: 'fixed-contradicted' })
  })
})
