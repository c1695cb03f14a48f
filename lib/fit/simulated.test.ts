import { levenbergMarquardt } from 'ml-levenberg-marquardt'
import { describe, expect, it } from 'vitest'
import { fitCurve } from './fit-curve.ts'
import { loadSimulated, type SimulatedCurve } from './fixtures/load.ts'
import { PLAIN_REQUEST } from './testing/plain-request.ts'
import type { CurveFit, FitRequest } from './types.ts'

/** The reference search's own box: |hill| ≤ 10, the midpoint within two decades of the doses, plateaus free. */
function fitInside(curve: SimulatedCurve, detail: FitRequest['detail']): CurveFit {
  const free = { kind: 'free' } as const
  const doses = curve.dose.filter((dose) => dose > 0).map(Math.log10)
  return fitCurve({
    ...PLAIN_REQUEST,
    dose: Float64Array.from(curve.dose),
    response: Float64Array.from(curve.response),
    constraints: {
      bottom: free,
      top: free,
      logEc50: { kind: 'bounded', lower: Math.min(...doses) - 2, upper: Math.max(...doses) + 2 },
      hill: { kind: 'bounded', lower: -10, upper: 10 },
    },
    absoluteLevel: 50,
    detail,
  })
}

/** Best plateaus within ten data ranges beyond the data: where the default guard does not bind. */
function respectsGuard({ response, params }: SimulatedCurve): boolean {
  const [low, high] = [Math.min(...response), Math.max(...response)]
  const reach = 10 * (high - low)
  return [params.bottom, params.top].every((value) => value >= low - reach && value <= high + reach)
}

const curves = loadSimulated()

describe('1000 simulated screening curves, every fifth', () => {
  const inside = curves.filter(respectsGuard)
  const outside = curves.filter((curve) => !respectsGuard(curve))

  it('holds both sorts of curve', () => {
    expect(inside.length).toBeGreaterThan(180)
    expect(outside.length).toBeGreaterThan(3)
  })

  it('reaches the best known RSS on every curve that the guard leaves alone, and beats it on none', () => {
    const off = inside
      .map((curve) => ({
        id: curve.id,
        excess: (fitInside(curve, 'drag').rss ?? Number.NaN) / curve.bestRss - 1,
      }))
      .filter(({ excess }) => !(Math.abs(excess) < 1e-9))
    expect(off).toEqual([])
  })

  it('leaves a second solver, started at the optimum, nothing to gain', () => {
    for (const curve of inside.slice(0, 60)) {
      const fit = fitInside(curve, 'drag')
      const range = Math.max(...curve.response) - Math.min(...curve.response)
      const [bottom = 0, top = 0, ...rest] = fit.parameters.map(({ estimate }) => estimate)
      const { parameterError } = levenbergMarquardt(
        { x: curve.dose.map(Math.log10), y: curve.response.map((y) => y / range) },
        ([b = 0, t = 0, e = 0, h = 0]) =>
          (x) =>
            b + (t - b) / (1 + 10 ** (h * (e - x))),
        {
          initialValues: [bottom / range, top / range, ...rest],
          // The box of the fit: outside it a lower RSS is no gain.
          minValues: [-1e3, -1e3, Math.min(...curve.dose.map(Math.log10)) - 2, -10],
          maxValues: [1e3, 1e3, Math.max(...curve.dose.map(Math.log10)) + 2, 10],
          gradientDifference: 1e-6,
          maxIterations: 20,
          errorTolerance: 1e-15,
        },
      )
      expect(parameterError * range * range).toBeGreaterThanOrEqual((fit.rss ?? Number.NaN) * (1 - 1e-9))
    }
  })

  it('calls none of the others reportable, and names the guard where it binds', () => {
    for (const curve of outside) {
      const fit = fitInside(curve, 'full')
      expect(fit.relative.verdict.kind).not.toBe('reportable')
      expect(fit.rss ?? 0).toBeGreaterThanOrEqual(curve.bestRss * (1 - 1e-9))
    }
  })

  it('reports no value outside the tested doses', () => {
    for (const curve of curves) {
      const { relative, absolute } = fitInside(curve, 'drag')
      const doses = curve.dose.filter((dose) => dose > 0).map(Math.log10)
      for (const potency of [relative, absolute]) {
        if (potency?.logDose == null) continue
        expect(potency.logDose).toBeGreaterThanOrEqual(Math.min(...doses))
        expect(potency.logDose).toBeLessThanOrEqual(Math.max(...doses))
      }
    }
  })
})
