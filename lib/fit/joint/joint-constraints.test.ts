import { describe, expect, it } from 'vitest'
import type { Constraints } from '../types.ts'
import { fitJoint } from './fit-joint.ts'
import { ask, type Curve, FREE, plate, rowsOf, valueOf } from './testing/rows.ts'
import type { JointRequest } from './types.ts'

describe('constraints', () => {
  const rows = rowsOf(plate(4), 3)

  it('holds a shared bound that binds, with the gradient pushing outward', () => {
    const constraints: Constraints = { ...FREE, top: { kind: 'bounded', lower: null, upper: 90 } }
    const fit = fitJoint(ask(rows, { constraints, profile: true }))
    const top = valueOf(fit, 'top')
    expect(top).toMatchObject({ state: 'at-upper', estimate: 90, standardError: null })
    expect(top.profile).toMatchObject({ method: 'one-sided-profile', upper: null })
    expect(fit.df).toBe(rows.dose.length - 7)
    const held = (value: number) =>
      fitJoint(ask(rows, { constraints: { ...FREE, top: { kind: 'fixed', value } } })).rss ?? Number.NaN
    expect(held(90)).toBeCloseTo(fit.rss ?? Number.NaN, 8)
    expect(held(89.9)).toBeGreaterThan(held(90))
    expect(held(90.1)).toBeLessThan(held(90))
  })

  it("holds a bound of one curve's own parameter and lets the others be", () => {
    const curveConstraints = { c1: { logEc50: { kind: 'bounded', lower: -0.5, upper: null } as const } }
    const fit = fitJoint(ask(rows, { curveConstraints }))
    expect(valueOf(fit, 'logEc50', 'c1')).toMatchObject({ state: 'at-lower', estimate: -0.5 })
    expect(valueOf(fit, 'logEc50', 'c0').state).toBe('free')
    expect(valueOf(fit, 'hill').standardError).not.toBeNull()
  })

  it.each([
    ['bottom'],
    ['top', 'hill'],
    ['logEc50'],
    ['logEc50', 'hill'],
    ['bottom', 'top', 'logEc50'],
  ] as const)('takes any subset: %s', (...shared) => {
    const fit = fitJoint(ask(rows, { shared }))
    expect(fit.outcome.kind).toBe('converged')
    expect(fit.df).toBe(rows.dose.length - (shared.length + 4 * (4 - shared.length)))
    // More freedom never fits worse.
    const freer = fitJoint(ask(rows, { shared: shared.slice(1) }))
    expect(freer.rss).toBeLessThanOrEqual((fit.rss ?? 0) * (1 + 1e-9))
  })

  it.each([
    ['weibull1', ['bottom', 'top', 'hill']],
    ['logNormal', ['hill']],
    ['logistic5', ['bottom', 'top', 'hill', 'asymmetry']],
    ['linear', ['slope']],
    ['constant', ['level']],
    ['hormesisLinear', ['bottom', 'hill']],
    ['biphasic', ['bottom', 'top']],
    ['bell', ['bottom']],
  ] as const)('fits %s', (model, shared) => {
    const fit = fitJoint(ask(rowsOf(plate(3), 3), { model, shared }))
    expect(fit.outcome.kind).toBe('converged')
    const freer = fitJoint(ask(rowsOf(plate(3), 3), { model, shared: [] }))
    expect(freer.rss).toBeLessThanOrEqual((fit.rss ?? 0) * (1 + 1e-9))
  })
})

describe('what is told rather than hidden', () => {
  it('warns of curves whose variances differ 4-fold', () => {
    const [quiet, loud] = [rowsOf(plate(2), 1), rowsOf(plate(2), 5, 9)]
    const mixed = {
      ...quiet,
      response: quiet.response.map((y, i) => (quiet.curve[i] === 'c1' ? (loud.response[i] ?? y) : y)),
    }
    const warning = fitJoint(ask(mixed)).warnings.find(({ kind }) => kind === 'unequal-variances')
    expect(warning).toMatchObject({ highest: 'c1', lowest: 'c0' })
    expect(fitJoint(ask(quiet)).warnings).toEqual([])
  })

  it('names the curve that runs against a shared slope', () => {
    const [down] = plate(1)
    const rows = rowsOf([...plate(2), { ...(down as Curve), hill: 1.2 }], 3)
    const { warnings } = fitJoint(ask(rows, { shared: ['hill'] }))
    expect(warnings).toContainEqual({ kind: 'runs-the-other-way', curve: 'c2' })
  })

  it('keeps what the others say when one curve is level', () => {
    const [down] = plate(1)
    const rows = rowsOf([...plate(3), { ...(down as Curve), bottom: 50, top: 50 }], 3)
    const exact = {
      ...rows,
      response: rows.response.map((y, i) => (rows.curve[i] === 'c3' ? 50 : y)),
    }
    for (const some of [rows, exact]) {
      const fit = fitJoint(ask(some, { shared: ['hill'] }))
      expect(valueOf(fit, 'hill').standardError).not.toBeNull()
      expect(valueOf(fit, 'hill').estimate).toBeCloseTo(-1.2, 0)
      expect(valueOf(fit, 'logEc50', 'c0').standardError).not.toBeNull()
    }
  })

  it('refuses what it cannot fit, in words', () => {
    const rows = rowsOf(plate(2), 3)
    const reasonOf = (more: Partial<JointRequest>) => fitJoint(ask(rows, more)).outcome
    expect(reasonOf({ shared: ['asymmetry'] })).toMatchObject({ kind: 'invalid-input' })
    expect(reasonOf({ curve: ['c0'] })).toMatchObject({ kind: 'invalid-input' })
    expect(reasonOf({ curveConstraints: { c0: { hill: { kind: 'fixed', value: 1 } } } })).toMatchObject({
      kind: 'invalid-input',
    })
    const few = { curve: ['a', 'b'], dose: Float64Array.of(1, 2), response: Float64Array.of(1, 2) }
    expect(fitJoint(ask(few)).outcome.kind).toBe('too-few-points')
  })

  it.each([
    ['constant responses', () => 7],
    ['1e12', (y: number) => y * 1e12],
    ['1e-12', (y: number) => y * 1e-12],
  ])('ends tagged on %s', (_, scale) => {
    const rows = rowsOf(plate(3), 3)
    const fit = fitJoint(ask({ ...rows, response: rows.response.map(scale) }, { profile: true }))
    expect(['converged', 'singular', 'stalled']).toContain(fit.outcome.kind)
    for (const { estimate } of fit.parameters) expect(Number.isFinite(estimate)).toBe(true)
  })
})
