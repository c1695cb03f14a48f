import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import type { Constraints, ParameterName } from '../types.ts'
import { fitJoint } from './fit-joint.ts'
import { ask, FREE, plate, rowsOf, valueOf } from './testing/rows.ts'

describe('cost', () => {
  // Up to 32 curves more starts are followed to the end: each row of counts stays on one side.
  it.each([
    [4, 8, 32],
    [48, 96, 192],
  ])('grows linearly with the number of curves, counted in evaluations of one: %i, %i, %i', (...counts) => {
    const perCurve = counts.map((count) => fitJoint(ask(rowsOf(plate(count), 3))).work / count)
    expect(Math.max(...perCurve)).toBeLessThan(1.5 * Math.min(...perCurve))
    expect(Math.max(...perCurve)).toBeLessThan(400)
  })

  it('fits a plate of 384 curves that share slope and plateaus', () => {
    const fit = fitJoint(ask(rowsOf(plate(384), 3)))
    expect(fit.outcome.kind).toBe('converged')
    expect(fit.df).toBe(384 * 16 - 384 - 3)
    for (const [name, truth] of [
      ['bottom', 3],
      ['top', 97],
      ['hill', -1.2],
    ] as const) {
      const { estimate, standardError } = valueOf(fit, name)
      expect(Math.abs(estimate - truth)).toBeLessThan(4 * (standardError ?? 0))
    }
  })
})

describe('what a joint fit is made of', () => {
  const rows = rowsOf(plate(3), 3)

  it('is the separate fits where nothing is shared, but for σ', () => {
    const fit = fitJoint(ask(rows, { shared: [] }))
    const alone = ['c0', 'c1', 'c2'].map((name) => {
      const own = (values: Float64Array) => values.filter((_, i) => rows.curve[i] === name)
      return fitCurve({
        ...ask(rows),
        dose: own(rows.dose),
        response: own(rows.response),
        detail: 'drag',
      })
    })
    const sum = alone.reduce((total, { rss }) => total + (rss ?? 0), 0)
    expect(fit.rss).toBeCloseTo(sum, 9)
    alone.forEach((one, c) => {
      one.parameters.forEach(({ name, estimate, standardError }) => {
        const ours = valueOf(fit, name, `c${c}`)
        expect(ours.estimate).toBeCloseTo(estimate, 7)
        const pooled = (standardError ?? 0) * ((fit.sigma ?? 0) / (one.sigma ?? 1))
        expect(ours.standardError).toBeCloseTo(pooled, 7)
      })
    })
  })

  it('is one curve where everything is shared', () => {
    const fit = fitJoint(ask(rows, { shared: ['bottom', 'top', 'logEc50', 'hill'], profile: true }))
    const whole = fitCurve({ ...ask(rows), detail: 'full' })
    expect(fit.rss).toBeCloseTo(whole.rss ?? Number.NaN, 8)
    for (const { name, estimate, standardError, profile } of whole.parameters) {
      const ours = valueOf(fit, name)
      expect(ours.estimate).toBeCloseTo(estimate, 7)
      expect(ours.standardError).toBeCloseTo(standardError ?? Number.NaN, 7)
      expect(ours.profile?.lower).toBeCloseTo(profile?.lower ?? Number.NaN, 5)
      expect(ours.profile?.upper).toBeCloseTo(profile?.upper ?? Number.NaN, 5)
    }
  })

  it('has a profile of an effective dose as wide as the parameter that names it', () => {
    // The dose at the level half-way between fixed plateaus is the midpoint: two ways to the same limits.
    const constraints: Constraints = {
      ...FREE,
      bottom: { kind: 'fixed', value: 0 },
      top: { kind: 'fixed', value: 100 },
    }
    const fit = fitJoint(ask(rows, { constraints, shared: ['hill'], absoluteLevel: 50, profile: true }))
    const [relative, absolute] = fit.effects
    expect(absolute?.logRoot).toBeCloseTo(relative?.logRoot ?? Number.NaN, 9)
    expect(absolute?.profile?.lower).toBeCloseTo(relative?.profile?.lower ?? Number.NaN, 6)
    expect(absolute?.profile?.upper).toBeCloseTo(relative?.profile?.upper ?? Number.NaN, 6)
  })

  it('does not depend on the order of the rows', () => {
    const order = rows.curve.map((_, i) => (i * 29) % rows.curve.length)
    expect(new Set(order).size).toBe(rows.curve.length)
    const shuffled = {
      curve: order.map((i) => rows.curve[i] ?? ''),
      dose: Float64Array.from(order, (i) => rows.dose[i] ?? 0),
      response: Float64Array.from(order, (i) => rows.response[i] ?? 0),
    }
    const [a, b] = [fitJoint(ask(rows)), fitJoint(ask(shuffled))]
    expect(b.rss).toBe(a.rss)
    for (const { name, curve, estimate, standardError } of a.parameters) {
      expect(valueOf(b, name, curve)).toMatchObject({ estimate, standardError })
    }
  })

  it('follows another unit of response and of dose', () => {
    const [a, b] = [
      fitJoint(ask(rows, { profile: true })),
      fitJoint(
        ask(
          {
            ...rows,
            response: rows.response.map((y) => 1e5 * y - 7e6),
            dose: rows.dose.map((dose) => 1000 * dose),
          },
          { profile: true },
        ),
      ),
    ]
    const convert = (name: ParameterName, value: number) => {
      if (name === 'logEc50') return value + 3
      return name === 'hill' ? value : 1e5 * value - 7e6
    }
    for (const { name, curve, estimate, profile } of a.parameters) {
      const other = valueOf(b, name, curve)
      const size = Math.abs(convert(name, 1) - convert(name, 0))
      const expectSame = (value: number | null | undefined, expected: number | null | undefined) =>
        expect(
          Math.abs((value ?? Number.NaN) - convert(name, expected ?? Number.NaN)) / size,
        ).toBeLessThanOrEqual(1e-6)
      expectSame(other.estimate, estimate)
      expectSame(other.profile?.lower, profile?.lower)
      expectSame(other.profile?.upper, profile?.upper)
    }
  })

  it('weighs: a row of weight 2 is that row twice', () => {
    const twice = {
      curve: [...rows.curve, 'c0'],
      dose: Float64Array.from([...rows.dose, rows.dose[3] ?? 0]),
      response: Float64Array.from([...rows.response, rows.response[3] ?? 0]),
    }
    const weights = Float64Array.from(rows.curve, (_, i) => (i === 3 ? 2 : 1))
    const [a, b] = [fitJoint(ask(twice)), fitJoint(ask(rows, { weights }))]
    expect(b.rss).toBeCloseTo(a.rss ?? Number.NaN, 8)
    for (const { name, curve, estimate } of a.parameters) {
      expect(valueOf(b, name, curve).estimate).toBeCloseTo(estimate, 8)
    }
  })
})
