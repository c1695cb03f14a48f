import { describe, expect, it } from 'vitest'
import { curveValues } from './curve-values.ts'
import { fitCurve } from './fit-curve.ts'
import { constraintsOf, loadOtherModels, pointsOf, type ReferenceFit } from './fixtures/load.ts'
import type { CurveFit, EffectDose, FitRequest, ModelName } from './types.ts'

/** Models other than logistic4, against reference fits: what `reference.test.ts` does for that one. */

const { datasets, fits } = loadOtherModels()
const MODEL_OF: Readonly<Record<string, ModelName>> = {
  logLogistic: 'logistic5',
  weibull1: 'weibull1',
  weibull2: 'weibull2',
  brainCousens: 'hormesisLinear',
}

function levels(fit: ReferenceFit, type: string) {
  return (fit.effectiveDoses ?? []).filter((effect) => effect.type === type).map(({ level }) => level)
}

function requestOf(fit: ReferenceFit): FitRequest {
  return {
    model: MODEL_OF[fit.model.kind] ?? 'logistic4',
    // drc's LL.5 has its asymmetry at the bottom.
    ...(fit.model.kind === 'logLogistic' && { variant: 'bottom' }),
    ...pointsOf(fit, datasets),
    ...(fit.weights ? { weights: Float64Array.from(fit.weights.values) } : {}),
    constraints: constraintsOf(fit),
    covariance: 'observed',
    level: 0.95,
    responseScale: 'arbitrary',
    absoluteLevel: null,
    effects: levels(fit, 'relative'),
    absoluteLevels: levels(fit, 'absolute'),
    detail: 'full',
  }
}

const interior = fits.filter((fit) => fit.noInteriorOptimum === undefined)

describe.each(interior.map((fit) => [fit.id, fit] as const))('%s', (_, reference) => {
  const request = requestOf(reference)
  const fit = fitCurve(request)

  it('converges to the reference RSS', () => {
    expect(fit.outcome.kind).toBe('converged')
    expect(Math.abs((fit.rss ?? Number.NaN) / reference.rss - 1)).toBeLessThanOrEqual(1e-9)
    expect(fit.df).toBe(reference.df)
  })

  it('finds every effective dose, relative and absolute, with its error', () => {
    for (const effect of reference.effectiveDoses ?? []) {
      const found = effectOf(fit, effect)
      if (effect.log10Dose == null) {
        // A relative dose that the reference does not give lies where it did not look: it always exists.
        if (effect.type === 'absolute') expect(found.logRoot).toBeNull()
      } else {
        expect(Math.abs((found.logRoot ?? Number.NaN) - effect.log10Dose)).toBeLessThanOrEqual(1e-6)
        if (effect.seLog10 == null || fit.covariance === null) continue
        expect(Math.abs((found.logStandardError ?? Number.NaN) / effect.seLog10 - 1)).toBeLessThanOrEqual(
          1e-5,
        )
      }
    }
  })

  it('finds curve and band', () => {
    const band = reference.band ?? []
    const values = curveValues(
      fit,
      request,
      Float64Array.from(band, ({ dose }) => dose),
    )
    band.forEach((point, i) => {
      const size = Math.abs(point.confidence[1] - point.confidence[0])
      expect(Math.abs((values.fitted[i] ?? Number.NaN) - point.fit)).toBeLessThanOrEqual(1e-5 * size)
      if (values.lower === null) return
      expect(Math.abs((values.lower[i] ?? Number.NaN) - point.confidence[0])).toBeLessThanOrEqual(1e-4 * size)
      expect(Math.abs((values.upper?.[i] ?? Number.NaN) - point.confidence[1])).toBeLessThanOrEqual(
        1e-4 * size,
      )
    })
  })

  it('finds the profile limits of the midpoint', () => {
    const interval = reference.profile?.intervals.find((one) => one.parameter === 'logEc50')
    if (!interval) return
    const doses = Array.from(
      request.dose.filter((dose) => dose > 0),
      Math.log10,
    )
    const profile = fit.parameters.find(({ name }) => name === 'logEc50')?.profile
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
})

function effectOf(fit: CurveFit, { type, level }: { type: string; level: number }): EffectDose {
  const found = fit.effects?.find((effect) => effect.kind === type && effect.level === level)
  if (!found) throw new Error(`no ${type} dose at ${level}`)
  return found
}
