import { log } from '../numerics/elementary.ts'
import { unscaleSquares } from '../optimize/problem.ts'
import type { Solution } from '../optimize/solve.ts'

interface Summary {
  readonly rss: number
  readonly sigma: number | null
  readonly r2: number | null
  readonly aicc: number | null
  readonly logLikelihood?: number
  readonly deviance?: number
}

/** RSS, residual SD √(RSS/df), R² about the weighted mean and AICc with K = p + 1 (Hurvich, Tsai 1989). */
export function summaryOf({ problem, rss, free, df, likely }: Solution): Summary {
  const total = unscaleSquares(problem, rss)
  const k = likely?.parameters ?? free.length + 1
  const { n } = problem
  const fit = likely?.aicPart ?? (total > 0 ? n * log(total / n) : null)
  return {
    rss: total,
    sigma: df > 0 ? Math.sqrt(total / df) : null,
    r2: problem.totalSquares > 0 ? 1 - rss / problem.totalSquares : null,
    aicc: fit !== null && n - k - 1 > 0 ? fit + 2 * k + (2 * k * (k + 1)) / (n - k - 1) : null,
    ...(likely && { logLikelihood: likely.logLikelihood }),
    ...(likely && likely.deviance !== null && { deviance: likely.deviance }),
  }
}
