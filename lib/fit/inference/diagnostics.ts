import { unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import type { Solution } from '../optimize/solve.ts'
import type { Diagnostics, FitRequest, FTest } from '../types.ts'
import { comparisonsOf } from './comparisons.ts'
import { covarianceOf, dependencyOf, isExact, type ScaledCovariance, weightedColumns } from './covariance.ts'
import { nextWells } from './next-wells.ts'
import { runsTest } from './runs-test.ts'
import { isLeastSquares } from './scatter.ts'
import { shapiroFrancia } from './shapiro-francia.ts'
import { scaledCondition } from './singular-values.ts'

interface DiagnosticsInput {
  /** Rows and weights as they were fitted. */
  readonly request: FitRequest
  readonly solution: Solution
  /** The one that is reported. */
  readonly covariance: ScaledCovariance | null
  readonly lackOfFit: FTest | null
}

/** Residuals this unlikely show that the curve bends where the points do not. */
const STRUCTURE_P = 0.05

/** What residuals, curvature and other models say about a fit (science.md 3 and 4). None of it decides a verdict. */
export function diagnosticsOf({ request, solution, covariance, lackOfFit }: DiagnosticsInput): Diagnostics {
  const exact = isExact(solution)
  const runs = exact ? null : runsTest(meanResiduals(solution))
  const expected = request.covariance === 'expected' ? covariance : expectedCovariance(solution)
  const dependency = dependencyOf(solution)
  const hasStructure = [runs, lackOfFit].some((test) => test !== null && test.p < STRUCTURE_P)
  return {
    runs,
    normality: exact || isOfCounts(request) ? null : shapiroFrancia(wellResiduals(request, solution)),
    correlation: covariance && correlationOf(covariance.values, solution.interior.length),
    condition: scaledCondition(weightedColumns(solution)),
    dependency: solution.interior.flatMap((index, i) => {
      const name = solution.model.parameters[index]?.name
      const value = dependency?.values[i]
      return name === undefined || value === undefined ? [] : [{ name, value }]
    }),
    // Of another loss the RSS is no measure of the fit.
    comparisons:
      isLeastSquares(solution) && request.comparisons !== false
        ? comparisonsOf({ request, solution, hasStructure })
        : [],
    nextWells: nextWells(solution, { covariance: expected, level: request.level }),
  }
}

/** Counts and limits scatter about the curve, but not normally. */
function isOfCounts({ trials, censoring }: FitRequest): boolean {
  return trials !== undefined || censoring?.some((sign) => sign !== 0) === true
}

function expectedCovariance(solution: Solution): ScaledCovariance | null {
  const covariance = covarianceOf(solution, 'expected')
  return covariance.ok ? covariance.value : null
}

/** Of the dose means, in the order of the doses. */
function meanResiduals({ problem: { x, y }, model, theta }: Solution): Float64Array {
  return y.map((mean, i) => mean - model.value(theta, at(x, i)))
}

/** √w (y − ŷ) of every well. */
function wellResiduals(
  { dose, response, weights }: FitRequest,
  { problem, model, theta }: Solution,
): Float64Array {
  return response.map((y, i) => {
    const fitted = unscaleValue('response', model.value(theta, log10(at(dose, i))), problem)
    return Math.sqrt(weights ? at(weights, i) : 1) * (y - fitted)
  })
}

function correlationOf(covariance: Float64Array, k: number): Float64Array {
  const deviation = (i: number) => Math.sqrt(at(covariance, i * k + i))
  return covariance.map((value, cell) => {
    const [row, column] = [Math.floor(cell / k), cell % k]
    return row === column ? 1 : value / (deviation(row) * deviation(column))
  })
}
