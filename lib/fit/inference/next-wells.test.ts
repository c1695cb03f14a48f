import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { makeRandom } from '../numerics/random.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { CurveFit, FitRequest } from '../types.ts'

function requestOf(
  dose: Float64Array,
  response: Float64Array,
  changes: Partial<FitRequest> = {},
): FitRequest {
  return {
    ...PLAIN_REQUEST,
    dose,
    response,
    ...changes,
  }
}

/** A curve whose upper plateau no dose reaches. */
function partial(): FitRequest {
  const random = makeRandom(8)
  const dose = Float64Array.from({ length: 16 }, (_, i) => 10 ** (Math.floor(i / 2) / 2 - 2))
  return requestOf(
    dose,
    dose.map((d) => 100 / (1 + (20 / d) ** 1.1) + 3 * random.normal()),
  )
}

const estimate = (fit: CurveFit, name: string) =>
  fit.parameters.find((one) => one.name === name)?.estimate ?? NaN

/** Gradient of the logistic by central differences. */
function gradientAt(theta: readonly number[], x: number): number[] {
  const value = ([bottom = 0, top = 0, e = 0, h = 0]: readonly number[]) =>
    bottom + (top - bottom) / (1 + 10 ** (h * (e - x)))
  return theta.map((center, k) => {
    const step = 1e-5 * Math.max(1, Math.abs(center))
    const moved = (sign: number) => value(theta.map((t, i) => (i === k ? t + sign * step : t)))
    return (moved(1) - moved(-1)) / (2 * step)
  })
}

/** Element [2][2] of the inverse of Σ g gᵀ, by elimination. */
function varianceOfThird(gradients: readonly (readonly number[])[]): number {
  const rows = [0, 1, 2, 3].map((i) => [
    ...[0, 1, 2, 3].map((j) => gradients.reduce((sum, g) => sum + (g[i] ?? 0) * (g[j] ?? 0), 0)),
    i === 2 ? 1 : 0,
  ])
  for (let p = 0; p < 4; p++) {
    for (let i = 0; i < 4; i++) {
      if (i === p) continue
      const factor = (rows[i]?.[p] ?? 0) / (rows[p]?.[p] ?? 1)
      rows[i] = (rows[i] ?? []).map((value, j) => value - factor * (rows[p]?.[j] ?? 0))
    }
  }
  return (rows[2]?.[4] ?? NaN) / (rows[2]?.[2] ?? NaN)
}

describe('the wells that would help most', () => {
  const request = partial()
  const fit = fitCurve(request)
  const theta = ['bottom', 'top', 'logEc50', 'hill'].map((name) => estimate(fit, name))
  const design = Array.from(request.dose, (d) => gradientAt(theta, Math.log10(d)))
  const candidates = Array.from({ length: 23 }, (_, i) => -3 + 0.25 * i)
  const next = fit.diagnostics?.nextWells
  /** 97.5 % points of t on 12 to 15 degrees of freedom. */
  const t = [2.178812829, 2.160368656, 2.144786687, 2.131449545]

  it('are those of a search that inverts the information of every choice', () => {
    let known = design
    for (const [i, logDose] of (next?.logDoses ?? []).entries()) {
      const variances = candidates.map((x) => varianceOfThird([...known, gradientAt(theta, x)]))
      const least = Math.min(...variances)
      expect(logDose).toBeCloseTo(candidates[variances.indexOf(least)] ?? NaN, 9)
      const width = 2 * (t[i + 1] ?? NaN) * (fit.sigma ?? NaN) * Math.sqrt(least)
      expect(Math.log10(next?.folds[i] ?? NaN)).toBeCloseTo(width, 5)
      known = [...known, gradientAt(theta, logDose)]
    }
    expect(next?.logDoses).toHaveLength(3)
  })

  it('start from the Wald interval as it is', () => {
    const error = fit.parameters.find(({ name }) => name === 'logEc50')?.standardError ?? NaN
    expect(Math.log10(next?.foldNow ?? NaN)).toBeCloseTo(2 * (t[0] ?? NaN) * error, 8)
  })

  it('lie above the doses of a curve that ends half-way, up to the limit of ten times the highest', () => {
    expect(next?.logDoses[0]).toBeGreaterThan(1.5)
    expect(Math.max(...(next?.logDoses ?? []))).toBeLessThanOrEqual(2.5 + 1e-9)
  })

  it('count on normal quantiles and the scatter of 1 where the SDs are known', () => {
    const weights = request.dose.map(() => 1 / 9)
    const known = fitCurve({ ...request, weights, areSdsExact: true })
    const error = Math.sqrt(
      varianceOfThird([...design, gradientAt(theta, known.diagnostics?.nextWells?.logDoses[0] ?? NaN)]),
    )
    const width = 2 * 1.959963985 * 3 * error
    expect(Math.log10(known.diagnostics?.nextWells?.folds[0] ?? NaN)).toBeCloseTo(width, 5)
  })

  it('are the same whichever covariance is reported, and none where the midpoint is held', () => {
    expect(fitCurve({ ...request, covariance: 'observed' }).diagnostics?.nextWells).toEqual(next)
    const held = { ...request.constraints, logEc50: { kind: 'fixed', value: 1 } } as const
    expect(fitCurve({ ...request, constraints: held }).diagnostics?.nextWells).toBeNull()
  })
})
