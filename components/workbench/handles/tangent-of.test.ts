import { expect, it } from 'vitest'
import type { CurveFit, ParameterName } from '@/lib/fit/types.ts'
import { tangentOf } from './tangent-of.ts'

const LN10 = Math.log(10)

/** Only what a curve is drawn from. */
function fitOf(
  estimates: Partial<Record<ParameterName, number>>,
  model: Pick<CurveFit, 'model' | 'variant'> = { model: 'logistic4' },
): CurveFit {
  const parameters = Object.entries(estimates).map(([name, estimate]) => ({ name, estimate, state: 'free' }))
  return { ...model, parameters } as unknown as CurveFit
}

it.each([
  ['rising', { bottom: 9.5, top: 83.2, logEc50: 1.36, hill: 1.417 }],
  ['falling', { bottom: 0.48, top: 7.79, logEc50: 0.485, hill: -2.98 }],
  ['steep', { bottom: 0, top: 100, logEc50: -6.3, hill: 9 }],
  ['flat', { bottom: -5, top: 5, logEc50: 0, hill: 0.05 }],
])('has the slope (T − B) h ln 10 / 4 at the midpoint of a %s logistic curve', (_, estimates) => {
  const { bottom, top, logEc50, hill } = estimates
  const tangent = tangentOf(fitOf(estimates))
  expect(tangent).toMatchObject({ logDose: logEc50, hill })
  expect(tangent?.response).toBeCloseTo((bottom + top) / 2, 9)
  const perHill = ((top - bottom) * LN10) / 4
  expect((tangent?.perHill ?? NaN) / perHill).toBeCloseTo(1, 6)
})

it.each([
  ['bottom', 2.5, 1.3],
  ['bottom', 0.4, -0.8],
  ['top', 3, 2.1],
] as const)('leans with the asymmetry of a 5PL at the %s', (variant, s, hill) => {
  const [bottom, top, logEc50] = [2, 98, 0.7]
  // Derivative of B + (T − B)(1 + q 10^(h(E − x)))^−s, and of its mirror image, at E: 1 + q is 2^(1/s).
  const q = 2 ** (1 / s) - 1
  const perHill = (top - bottom) * s * q * (1 + q) ** (-s - 1) * LN10
  const fit = fitOf({ bottom, top, logEc50, hill, asymmetry: s }, { model: 'logistic5', variant })
  const tangent = tangentOf(fit)
  expect(tangent?.response).toBeCloseTo(50, 6)
  expect((tangent?.perHill ?? NaN) / perHill).toBeCloseTo(1, 6)
})

it.each([
  ['weibull1', (u: number) => 0.5 ** (10 ** -u)],
  ['weibull2', (u: number) => 1 - 0.5 ** (10 ** u)],
] as const)('is a coarser difference of the formula of %s', (model, shape) => {
  const [bottom, top, logEc50, hill] = [3, 90, 1.2, 1.7]
  const at = (x: number) => bottom + (top - bottom) * shape(hill * (x - logEc50))
  const slope = (at(logEc50 + 1e-3) - at(logEc50 - 1e-3)) / 2e-3
  const perHill = tangentOf(fitOf({ bottom, top, logEc50, hill }, { model }))?.perHill
  expect(((perHill ?? NaN) * hill) / slope).toBeCloseTo(1, 4)
})

it('is none without a midpoint, for a flat curve, and without a fit', () => {
  expect(tangentOf(fitOf({ bottom: 1, slope: 2 }, { model: 'linear' }))).toBeNull()
  expect(tangentOf(fitOf({ bottom: 50, top: 50, logEc50: 1, hill: 1 }))).toBeNull()
  expect(tangentOf(fitOf({}))).toBeNull()
})
