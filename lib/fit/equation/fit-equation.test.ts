import { describe, expect, it } from 'vitest'
import { curveValues } from '../curve-values.ts'
import { fitCurve } from '../fit-curve.ts'
import nist from '../fixtures/nist.json' with { type: 'json' }
import type { Constraint } from '../types.ts'
import { equationValues } from './equation-values.ts'
import { fitEquation } from './fit-equation.ts'
import type { EquationRequest } from './types.ts'

interface NistProblem {
  readonly name: string
  readonly formula: string
  readonly start1: readonly number[]
  readonly start2: readonly number[]
  readonly certified: readonly number[]
  readonly certifiedSd: readonly number[]
  readonly rss: number
  readonly data: { readonly x: readonly number[]; readonly y: readonly number[] }
}

const { problems } = nist as unknown as { problems: readonly NistProblem[] }

function requestFor({ formula, start1, start2, data }: NistProblem, start: 1 | 2): EquationRequest {
  const values = start === 1 ? start1 : start2
  return {
    equation: formula,
    dose: Float64Array.from(data.x),
    response: Float64Array.from(data.y),
    starts: Object.fromEntries(values.map((value, k) => [`b${k + 1}`, value])),
    covariance: 'expected',
    level: 0.95,
  }
}

function digitsOf(value: number | null | undefined, certified: number): number {
  return -Math.log10(Math.abs((value ?? Number.NaN) - certified) / Math.abs(certified))
}

const cases = problems.flatMap((one) => ([1, 2] as const).map((start) => [one.name, start, one] as const))

describe('NIST StRD problems, their formulas as text', () => {
  it.each(cases)('%s from start %i: six digits of parameters and errors', (name, start, problem) => {
    const fit = fitEquation(requestFor(problem, start))
    expect(fit.outcome.kind).toBe('converged')
    expect(fit.parameters).toHaveLength(problem.certified.length)
    problem.certified.forEach((certified, k) => {
      const parameter = fit.parameters.find((one) => one.name === `b${k + 1}`)
      expect(digitsOf(parameter?.estimate, certified)).toBeGreaterThanOrEqual(6)
      // Lanczos1 is noise-free: its certified errors are rounding.
      if (name === 'Lanczos1') return
      expect(
        digitsOf(parameter?.standardErrors.expected, problem.certifiedSd[k] ?? 1),
      ).toBeGreaterThanOrEqual(6)
    })
    if (name !== 'Lanczos1') expect(digitsOf(fit.rss, problem.rss)).toBeGreaterThanOrEqual(8)
    expect(fit.packageRss).not.toBeNull()
  })
})

