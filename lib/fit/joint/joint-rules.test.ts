import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import type { Constraints, ParameterName } from '../types.ts'
import { fitJoint } from './fit-joint.ts'
import type { JointFit, JointRequest } from './types.ts'

/** Numbers of mean 0 and SD near 1 from a seed (a sum of uniforms of a linear congruential generator). */
function noiseOf(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (1664525 * state + 1013904223) % 4294967296
    return state / 4294967296
  }
  return () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6)
}

const FREE: Constraints = {
  bottom: { kind: 'free' },
  top: { kind: 'free' },
  logEc50: { kind: 'free' },
  hill: { kind: 'free' },
}
const DOSES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

interface Curve {
  readonly bottom: number
  readonly top: number
  readonly logEc50: number
  readonly hill: number
}

/** Two wells per dose of four-parameter logistic curves. */
function rowsOf(curves: readonly Curve[], sd: number, seed = 1) {
  const noise = noiseOf(seed)
  const rows = curves.flatMap(({ bottom, top, logEc50, hill }, c) =>
    [...DOSES, ...DOSES].map((dose) => {
      const fraction = 1 / (1 + 10 ** (hill * (logEc50 - Math.log10(dose))))
      return { curve: `c${c}`, dose, response: bottom + (top - bottom) * fraction + sd * noise() }
    }),
  )
  return {
    curve: rows.map(({ curve }) => curve),
    dose: Float64Array.from(rows, ({ dose }) => dose),
    response: Float64Array.from(rows, ({ response }) => response),
  }
}

function ask(rows: ReturnType<typeof rowsOf>, more: Partial<JointRequest> = {}): JointRequest {
  return {
    ...rows,
    model: 'logistic4',
    shared: ['bottom', 'top', 'hill'],
    constraints: FREE,
    covariance: 'expected',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: null,
    profile: false,
    ...more,
  }
}

function valueOf(fit: JointFit, name: ParameterName, curve: string | null = null) {
  const found = fit.parameters.find((one) => one.name === name && one.curve === curve)
  if (!found) throw new Error(`no ${name} of ${curve}`)
  return found
}

const plate = (count: number): Curve[] =>
  Array.from({ length: count }, (_, c) => ({
    bottom: 3,
    top: 97,
    logEc50: -1 + (1.7 * (c % 7)) / 6,
    hill: -1.2,
  }))

describe('cost', () => {
  it('grows linearly with the number of curves, counted in evaluations of one curve', () => {
    const perCurve = [4, 16, 64].map((count) => fitJoint(ask(rowsOf(plate(count), 3))).work / count)
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
