import { indexOf } from '../models/model.ts'
import type { Problem } from '../optimize/problem.ts'
import { type Solution, solve } from '../optimize/solve.ts'
import { limitsOf } from '../screen/limits.ts'
import type { Constraint, Constraints, Contradiction, FitRequest, ParameterName } from '../types.ts'
import { errorDfOf, isLeastSquares, varianceOf } from './scatter.ts'
import { makeFTest } from './tests.ts'

/**
 * Fixed plateaus freed together against keeping them; then each by its own test with the others freed. One at a time
 * hides it: two wrong plateaus excuse each other (science.md 2).
 *
 * @returns null where no plateau is fixed or no degree of freedom is left to judge
 */
export function contradictionTest(
  problem: Problem,
  request: Pick<FitRequest, 'constraints' | 'limits'>,
  solution: Solution,
): Contradiction | null {
  const { constraints } = request
  const { contradictedP } = limitsOf(request)
  const { model } = solution
  const plateaus = (['bottom', 'top'] as const).filter((name) => indexOf(model, name) >= 0)
  const fixed = plateaus.filter((name) => constraints[name].kind === 'fixed')
  if (fixed.length === 0) return null
  const freedom = freedomOf(solution)
  const freed = solve(problem, release(constraints, fixed, freedom), { model })
  // Another loss has another minimum than the least RSS, on whatever weights it rests at: both sides are fitted alike.
  const kept = isLeastSquares(solution) ? solution : solve(problem, constraints, { model })
  if (!freed || !kept) return null
  const against = (rss: number, count: number) =>
    errorDfOf(solution) === Infinity
      ? makeFTest(rss - freed.rss, count, varianceOf(solution), Infinity)
      : makeFTest(rss - freed.rss, count, freed.rss, freed.df)
  const test = against(kept.rss, fixed.length)
  if (!test) return null
  const freeLogEc50 = model.midpoint(freed.theta) ?? Number.NaN
  if (!(test.p < contradictedP)) return { test, contradicted: [], freeLogEc50 }
  const single = fixed
    .map((name) => {
      const others = solve(
        problem,
        release(
          constraints,
          fixed.filter((other) => other !== name),
          freedom,
        ),
        { model },
      )
      const f = others ? against(others.rss, 1) : null
      return { name, p: f?.p ?? 1 }
    })
    .sort((a, b) => a.p - b.p)
  const guilty = single.filter(({ p }) => p < contradictedP)
  return {
    test,
    contradicted: (guilty.length > 0 ? guilty : single.slice(0, 1)).map(({ name }) => name),
    freeLogEc50,
  }
}

/** A plateau of fractions is free between 0 and 1. */
function freedomOf({ likely }: Solution): Constraint {
  const isFraction = likely !== undefined && likely.deviance !== null
  return isFraction ? { kind: 'bounded', lower: 0, upper: 1 } : { kind: 'free' }
}

function release(
  constraints: Constraints,
  names: readonly ParameterName[],
  freedom: Constraint,
): Constraints {
  return { ...constraints, ...Object.fromEntries(names.map((name) => [name, freedom])) }
}