describe('a logistic written out', () => {
  const dose = Float64Array.of(0, 0.1, 0.3, 1, 3, 10, 30, 100)
  const response = Float64Array.of(98, 97, 95, 83, 58, 24, 9, 4)
  const equation = 'bottom + (top - bottom)/(1 + 10^(hill*(logEc50 - log10(x))))'
  const starts = { bottom: 0, top: 100, hill: -1, logEc50: 0.5 }
  const base = { dose, response, covariance: 'observed', level: 0.95 } as const
  const ask = (more: Partial<EquationRequest> = {}) => fitEquation({ ...base, equation, starts, ...more })
  const ours = (constraints: Readonly<Record<string, Constraint>> = {}, weights?: Float64Array) => {
    const free = { kind: 'free' } as const
    return fitCurve({
      ...base,
      ...(weights && { weights }),
      model: 'logistic4',
      constraints: { bottom: free, top: free, hill: free, logEc50: free, ...constraints },
      responseScale: 'percent',
      absoluteLevel: null,
      detail: 'drag',
    })
  }

  it.each([
    ['free', {}, undefined],
    ['weighted', {}, Float64Array.of(1, 1, 2, 2, 3, 1, 4, 1)],
    ['fixed', { bottom: { kind: 'fixed', value: 2 } }, undefined],
    ['at a bound', { top: { kind: 'bounded', lower: null, upper: 95 } }, undefined],
  ] as const)('is the model of the table: %s', (_, constraints, weights) => {
    const fit = ask({ constraints, ...(weights && { weights }) })
    const table = ours(constraints, weights)
    expect(fit.outcome.kind).toBe('converged')
    expect((fit.rss ?? 0) / (table.rss ?? 1)).toBeCloseTo(1, 9)
    expect(fit.df).toBe(table.df)
    expect(fit.parameters).toHaveLength(4)
    for (const { name, state, estimate, standardError, t, p } of table.parameters) {
      const found = fit.parameters.find((one) => one.name === name)
      expect(found?.state).toBe(state)
      expect(found?.estimate).toBeCloseTo(estimate, 5)
      if (standardError === null) expect(found?.standardError).toBeNull()
      else {
        expect((found?.standardError ?? 0) / standardError).toBeCloseTo(1, 6)
        expect((found?.t ?? 0) / (t ?? 1)).toBeCloseTo(1, 5)
        expect((found?.p ?? 0) / (p ?? 1)).toBeCloseTo(1, 4)
      }
    }
  })

  it('is drawn with the bands of the model of the table', () => {
    const doses = Float64Array.of(0, 0.2, 2, 20, 200)
    for (const band of ['confidence', 'prediction'] as const) {
      const drawn = equationValues(ask(), { level: 0.95, band }, doses)
      const table = curveValues(ours(), { level: 0.95, band }, doses)
      doses.forEach((_, i) => {
        expect(drawn.fitted[i]).toBeCloseTo(table.fitted[i] ?? Number.NaN, 5)
        expect(drawn.lower?.[i]).toBeCloseTo(table.lower?.[i] ?? Number.NaN, 4)
        expect(drawn.upper?.[i]).toBeCloseTo(table.upper?.[i] ?? Number.NaN, 4)
      })
    }
    const bound = ask({ constraints: { top: { kind: 'bounded', lower: null, upper: 95 } } })
    expect(equationValues(bound, { level: 0.95 }, doses).lower).toBeNull()
    expect(equationValues(ask({ equation: 'a +' }), { level: 0.95 }, doses).fitted[0]).toBeNaN()
  })

  it('says what is wrong instead of throwing', () => {
    expect(ask({ equation: 'bottom + x +' }).outcome).toMatchObject({
      kind: 'invalid-equation',
      problem: { kind: 'incomplete', position: 12 },
    })
    expect(ask({ starts: { bottom: 0 } }).outcome).toMatchObject({ kind: 'invalid-input' })
    expect(ask({ starts: {}, equation: 'a*x' }).outcome).toMatchObject({
      kind: 'invalid-input',
      reason: 'a: give a value to start from.',
    })
    expect(ask({ dose: dose.slice(0, 3), response: response.slice(0, 3) }).outcome).toMatchObject({
      kind: 'too-few-points',
    })
    expect(ask({ equation: 'a/x', starts: { a: 1 } }).outcome).toMatchObject({
      kind: 'no-value-at-start',
      row: 0,
    })
    expect(ask({ equation: 'a*log(b) + x', starts: { a: 1, b: -1 } }).outcome.kind).toBe('no-value-at-start')
  })

  it('names parameters that the points cannot tell apart', () => {
    const fit = ask({ equation: 'a*b*x + c', starts: { a: 1, b: 1, c: 0 } })
    expect(fit.covariance).toBeNull()
    expect(fit.covarianceProblem).toContain('a, b, c')
  })

  it('ends tagged where no minimum exists', () => {
    const fit = ask({ equation: 'exp(a*x)*0 + b/(1 + exp(c))', starts: { a: 1, b: 50, c: 0 } })
    expect(['converged', 'stalled', 'iteration-limit']).toContain(fit.outcome.kind)
    expect(fit.parameters.every(({ standardError }) => standardError === null)).toBe(true)
  })
})
