import { describe, expect, it } from 'vitest'
import { covarianceBetween } from './covariance-between.ts'
import { fitJoint } from './fit-joint.ts'
import {
  isUpsideDown,
  type JointReference,
  jointReferences,
  requestOf,
  turnName,
} from './testing/reference.ts'
import type { JointFit } from './types.ts'

/** Our parameter for a name of the reference, with the sign that turning gives it. */
function find(fit: JointFit, reference: JointReference, { name, curve }: { name: string; curve: string }) {
  const turned = isUpsideDown(reference, curve) ? turnName(name) : { name, sign: 1 as const }
  const found = fit.parameters.find((one) => one.name === turned.name && (one.curve ?? 'shared') === curve)
  if (!found) throw new Error(`no ${turned.name} of ${curve}`)
  return { ...found, sign: turned.sign }
}

function expectRelative(value: number | null, expected: number, tolerance: number): void {
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected))
}

const inside = jointReferences.filter(({ noInteriorOptimum }) => noInteriorOptimum === undefined)

it('has the fits to compare with', () => {
  expect(inside.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'benchling-both-LL4-shared-asymptotes',
      'S.alba-LL4-parallel',
      'S.alba-W14-parallel',
      'spinach-LL3-shared-slope',
      'syn-parallel-LL4-parallel',
    ]),
  )
})

describe.each(inside.map((reference) => [reference.id, reference] as const))('%s', (_, reference) => {
  const fit = fitJoint(requestOf(reference, 'observed'))

  it('finds the minimum', () => {
    expect(fit.outcome.kind).toBe('converged')
    expectRelative(fit.rss, reference.rss, 1e-9)
    expect([fit.n, fit.df]).toEqual([reference.n, reference.df])
  })

  it('finds estimates, both errors, t and p', () => {
    for (const { name, curve, estimate, se, seGaussNewton, t, p } of reference.parameters) {
      // A Weibull's location of its own; the midpoint is compared among the effective doses.
      if (name === 'logE') continue
      const ours = find(fit, reference, { name, curve: String(curve) })
      expectRelative(ours.sign * ours.estimate, estimate, 1e-6)
      expectRelative(ours.standardErrors.observed, se, 1e-6)
      expectRelative(ours.standardErrors.expected, seGaussNewton, 1e-6)
      expectRelative(ours.sign * (ours.t ?? Number.NaN), t, 1e-6)
      expectRelative(ours.p, p, 1e-4)
    }
  })

  it.each(['observed', 'expected'] as const)('finds the %s covariance of every pair', (kind) => {
    const { covariance } =
      kind === 'observed' ? fit : fitJoint({ ...requestOf(reference, kind), profile: false })
    if (!covariance) throw new Error('no covariance')
    const { order, hessian, gaussNewton } = reference.covariance
    const values = kind === 'observed' ? hessian : gaussNewton
    const entries = order.map((key) => {
      const [name = '', curve = ''] = key.split(':')
      const ours = name === 'logE' ? null : find(fit, reference, { name, curve })
      return ours && { name: ours.name, curve: ours.curve, sign: ours.sign }
    })
    entries.forEach((a, i) => {
      entries.forEach((b, j) => {
        if (!a || !b) return
        const scale = Math.sqrt((values[i]?.[i] ?? 0) * (values[j]?.[j] ?? 0))
        const ours = a.sign * b.sign * (covarianceBetween(covariance, a, b) ?? Number.NaN)
        expect(Math.abs(ours - (values[i]?.[j] ?? 0))).toBeLessThanOrEqual(1e-5 * scale)
      })
    })
  })

  it('finds every effective dose with its error', () => {
    expect(reference.effectiveDoses?.length).toBeGreaterThan(0)
    for (const effect of reference.effectiveDoses ?? []) {
      const ours = fit.effects.find(
        ({ curve, kind, level }) =>
          curve === String(effect.curve) && kind === effect.type && level === effect.level,
      )
      if (effect.log10Dose == null) expect(ours?.logRoot ?? null).toBeNull()
      else {
        expect(Math.abs((ours?.logRoot ?? Number.NaN) - effect.log10Dose)).toBeLessThanOrEqual(1e-7)
        expectRelative(ours?.logStandardError ?? null, effect.seLog10 ?? Number.NaN, 1e-6)
      }
    }
  })

  it('finds the profile limits of the midpoints', () => {
    for (const interval of reference.profile?.intervals ?? []) {
      if (interval.parameter !== 'logEc50') continue
      const ours = find(fit, reference, { name: 'logEc50', curve: String(interval.curve) }).profile
      for (const side of ['lower', 'upper'] as const) {
        const limit = interval[side]
        const tolerance = interval.stepLike?.includes(side) ? 0.01 : 1e-6
        if (limit === null) expect(ours?.[side]).toBeNull()
        else expect(Math.abs((ours?.[side] ?? Number.NaN) - limit)).toBeLessThanOrEqual(tolerance)
      }
    }
  })
})

describe('a joint fit whose optimum lies at infinity', () => {
  it.each(
    jointReferences
      .filter(({ noInteriorOptimum }) => noInteriorOptimum !== undefined)
      .map((reference) => [reference.id, reference] as const),
  )('%s comes within 0.1 % of the infimum and stops at a guard', (_, reference) => {
    const fit = fitJoint({ ...requestOf(reference, 'expected'), profile: false })
    expect(fit.rss).toBeLessThanOrEqual(reference.rss * 1.001)
    expect(fit.parameters.some(({ state }) => state.startsWith('at-'))).toBe(true)
  })
})
