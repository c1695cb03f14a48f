import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { constraintsOf, loadAllReference, pointsOf, type ReferenceFit } from '../fixtures/load.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { CurveFit, FitRequest, ModelName } from '../types.ts'

const { datasets, fits } = loadAllReference()

function plain(changes: Partial<FitRequest> & Pick<FitRequest, 'dose' | 'response'>): FitRequest {
  return {
    ...PLAIN_REQUEST,
    covariance: 'observed',
    responseScale: 'arbitrary',
    ...changes,
  }
}

function referenceRequest(fit: ReferenceFit): FitRequest {
  const { total } = datasets[fit.dataset] ?? {}
  const model: ModelName = fit.model.kind === 'weibull1' ? 'weibull1' : 'logistic4'
  const losses = { negloglik: 'binomial', huber: 'huber', tukey: 'tukey', rss: 'squares' } as const
  return plain({
    model,
    ...pointsOf(fit, datasets),
    ...(total && { trials: Float64Array.from(total) }),
    constraints: constraintsOf(fit),
    loss: losses[fit.loss.kind],
  })
}

function parameter(fit: CurveFit, name: string) {
  const found = fit.parameters.find((one) => one.name === name)
  if (!found) throw new Error(`no parameter ${name}`)
  return found
}

function expectClose(actual: number | null | undefined, expected: number, tolerance: number) {
  expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

const robust = fits.filter(({ loss }) => loss.kind === 'huber' || loss.kind === 'tukey')

describe.each(robust.map((fit) => [fit.id, fit] as const))('%s', (_, reference) => {
  const fit = fitCurve(referenceRequest(reference))

  it('finds the estimates, errors, t and RSS of the reference', () => {
    expect(fit.outcome.kind).toBe('converged')
    expectClose(fit.rss, reference.rss, 1e-6)
    for (const { name, estimate, se, t } of reference.parameters) {
      expectClose(parameter(fit, name).estimate, estimate, 1e-6)
      expectClose(parameter(fit, name).standardError, se ?? Number.NaN, 1e-5)
      expectClose(parameter(fit, name).t, t ?? Number.NaN, 1e-5)
    }
  })

  it('finds the effective doses, without a profile that would be of another loss', () => {
    const half = reference.effectiveDoses?.find(({ type, level }) => type === 'relative' && level === 50)
    expectClose(fit.relative.logRoot, half?.log10Dose ?? Number.NaN, 1e-6)
    expectClose(fit.relative.logStandardError, half?.seLog10 ?? Number.NaN, 1e-5)
    expect(fit.relative.interval?.method ?? 'wald').toBe('wald')
    expect(fit.parameters.every(({ profile }) => profile === null)).toBe(true)
  })
})

const binomial = fits.filter(({ loss }) => loss.kind === 'negloglik')

describe.each(binomial.map((fit) => [fit.id, fit] as const))('%s', (_, reference) => {
  const fit = fitCurve(referenceRequest(reference))

  it('finds the maximum of the likelihood, with normal errors', () => {
    for (const { name, estimate, se, t, p } of reference.parameters) {
      if (name === 'logE') continue
      expectClose(parameter(fit, name).estimate, estimate, 1e-6)
      expectClose(parameter(fit, name).standardError, se ?? Number.NaN, 1e-5)
      expectClose(parameter(fit, name).t, t ?? Number.NaN, 1e-5)
      expectClose(parameter(fit, name).p, p ?? Number.NaN, 1e-3)
    }
  })

  it("finds log likelihood, deviance and Pearson's test of the reference", () => {
    const {
      n,
      logLik = Number.NaN,
      deviance = Number.NaN,
      goodnessOfFit,
      logLikParameters: k = 0,
    } = reference
    expectClose(fit.logLikelihood, logLik, 1e-9)
    expectClose(fit.deviance, deviance, 1e-8)
    expectClose(fit.rss, goodnessOfFit?.pearson ?? Number.NaN, 1e-7)
    expectClose(fit.lackOfFit?.p, goodnessOfFit?.p ?? Number.NaN, 1e-7)
    expectClose(fit.aicc, -2 * logLik + 2 * k + (2 * k * (k + 1)) / (n - k - 1), 1e-8)
  })

  it('finds where the likelihood has fallen by 1.9207', () => {
    const limits = reference.profile?.intervals.find(({ parameter: name }) => name === 'logEc50')
    expect(limits).toBeDefined()
    const { profile } = parameter(fit, 'logEc50')
    for (const side of ['lower', 'upper'] as const) {
      // At a step the limit is as far from the dose as a slope of 50, the guard, lets the curve rise there.
      const tolerance = limits?.stepLike?.includes(side) ? 0.02 : 1e-6
      expect(Math.abs((profile?.[side] ?? Number.NaN) - (limits?.[side] ?? Number.NaN))).toBeLessThan(
        tolerance,
      )
    }
    if (!limits?.stepLike) expect(fit.relative.interval?.method).toBe('profile')
  })

  it('finds the effective doses with their errors', () => {
    const half = reference.effectiveDoses?.find(({ type, level }) => type === 'relative' && level === 50)
    expectClose(fit.relative.logRoot, half?.log10Dose ?? Number.NaN, 1e-6)
    expectClose(fit.relative.logStandardError, half?.seLog10 ?? Number.NaN, 1e-5)
  })
})

const dose = Float64Array.from({ length: 24 }, (_, i) => 10 ** (Math.floor(i / 3) / 2 - 2))
const mean = (d: number) => 5 + 90 / (1 + 0.7 / d)

it.each([
  ['counts without trials', { loss: 'binomial' }, 'Counts out of n need their trials.'],
  ['trials without counts', { trials: new Float64Array(24).fill(5) }, 'Trials belong to the binomial loss.'],
  [
    'fractions beyond 1',
    { loss: 'binomial', trials: new Float64Array(24).fill(5) },
    'A fraction of responders lies outside 0 to 1.',
  ],
  ['too few signs', { censoring: new Int8Array(3) }, 'Doses and censoring differ in number.'],
  [
    'weights of counts',
    {
      loss: 'binomial',
      trials: new Float64Array(24).fill(100),
      response: new Float64Array(24),
      weighting: '1/y',
    },
    'Counts carry their own weights.',
  ],
  [
    'limits in a robust fit',
    { loss: 'huber', censoring: new Int8Array(24).fill(1) },
    'Censored responses need least squares.',
  ],
  [
    'means of wells in a robust fit',
    { loss: 'tukey', wells: { sd: new Float64Array(24), count: new Float64Array(24).fill(3) } },
    'Means of wells need least squares: they hide single wells.',
  ],
  [
    'known SDs at weights from the curve',
    { areSdsExact: true, weighting: '1/y2' },
    'Exactly known SDs need least squares at given weights.',
  ],
  [
    'half a well',
    { wells: { sd: new Float64Array(24), count: new Float64Array(24).fill(0.5) } },
    'A number of wells is not 1 or more.',
  ],
] as const)('refuses %s', (_, changes, reason) => {
  const { outcome } = fitCurve(plain({ dose, response: dose.map(mean), ...changes }))
  expect(outcome).toEqual({ kind: 'invalid-input', reason })
})
