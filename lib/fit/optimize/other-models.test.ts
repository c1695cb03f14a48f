import { describe, expect, it } from 'vitest'
import { loadOtherModels, pointsOf, type ReferenceFit } from '../fixtures/load.ts'
import { covarianceOf } from '../inference/covariance.ts'
import { indexOf, unscaleLength, unscaleValue } from '../models/model.ts'
import { variantsOf } from '../models/table.ts'
import { at } from '../numbers.ts'
import type { Constraints, ModelName, SigmoidParameter } from '../types.ts'
import { makeProblem, unscaleSquares } from './problem.ts'
import { type Solution, solveVariants } from './solve.ts'

const { datasets, fits } = loadOtherModels()
const MODEL_OF: Readonly<Record<string, ModelName>> = {
  logLogistic: 'logistic5',
  weibull1: 'weibull1',
  weibull2: 'weibull2',
  brainCousens: 'hormesisLinear',
}

function solveReference(fit: ReferenceFit, variant?: string): Solution {
  const name = MODEL_OF[fit.model.kind]
  if (!name) throw new Error(`nothing for ${fit.id}`)
  const weights = fit.weights && Float64Array.from(fit.weights.values)
  const problem = makeProblem({ ...pointsOf(fit, datasets), weights })
  const one = (parameter: SigmoidParameter) => {
    const value = fit.fixed?.product[parameter]
    return value === undefined ? ({ kind: 'free' } as const) : ({ kind: 'fixed', value } as const)
  }
  const constraints: Constraints = {
    bottom: one('bottom'),
    top: one('top'),
    logEc50: one('logEc50'),
    hill: one('hill'),
  }
  const solution = solveVariants(problem, constraints, { models: variantsOf(name, constraints, variant) })
  if (!solution) throw new Error(`no solution for ${fit.id}`)
  return solution
}

/** A parameter of the reference's own parameterisation. */
function named(solution: Solution, name: string): number {
  const { model, problem, theta } = solution
  if (name === 'logE') return model.location(theta)?.logDose ?? Number.NaN
  const k = indexOf(model, name === 'hormesis' ? 'hormesis' : (name as SigmoidParameter))
  const value = unscaleValue(model.parameters[k]?.unit ?? 'none', at(theta, k), problem)
  // drc's f is per unit of dose, ours per multiple of e.
  return name === 'hormesis' ? value / 10 ** named(solution, 'logE') : value
}

const interior = fits.filter((fit) => fit.noInteriorOptimum === undefined)

describe.each(interior.map((fit) => [fit.id, fit] as const))('%s', (_, fit) => {
  // drc's LL.5 has its asymmetry at the bottom.
  const solution = solveReference(fit, fit.model.kind === 'logLogistic' ? 'bottom' : undefined)
  const rss = unscaleSquares(solution.problem, solution.rss)
  const isHormesis = solution.model.name === 'hormesisLinear'

  it('reaches the reference RSS', () => {
    expect(Math.abs(rss / fit.rss - 1)).toBeLessThanOrEqual(1e-9)
    expect(solution.isStationary).toBe(true)
  })

  it('finds the estimates and, for parameters that are ours too, both kinds of error', () => {
    const observed = covarianceOf(solution, 'observed')
    const expected = covarianceOf(solution, 'expected')
    for (const { name, estimate, se, seGaussNewton } of fit.parameters) {
      const tolerance = name === 'logE' ? 1e-6 : 1e-6 * Math.abs(estimate)
      expect(Math.abs(named(solution, name) - estimate)).toBeLessThanOrEqual(tolerance)
      const k = indexOf(solution.model, name as SigmoidParameter)
      if (k < 0 || name === 'hormesis' || (name === 'logE' && !isHormesis)) continue
      for (const [covariance, reference] of [
        [observed, se],
        [expected, seGaussNewton],
      ] as const) {
        if (!covariance.ok || reference === undefined) continue
        const place = solution.interior.indexOf(k)
        const variance = at(covariance.value.values, place * (solution.interior.length + 1))
        const error = unscaleLength(
          solution.model.parameters[k]?.unit ?? 'none',
          Math.sqrt(variance),
          solution.problem,
        )
        expect(Math.abs(error / reference - 1)).toBeLessThanOrEqual(1e-5)
      }
    }
  })
})

it.each(
  interior
    .filter((fit) => fit.model.kind === 'logLogistic' && fit.alternativeTopBelowBottom)
    .map((fit) => [fit.id, fit] as const),
)('%s: the asymmetry at the other side fits better, as the reference notes', (_, fit) => {
  const solution = solveReference(fit)
  const rss = unscaleSquares(solution.problem, solution.rss)
  expect(solution.model.variant).toBe('top')
  expect(Math.abs(rss / (fit.alternativeTopBelowBottom?.rss ?? Number.NaN) - 1)).toBeLessThanOrEqual(1e-9)
})
