import type { Model } from '../models/model.ts'
import { offerFacts, offerOf } from '../models/offer.ts'
import { MODEL_ENTRIES, variantsOf } from '../models/table.ts'
import { type Solution, solveVariants } from '../optimize/solve.ts'
import type { Constraints, FitRequest, ModelComparison, ModelName } from '../types.ts'
import { isNested } from './nesting.ts'
import { summaryOf } from './summary.ts'
import { makeFTest } from './tests.ts'

interface ComparisonInput {
  readonly request: FitRequest
  readonly solution: Solution
  /** Lack of fit or runs of residuals: what a curve with more bends than a sigmoid is looked for. */
  readonly hasStructure: boolean
}

/**
 * The fitted model against every other that the points can carry (science.md 1, "Offer"), on the same rows, weights and
 * constraints: AICc of each, and F where one is nested in the other. A second midpoint is looked for only where the
 * residuals show structure: it costs more than the rest together.
 */
export function comparisonsOf({ request, solution, hasStructure }: ComparisonInput): ModelComparison[] {
  const { dose, response, constraints } = request
  const { problem, model: own } = solution
  const facts = offerFacts({ dose, response, sigma: summaryOf(solution).sigma })
  const fixed = solution.states.filter((state) => state === 'fixed').length
  return MODEL_ENTRIES.flatMap((entry) => {
    if (entry.name === own.name || (entry.name === 'biphasic' && !hasStructure)) return []
    if (entry.name.startsWith('hormesis') && !mayFall(constraints)) return []
    if (offerOf(entry, facts, { fixed, aiccFall: null }).missing !== null) return []
    const models = variantsOf(entry.name, constraints)
    const other = solveVariants(problem, constraints, { models, ...startsOf(models) })
    return other && other.df >= 0 ? [comparisonOf(solution, other, constraints)] : []
  })
}

/** A straight line has one minimum: any start finds it. */
function startsOf([model]: readonly Model[]): { extra: readonly Float64Array[]; only: boolean } {
  const isLinear = model?.parameters.every((parameter) => parameter.isLinear) === true
  return { extra: isLinear ? [new Float64Array(model.parameters.length)] : [], only: isLinear }
}

function comparisonOf(own: Solution, other: Solution, constraints: Constraints): ModelComparison {
  const { rss, aicc } = summaryOf(other)
  return { model: other.model.name, rss, df: other.df, aicc, test: nestedTest(own, other, constraints) }
}

/** F of the richer against the simpler one, whichever of the two was fitted; null where neither holds the other. */
function nestedTest(own: Solution, other: Solution, constraints: Constraints): ModelComparison['test'] {
  const holds = (simple: Solution, rich: Solution) =>
    simple.df > rich.df && isNested(named(simple), named(rich), constraints)
  if (holds(other, own)) return makeFTest(other.rss - own.rss, other.df - own.df, own.rss, own.df)
  return holds(own, other) ? makeFTest(own.rss - other.rss, own.df - other.df, other.rss, other.df) : null
}

function named({ model, theta }: Solution): { name: ModelName; theta: Float64Array } {
  return { name: model.name, theta }
}

/** A hormesis curve comes back down, faster than a hill of −1. */
function mayFall({ hill }: Constraints): boolean {
  if (hill.kind === 'fixed') return hill.value < -1
  return hill.kind === 'free' || hill.lower === null || hill.lower < -1
}
