import { indexOf } from '../models/model.ts'
import type { Problem } from '../optimize/problem.ts'
import { type Solution, solve } from '../optimize/solve.ts'
import type { Constraints, Contradiction, ParameterName } from '../types.ts'
import { makeFTest } from './tests.ts'

const CONTRADICTED_P = 0.01

/**
 * Fixed plateaus freed together against keeping them; then each by its own test with the others freed. One at a time
 * hides it: two wrong plateaus excuse each other (science.md 2).
 *
 * @returns null where no plateau is fixed or no degree of freedom is left to judge
 */
export function contradictionTest(
  problem: Problem,
  constraints: Constraints,
  solution: Solution,
): Contradiction | null {
  const { model } = solution
  const plateaus = (['bottom', 'top'] as const).filter((name) => indexOf(model, name) >= 0)
  const fixed = plateaus.filter((name) => constraints[name].kind === 'fixed')
  if (fixed.length === 0) return null
  const freed = solve(problem, release(constraints, fixed), { model })
  const test = freed && makeFTest(solution.rss - freed.rss, fixed.length, freed.rss, freed.df)
  if (!freed || !test) return null
  const freeLogEc50 = model.midpoint(freed.theta) ?? Number.NaN
  if (!(test.p < CONTRADICTED_P)) return { test, contradicted: [], freeLogEc50 }
  const single = fixed
    .map((name) => {
      const others = solve(
        problem,
        release(
          constraints,
          fixed.filter((other) => other !== name),
        ),
        { model },
      )
      const f = others ? makeFTest(others.rss - freed.rss, 1, freed.rss, freed.df) : null
      return { name, p: f?.p ?? 1 }
    })
    .sort((a, b) => a.p - b.p)
  const guilty = single.filter(({ p }) => p < CONTRADICTED_P)
  return {
    test,
    contradicted: (guilty.length > 0 ? guilty : single.slice(0, 1)).map(({ name }) => name),
    freeLogEc50,
  }
}

function release(constraints: Constraints, names: readonly ParameterName[]): Constraints {
  return { ...constraints, ...Object.fromEntries(names.map((name) => [name, { kind: 'free' }])) }
}
