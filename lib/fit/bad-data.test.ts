import { describe, expect, it } from 'vitest'
import { fitCurve } from './fit-curve.ts'
import { MODEL_ENTRIES, modelOf } from './models/table.ts'
import type { Constraint, CurveFit, FitRequest, ModelName } from './types.ts'

/** Tables that no curve can be fitted to, or hardly: every model and mask of fixed parameters ends with words. */

const free: Constraint = { kind: 'free' }
const grid = [0, 0.01, 0.1, 0.3, 1, 3, 10, 100]
const falling = [95, 93, 90, 80, 50, 20, 9, 5]

/** Values that the fixed parameters take, in the order of the model's vector. */
const FIXED: Readonly<Record<ModelName, readonly number[]>> = {
  constant: [40],
  linear: [90, -0.08],
  logistic4: [5, 95, 0, 1.2],
  logistic5: [5, 95, 0, 1.3, 2],
  weibull1: [5, 95, 0, 1.1],
  weibull2: [5, 95, 0, 1.1],
  logNormal: [5, 95, 0, 0.9],
  hormesisLinear: [4, 80, 0, -2.2, 90],
  hormesisSaturating: [4, 80, 0.5, -2, 60, 0],
  biphasic: [5, 95, 0.45, -1.3, 1.4, 1, 1],
  bell: [5, 95, -1, 1.6, 1.4, 1.6],
}

interface Table {
  readonly dose: readonly number[]
  readonly response: readonly number[]
}

const LEVEL: readonly Table[] = [50, 0, 1e12].map((y) => ({ dose: grid, response: grid.map(() => y) }))

const OTHERS: readonly Table[] = [
  { dose: [1, 1, 1, 1, 1, 1, 1, 1], response: [1, 2, 3, 4, 5, 6, 7, 8] },
  { dose: [0, 0, 0], response: [1, 2, 3] },
  { dose: [3], response: [2] },
  { dose: [0, 1, 0, 1, 0, 1], response: [10, 90, 11, 88, 9, 92] },
  { dose: grid, response: [100, 100, 100, 100, 0, 0, 0, 0] },
  { dose: grid, response: [0, 0, 0, 0, 0, 0, 0, 1e6] },
  { dose: grid.map((d) => d * 1e-12), response: falling.map((y) => y * 1e-12) },
  { dose: grid.map((d) => d * 1e12), response: falling.map((y) => y * 1e12) },
]

function fitMask(model: ModelName, mask: number, { dose, response }: Table): CurveFit {
  const fixed = modelOf(model).parameters.flatMap(({ name }, k): [string, Constraint][] =>
    (mask >> k) & 1 ? [[name, { kind: 'fixed', value: FIXED[model][k] ?? 0 }]] : [],
  )
  const request: FitRequest = {
    model,
    dose: Float64Array.from(dose),
    response: Float64Array.from(response),
    constraints: { bottom: free, top: free, logEc50: free, hill: free, ...Object.fromEntries(fixed) },
    covariance: mask % 2 === 0 ? 'expected' : 'observed',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: 50,
    effects: [10, 90],
    absoluteLevels: [30],
    detail: 'drag',
  }
  return fitCurve(request)
}

function potencies({ relative, absolute, effects = [] }: CurveFit) {
  return [relative, ...(absolute ? [absolute] : []), ...effects]
}

function numbersOf(fit: CurveFit): (number | null | undefined)[] {
  return [
    ...[fit.rss, fit.sigma, fit.r2, fit.aicc, ...(fit.covariance?.values ?? [])],
    ...fit.parameters.flatMap(({ estimate, standardError, t, p, wald }) => [
      ...[estimate, standardError, t, p, wald?.lower, wald?.upper],
    ]),
    ...potencies(fit).flatMap(({ logDose, logRoot, logStandardError, interval }) => [
      ...[logDose, logRoot, logStandardError, interval?.lower, interval?.upper],
    ]),
  ]
}

function expectHonest(fit: CurveFit, { dose }: Table) {
  const isAnyInfinite = numbersOf(fit).some((value) => value != null && !Number.isFinite(value))
  expect(isAnyInfinite).toBe(false)
  const logDoses = dose.filter((d) => d > 0).map((d) => Math.log10(d))
  for (const { logDose, qualifier, verdict } of potencies(fit)) {
    expect(verdict.text).not.toBe('')
    if (logDose === null) continue
    expect(qualifier).not.toBeNull()
    expect(logDose).toBeGreaterThanOrEqual(Math.min(...logDoses) - 1e-9)
    expect(logDose).toBeLessThanOrEqual(Math.max(...logDoses) + 1e-9)
  }
}

describe.each(MODEL_ENTRIES.map(({ name }) => name))('%s', (model) => {
  const masks = Array.from({ length: 2 ** modelOf(model).parameters.length }, (_, mask) => mask)

  it('calls no potency of level responses a value, whatever is fixed', () => {
    for (const mask of masks) {
      const table = LEVEL[mask % LEVEL.length] as Table
      const fit = fitMask(model, mask, table)
      expectHonest(fit, table)
      expect(['no-response', 'not-determined']).toContain(fit.relative.verdict.kind)
    }
  })

  it('has finite numbers, and doses within those tested, of every other table', () => {
    for (const mask of masks) {
      const table = OTHERS[mask % OTHERS.length] as Table
      expectHonest(fitMask(model, mask, table), table)
    }
    for (const table of OTHERS) expectHonest(fitMask(model, 0, table), table)
  })

  it('refuses what is no number', () => {
    const fit = fitMask(model, 0, { dose: grid, response: grid.map((_, i) => (i === 2 ? Number.NaN : 1)) })
    expect(fit.outcome.kind).toBe('invalid-input')
  })
})

it.each([
  ['the level of a flat logistic5 between fixed ends', 'logistic5', 5, OTHERS[5] as Table],
  ['the level that a flat weibull2 sits at', 'weibull2', 2, LEVEL[0] as Table],
] as const)('%s is no dose', (_, model, mask, table) => {
  expectHonest(fitMask(model, mask, table), table)
})
