import { indexOf } from '../models/model.ts'
import type { Problem } from '../optimize/problem.ts'
import { type Solution, solve } from '../optimize/solve.ts'
import type { Constraints, Contradiction, FTest, ParameterName } from '../types.ts'
import { fUpperP } from './distributions.ts'

function makeFTest(excess: number, df1: number, rest: number, df2: number): FTest | null {
  if (df1 <= 0 || df2 <= 0) return null
  const f = rest > 0 ? Math.max(0, excess) / df1 / (rest / df2) : excess > 0 ? Infinity : 0
  return { f, df1, df2, p: fUpperP(f, df1, df2) }
}

/** F of the curve against one mean per dose; null without replicates or with no dose to spare. */
export function lackOfFitTest({ problem, rss, free }: Solution): FTest | null {
  const doses = problem.x.length
  return makeFTest(rss - problem.pureError, doses - free.length, problem.pureError, problem.n - doses)
}

/**
 * F of the curve with free plateaus against a constant. The midpoint and slope vanish under the null, so F(3, n − 4)
 * is nominal: at 5 % it calls 2 to 3.5 % of flat curves (science.md 3). `calibratedFlatP` is what decides.
 *
 * @param solution  fitted with free plateaus; otherwise the constant is not nested in it
 */
export function flatTest({ problem, rss, free, df }: Solution): FTest | null {
  if (problem.totalSquares <= 1e-28 * problem.n) return { f: 0, df1: 3, df2: Math.max(1, df), p: 1 }
  return makeFTest(problem.totalSquares - rss, free.length - 1, rss, df)
}

/** The constraints with both plateaus freed, or the same object where they are free already. */
export function withFreePlateaus(constraints: Constraints): Constraints {
  const isFree = constraints.bottom.kind === 'free' && constraints.top.kind === 'free'
  return isFree ? constraints : { ...constraints, bottom: { kind: 'free' }, top: { kind: 'free' } }
}

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
