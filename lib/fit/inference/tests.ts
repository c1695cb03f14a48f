import type { Solution } from '../optimize/solve.ts'
import type { Constraints, FTest } from '../types.ts'
import { fUpperP } from './distributions.ts'
import { varianceOf } from './scatter.ts'

/**
 * Null without a degree of freedom on either side; a perfect richer fit gives an infinite F.
 *
 * @param rest  RSS of the richer fit on df2 degrees of freedom; the known variance itself where those are infinite
 */
export function makeFTest(excess: number, df1: number, rest: number, df2: number): FTest | null {
  if (df1 <= 0 || df2 <= 0) return null
  const scatter = df2 === Infinity ? rest : rest / df2
  const f = rest > 0 ? Math.max(0, excess) / df1 / scatter : excess > 0 ? Infinity : 0
  return { f, df1, df2, p: fUpperP(f, df1, df2) }
}

/**
 * F of the curve against one mean per dose; null without replicates or with no dose to spare. Where the scatter is known
 * it needs no replicates: chi square over its degrees of freedom, `df2` infinite (Pearson's test of counts).
 */
export function lackOfFitTest(solution: Solution): FTest | null {
  const { problem, rss, free } = solution
  const doses = problem.x.length
  if (isKnown(solution)) {
    return makeFTest(rss - problem.pureError, doses - free.length, varianceOf(solution), Infinity)
  }
  return makeFTest(rss - problem.pureError, doses - free.length, problem.pureError, problem.n - doses)
}

/**
 * F of the curve with free plateaus against a constant. The midpoint and slope vanish under the null, so F(3, n − 4)
 * is nominal: at 5 % it calls 2 to 3.5 % of flat curves (science.md 3). `calibratedFlatP` is what decides.
 *
 * @param solution  fitted with free plateaus; otherwise the constant is not nested in it
 */
export function flatTest(solution: Solution): FTest | null {
  const { problem, rss, free, df } = solution
  if (problem.totalSquares <= 1e-28 * problem.n) return { f: 0, df1: 3, df2: Math.max(1, df), p: 1 }
  const excess = problem.totalSquares - rss
  return isKnown(solution)
    ? makeFTest(excess, free.length - 1, varianceOf(solution), Infinity)
    : makeFTest(excess, free.length - 1, rss, df)
}

/** The constraints with both plateaus freed, or the same object where they are free already. */
export function withFreePlateaus(constraints: Constraints): Constraints {
  const isFree = constraints.bottom.kind === 'free' && constraints.top.kind === 'free'
  return isFree ? constraints : { ...constraints, bottom: { kind: 'free' }, top: { kind: 'free' } }
}

function isKnown({ errorDf }: Solution): boolean {
  return errorDf === Infinity
}
